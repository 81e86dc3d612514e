"""The ticker: what one of its jobs stumbles over is logged with its traceback, and stops neither it nor the others."""

import logging
from collections.abc import Iterator
from datetime import UTC

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from bot.app import jobs
from bot.people.jobs import meet
from storage import outbox, people
from storage.outbox import Note
from tests.journeys.conftest import Office, id_of, open_office, staff
from tests.process.conftest import until


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Everybody on the list; Tom's deal is due, and so is his reminder."""
    for made in open_office(sqlite_url):
        staff(made).add("Service agreement", id_of(made, "U0TOM"), customer="Nordlys")
        with made.write() as desk:
            people.set_remind_at(desk.tx, id_of(made, "U0TOM"), made.now)
        yield made


@pytest.fixture
def ticking(office: Office) -> Iterator[Office]:
    """The office with a ticker that ticks fifty times a second."""
    scheduler = BackgroundScheduler(timezone=UTC)
    _damage(office, "UPDATE people SET at = 'noon' WHERE slack_id = 'U0TOM'")
    jobs.start(scheduler, office.house, every=0.02, stopped=lambda: False)
    yield office
    scheduler.shutdown()


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
    until(lambda: len(_failures(caplog)) > 1)
    assert ticking.person("U0TOM").messages() == []

    _damage(ticking, "UPDATE people SET at = '09:00' WHERE slack_id = 'U0TOM'")

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


def _failures(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name.startswith("apscheduler")]


def _damage(office: Office, statement: str) -> None:
    with office.write() as desk:
        desk.tx.connection.exec_driver_sql(statement)


def _put(office: Office) -> None:
    with office.write() as desk:
        outbox.put(desk.tx, Note("note", "U0METTE", "note", {"text": "Hej", "blocks": []}))
