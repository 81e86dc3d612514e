"""Bad input, one case each: a clear sentence to the person, a line for the operator, nothing lost or doubled."""

import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.kit import doors
from bot.review.views import page as review_views
from bot.sandbox.payloads import interaction
from flows.company.changes import Change
from flows.company.subjects import Status
from storage import changes, digest_places, subjects, tables
from tests.journeys.conftest import Actor, Office, id_of, open_office, staff
from tests.journeys.digest_acts import fills_place, opens_place
from tests.starting import ended
from tests.waiting import until

SLOW = "Slack was slow, and the window may not have opened. Nothing is lost."


@pytest.fixture(autouse=True)
def _heard(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Everybody on the list; Tom has one deal, and it is due."""
    for made in open_office(sqlite_url):
        staff(made).add("Service agreement", id_of(made, "U0TOM"), customer="Nordlys")
        yield made


@pytest.fixture
def tom(office: Office) -> Actor:
    """Tom at the first page of his deal's review."""
    tom = office.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    return tom


def count(office: Office, table: str) -> int:
    """How many rows a table has."""
    with office.read() as desk:
        return desk.tx.execute(select(func.count()).select_from(tables.metadata.tables[table])).scalar_one()


def test_wrong_settings(tmp_path: Path) -> None:
    done = _revisor(tmp_path, "status", DATABASE_URL="oracle://x", REVISOR_LANGUAGE="fr")

    assert done.returncode == 2
    assert done.stderr == (
        "DATABASE_URL begins with sqlite:/// or postgresql+psycopg://\nREVISOR_LANGUAGE is en or da\n"
    )


def test_a_broken_scorecard(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "deal.yml").write_text("kind: deal\nareas: [{id: D1, wait: 2}]\n")
    (cards / "customer.yml").write_text("kind: customer\n")

    done = _revisor(tmp_path, "check", str(cards))

    assert done.returncode == 1
    assert "deal.yml: areas[0].wait" in done.stderr
    assert "customer.yml: areas" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_csv(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "deals.csv"
    file.write_bytes(b"PK\x03\x04 this is no table at all")

    done = _revisor(tmp_path, "import", str(file), "--yes", DATABASE_URL=office.house.settings.database_url)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
    with office.read() as desk:
        assert len(subjects.everything(desk.tx, open_only=True)) == 1


def test_an_unknown_name(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    tom = office.person("U0TOM")

    tom.says("/review qwertyuiop")

    tom.modal_with("I found nothing with the words “qwertyuiop”.")
    assert "/review and a word or two of the name finds it" in tom.screen
    assert "command /review of U0TOM: done" in caplog.messages
    assert count(office, "drafts") == 0


def test_a_double_click(tom: Actor, caplog: pytest.LogCaptureFixture) -> None:
    tom.submits()
    tom.submits()
    tom.modal_with("Page 3 of 6")
    about = interaction(tom.workspace.records, tom.id, "block_actions")
    back = {"type": "button", "action_id": review_views.BACK, "block_id": "b", "value": ""}
    click = {**about, "view": tom.modal, "actions": [back]}

    with ThreadPoolExecutor(2) as clicks:
        list(clicks.map(lambda _: tom.workspace.deliver("interactive", click), range(2)))

    tom.modal_with("Page 2 of 6")
    assert caplog.messages.count(f"action {review_views.BACK} of U0TOM: done") == 2
    assert count(tom.office, "drafts") == 1
    tom.submits()
    tom.modal_with("Page 3 of 6")


def test_a_button_of_an_old_message(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    said = office.person("U0TOM").forges("deal.rate", "17")

    assert "That button is from an older message and does nothing any more. Write /review to go on." in said
    assert "Refused action deal.rate of U0TOM: old_button" in caplog.messages


def test_the_button_of_a_reminder_long_after_it(office: Office) -> None:
    tom = office.person("U0TOM")
    office.passes(days=7)
    assert len(tom.messages()) == 1
    tom.says("/review")
    tom.reviews("222 222 222 222 222", evidence="12 Nov: they asked for an offer")
    tom.closes()

    tom.clicks(doors.BEGIN, on="message")

    tom.modal_with("You're up to date. Next is Nordlys · Service agreement")
    assert count(office, "reviews") == 1


def test_a_modal_submitted_twice(tom: Actor, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(5):
        tom.submits()
    tom.estimates("60")
    last = tom.modal
    tom.submits()
    shown = tom.modal_with("Nordlys · Service agreement")

    again = tom.submits_again(last)

    assert again.splitlines()[0] in str(shown)
    assert caplog.messages.count(f"view {review_views.SUBMIT} of U0TOM: update") == 2
    assert count(tom.office, "reviews") == 1
    assert count(tom.office, "drafts") == 0


def test_a_stale_page_of_a_draft(tom: Actor, caplog: pytest.LogCaptureFixture) -> None:
    tom.writes("D1", "12 Nov: first window")
    old = tom.modal
    tom.submits()
    tom.modal_with("Page 2 of 6")
    tom.clicks(review_views.BACK)
    tom.modal_with("Page 1 of 6")
    tom.writes("D1", "13 Nov: second window")
    tom.submits()
    tom.modal_with("Page 2 of 6")

    said = tom.submits_again(old)

    assert "This page is from an older window, and the review has moved on since." in said
    assert "12 Nov: first window" in said
    assert f"view {review_views.PAGE} of U0TOM: update" in caplog.messages
    with tom.office.read() as desk:
        (draft,) = desk.tx.execute(select(tables.drafts))
    assert "13 Nov: second window" in str(draft.answers)


def test_a_person_nobody_knows(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    new = office.person("U0NEW")

    new.says("/review")

    new.modal_with("I don't know you yet. Karin Admin can put you on the list.")
    assert "U0NEW (Ny Person) is not on the list" in caplog.messages
    assert count(office, "drafts") == 0


def test_a_guest(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    guest = office.person("U0GUEST")

    guest.says("/review")

    guest.modal_with("Revisor is for the company's own people, so I can't show you anything here.")
    assert "U0GUEST (Gitte Guest) is a guest" in caplog.messages


def test_a_deal_that_was_closed_meanwhile(tom: Actor) -> None:
    tom.writes("D1", "12 Nov: they asked for an offer")
    tom.submits()
    tom.modal_with("Page 2 of 6")
    tom.writes("D2", "13 Nov: the buyer left")
    _close(tom.office)

    tom.submits()

    assert (
        "Service agreement is closed, so there is nothing left to review. What you wrote is kept."
        in tom.screen
    )
    with tom.office.read() as desk:
        (draft,) = desk.tx.execute(select(tables.drafts))
    assert "12 Nov: they asked for an offer" in str(draft.answers)
    assert "13 Nov: the buyer left" in str(draft.answers)


def test_an_archived_channel(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    anne = office.person("U0ANNE")
    office.set_digest("C3")

    anne.says("/review digest")
    anne.modal_with("The digest is on its way to its channel.")
    office.tick()

    (told,) = [text for text in anne.messages() if "could not be posted" in text]
    assert told.startswith("The whole company's figures could not be posted: their channel is archived.")
    assert "digest to C3: is_archived, so it is failed" in caplog.messages
    assert "Slack refused one message in the last week:" in office.person("U0KARIN").home


@pytest.mark.parametrize(
    "fault", [{"kind": "429"}, {"kind": "500"}, {"kind": "drop_before"}, {"kind": "delay", "seconds": 2.5}]
)
def test_slack_answering_a_click_with_429_500_or_nothing(
    office: Office, fault: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    tom = office.person("U0TOM")
    office.workspace.faults.add(method="views.open", **fault)

    tom.says("/review")
    office.workspace.wait_for(lambda: not office.workspace.faults.pending())
    _until_written(office, "slow")
    office.tick()

    assert [text.splitlines()[0] for text in tom.messages()] == [SLOW]
    assert any(line.startswith("views_open for U0TOM failed: ") for line in caplog.messages)
    assert count(office, "drafts") == 1
    tom.closes()
    tom.clicks(doors.REVIEW, on="message")
    tom.modal_with("Page 1 of 6")
    assert count(office, "drafts") == 1


@pytest.mark.parametrize("kind", ["429", "500", "drop_before", "drop_after"])
def test_slack_answering_nothing_when_home_is_opened(office: Office, kind: str) -> None:
    office.workspace.faults.add(method="views.publish", kind=kind)

    office.workspace.open_home("U0TOM")
    _until_written(office, "home")
    office.tick()

    assert "Nordlys · Service agreement" in str(office.workspace.home("U0TOM"))


def test_slack_not_saying_who_somebody_is(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    karin = office.person("U0KARIN")
    office.workspace.faults.add(method="users.info", kind="500")

    karin.says("/review setup")

    karin.modal_with(
        "Slack did not tell me who you are (http_500). Nothing was changed. Try again in a moment."
    )
    assert "Slack did not say who U0KARIN is: http_500" in caplog.messages


def test_slack_falling_silent_while_the_digests_channel_is_saved(office: Office) -> None:
    karin = office.person("U0KARIN")
    opens_place(karin)
    fills_place(karin, channel="C1")
    office.workspace.faults.add(method="chat.postMessage", kind="500")

    karin.submits()

    karin.modal_with("Slack did not answer (http_500)")
    with office.read() as desk:
        assert digest_places.of(desk.tx, None) is None
    karin.submits()
    karin.modal_with("they come to the channel")
    assert len(office.workspace.messages("C1")) == 1


def test_a_home_button_pressed_on_an_old_home(office: Office) -> None:
    tom = office.person("U0TOM")
    assert "Service agreement" in tom.home
    _close(office)

    tom.clicks(doors.REVIEW, on="home")

    tom.modal_with("is closed, so there is nothing left to review.")
    assert count(office, "drafts") == 0
    assert doors.ADD_DEAL in str(office.workspace.home("U0TOM"))


def _close(office: Office) -> None:
    """The import says that Tom's deal is lost."""
    with office.write() as desk:
        (subject_id,) = [each.id for each in subjects.everything(desk.tx, open_only=True)]
        lost = Change("status", Status.OPEN, Status.LOST)
        changes.apply_changes(desk.tx, subject_id, [lost], by_source="csv")


def _until_written(office: Office, kind: str) -> None:
    """Wait until what follows a click has put its message into the outbox; no workspace announces that."""
    query = select(func.count()).select_from(tables.outbox).where(tables.outbox.c.kind == kind)

    def written() -> int:
        with office.read() as desk:
            return desk.tx.execute(query).scalar_one()

    until(written)


def _revisor(folder: Path, *words: str, **env: str) -> "CompletedProcess[str]":
    return ended(words, folder, {"PATH": os.environ["PATH"], **env}, 30)
