"""The ticker: what one of its jobs stumbles over is logged with its traceback, and stops neither it nor the others."""

import logging
import re
import secrets
import sqlite3
from collections.abc import Iterator
from threading import Event

import pytest
from sqlalchemy.exc import OperationalError

from bot.app import jobs
from bot.app.patience import Stop
from bot.app.repeated import AGAIN_EVERY, Repeated
from bot.app.ticker import Ticker
from bot.people.jobs import meet
from storage import outbox
from storage.outbox import Note
from tests.journeys.conftest import Office, id_of, open_office, staff
from tests.reminded import remind_at
from tests.waiting import PATIENCE, until

TOMS_PAIR = "UPDATE pairs SET at = '{at}' WHERE seller_id IN (SELECT id FROM people WHERE slack_id = 'U0TOM')"


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Everybody on the list; Tom's deal is due, and so is his reminder."""
    for made in open_office(sqlite_url):
        staff(made).add("Service agreement", id_of(made, "U0TOM"), customer="Nordlys")
        with made.write() as desk:
            remind_at(desk.tx, id_of(made, "U0TOM"), made.now)
        yield made


@pytest.fixture
def ticking(office: Office) -> Iterator[Office]:
    """The office with a ticker that ticks fifty times a second."""
    stop = Stop()
    ticker = Ticker(stop)
    _damage(office, TOMS_PAIR.format(at="noon"))
    jobs.start(ticker, office.house, every=0.02, stopped=stop.is_set)
    yield office
    stop.set()
    ticker.end()


def test_a_job_that_fails_is_logged_and_the_others_go_on(
    ticking: Office, caplog: pytest.LogCaptureFixture
) -> None:
    _put(ticking)

    until(ticking.person("U0METTE").messages)
    (first, *_) = until(lambda: [record for record in _failures(caplog) if "remind" in record.getMessage()])
    assert first.levelno == logging.ERROR
    assert first.exc_info is not None


def test_a_job_that_failed_does_its_work_once_it_can(
    ticking: Office, caplog: pytest.LogCaptureFixture
) -> None:
    until(lambda: _failures(caplog))
    assert ticking.person("U0TOM").messages() == []

    _damage(ticking, TOMS_PAIR.format(at="09:00"))

    until(ticking.person("U0TOM").messages)
    _put(ticking)
    until(ticking.person("U0METTE").messages)
    assert len(ticking.person("U0TOM").messages()) == 1


def test_who_is_on_the_list_but_not_in_slack_is_logged(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    _damage(office, "UPDATE people SET slack_id = NULL, email = 'old@example.com' WHERE slack_id = 'U0TOM'")

    meet(office.house)

    assert "old@example.com is on the list but not in Slack" in caplog.messages


@pytest.mark.parametrize("kind", ["429", "500", "drop_before"])
def test_a_slack_that_does_not_list_its_members_is_asked_again_later(
    office: Office, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    _damage(office, "UPDATE people SET slack_id = NULL WHERE slack_id = 'U0TOM'")
    office.workspace.faults.add(method="users.list", kind=kind)

    meet(office.house)
    assert any(line.startswith("Slack did not list its members: ") for line in caplog.messages)

    meet(office.house)  # a pause is a pause
    office.tick()
    assert office.house.readings

    office.passes(minutes=1)
    assert id_of(office, "U0TOM")
    assert not office.house.readings


def test_the_same_trouble_is_logged_once_with_its_traceback_then_now_and_then_with_a_count(
    caplog: pytest.LogCaptureFixture,
) -> None:
    seconds = iter(range(10_000_000))
    trouble = Repeated("send", clock=lambda: float(next(seconds)))

    for _ in range(
        AGAIN_EVERY
    ):  # the clock is looked at once a time or twice: between ten and twenty minutes
        trouble.again(_full_disk())

    (first, second) = _failures(caplog)
    assert (first.getMessage(), bool(first.exc_info)) == ("The job “send” failed", True)
    assert re.fullmatch(r"The job “send” still fails, \d+ times by now: .*disk is full", second.getMessage())
    assert second.exc_info is None


def test_another_trouble_is_logged_anew_and_so_is_the_end_of_it(caplog: pytest.LogCaptureFixture) -> None:
    trouble = Repeated("send")

    for error in (_full_disk(), _full_disk(), ValueError("noon"), ValueError("noon")):
        trouble.again(error)
    trouble.over()
    trouble.over()
    trouble.again(ValueError("noon"))

    assert [(record.getMessage(), bool(record.exc_info)) for record in _failures(caplog)] == [
        ("The job “send” failed", True),
        ("The job “send” failed", True),
        ("The job “send” works again; it had failed 2 times", False),
        ("The job “send” failed", True),
    ]


def _full_disk() -> OperationalError:
    """As SQLAlchemy raises it: its text holds the parameters, which differ every time."""
    cause = sqlite3.OperationalError("database or disk is full")
    return OperationalError("UPDATE outbox", {"lease_until": secrets.token_hex()}, cause)


def _failures(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "bot.app.repeated"]


def _damage(office: Office, statement: str) -> None:
    with office.write() as desk:
        desk.tx.connection.exec_driver_sql(statement)


def _put(office: Office) -> None:
    with office.write() as desk:
        outbox.put(desk.tx, Note("note", "U0METTE", "note", {"text": "Hej", "blocks": []}))


def test_a_clock_that_is_set_back_holds_up_no_job() -> None:
    seconds, ran = iter((5000.0, 1400.0, 1400.0)), Event()
    stop = Stop()
    ticker = Ticker(stop, clock=lambda: next(seconds), steady=lambda: 0.0)
    ticker.every(3600, "hourly", ran.set)
    ticker.start()

    ticker.keep_pace()

    assert ran.wait(PATIENCE)
    ran.clear()
    ticker.keep_pace()
    ticker.end()
    assert not ran.is_set()
