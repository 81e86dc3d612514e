"""What nobody foresaw: the person reads a sentence with a code, the log has the same code with the traceback."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.finding import views as finding_views
from bot.kit import doors
from bot.review.views import page as review_views
from bot.sandbox.line import NotAcknowledged
from bot.sandbox.payloads import event_payload, user_object
from storage import people
from tests.journeys.conftest import Actor, Office, id_of, open_office, staff
from tests.waiting import until

SENTENCE = re.compile(
    r"Something went wrong at my end, not yours\. What you had sent before is saved\. Try again in a minute; "
    r"if it happens again, give Karin Admin the code (R-[0-9A-F]{4})\."
)
LANGUAGE_OF_MACHINES = re.compile(r"Traceback|sqlite|Error|SELECT|INSERT|\.py")


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Everybody on the list; Tom has one deal, and it is due."""
    for made in open_office(sqlite_url):
        staff(made).add("Service agreement", id_of(made, "U0TOM"), customer="Nordlys")
        yield made


@pytest.fixture
def tom(office: Office) -> Actor:
    """Tom, with no window open."""
    return office.person("U0TOM")


def broken(office: Office, statement: str) -> None:
    """Damage the database."""
    with office.write() as desk:
        desk.tx.connection.exec_driver_sql(statement)


def full(office: Office, table: str, act: str) -> None:
    """Have every write of a kind fail as on a full disk."""
    broken(
        office, f"CREATE TRIGGER full BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
    )


def assert_told(said: str, caplog: pytest.LogCaptureFixture) -> None:
    """The sentence is there with a code, the log has one record of that code with a traceback, and no more."""
    found = SENTENCE.search(said)
    assert found, said
    assert not LANGUAGE_OF_MACHINES.search(said)
    records = [record for record in caplog.records if found[1] in record.getMessage()]
    assert [record.levelno for record in records] == [logging.ERROR]
    assert records[0].exc_info is not None


def test_a_command_that_fails_opens_a_window_that_says_so(
    tom: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    full(tom.office, "drafts", "INSERT")

    tom.says("/review")

    assert_told(tom.screen, caplog)
    assert tom.workspace.notice(tom.id) is None


def test_a_button_in_a_message_or_on_home_does_the_same(tom: Actor, caplog: pytest.LogCaptureFixture) -> None:
    assert "Service agreement" in tom.home
    full(tom.office, "drafts", "INSERT")

    tom.clicks(doors.REVIEW, on="home")

    assert_told(tom.screen, caplog)


def test_a_button_in_a_window_says_it_in_the_window(tom: Actor, caplog: pytest.LogCaptureFixture) -> None:
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    tom.submits()
    tom.modal_with("Page 2 of 6")
    full(tom.office, "drafts", "UPDATE")

    tom.clicks(review_views.BACK)

    tom.modal_with("Something went wrong at my end")
    assert_told(tom.screen, caplog)


def test_a_page_that_cannot_be_saved_says_it_in_the_acknowledgement_and_keeps_what_was_sent_before(
    tom: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    tom.writes("D1", "12 Nov: they asked for an offer")
    tom.submits()
    tom.modal_with("Page 2 of 6")
    full(tom.office, "drafts", "UPDATE")
    tom.submits()

    assert_told(tom.screen, caplog)
    broken(tom.office, "DROP TRIGGER full")
    tom.closes()
    tom.says("/review")
    tom.modal_with("Page 2 of 6")
    tom.presses(review_views.BACK)
    assert tom.noted("D1") == "12 Nov: they asked for an offer"


def test_a_review_that_cannot_be_written_is_not_half_written(
    tom: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    for _ in range(5):
        tom.submits()
    full(tom.office, "current_scores", "INSERT")
    last = tom.modal

    tom.submits()

    assert_told(tom.screen, caplog)
    with tom.office.read() as desk:
        assert desk.tx.connection.exec_driver_sql("SELECT count(*) FROM reviews").scalar_one() == 0
    broken(tom.office, "DROP TRIGGER full")
    assert "Nordlys · Service agreement" in tom.submits_again(last)


def test_home_says_it_where_home_was_opened(tom: Actor, caplog: pytest.LogCaptureFixture) -> None:
    broken(tom.office, "ALTER TABLE subjects RENAME TO gone")

    assert_told(tom.sees_home(), caplog)


def test_a_type_ahead_shows_no_choices(tom: Actor, caplog: pytest.LogCaptureFixture) -> None:
    tom.office.add("Another", id_of(tom.office, "U0TOM"))
    tom.says("/review")
    tom.modal_with("Choose")
    broken(tom.office, "ALTER TABLE subjects RENAME TO gone")

    assert tom.workspace.suggest(tom.id, finding_views.PICKED, finding_views.PICKED, "a") == []
    assert [record.levelno for record in caplog.records if record.exc_info] == [logging.ERROR]


def test_what_fails_after_the_acknowledgement_is_told_by_a_message(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    karin = office.person("U0KARIN")
    broken(office, "UPDATE people SET at = 'noon' WHERE slack_id = 'U0TOM'")

    karin.says("/review setup")
    until(lambda: _written(office, "trouble"))
    broken(office, "UPDATE people SET at = '09:00' WHERE slack_id = 'U0TOM'")
    office.tick()

    (message,) = karin.messages()
    assert_told(message, caplog)


@pytest.mark.parametrize("slack_id", ["U0GUEST", "U0OLGA"])
def test_whoever_is_none_of_ours_learns_no_admins_name_from_it(
    office: Office, slack_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    guest = office.workspace.users["U0GUEST"]
    olga = replace(guest, id="U0OLGA", email="olga@other.example", is_restricted=False, team_id="T0OTHER")
    office.workspace.users["U0OLGA"] = olga
    broken(office, "UPDATE people SET at = 'noon' WHERE slack_id = 'U0TOM'")

    office.person(slack_id).says("/review")
    until(lambda: _written(office, "trouble"))
    broken(office, "UPDATE people SET at = '09:00' WHERE slack_id = 'U0TOM'")
    office.tick()

    (message,) = office.person(slack_id).messages()
    assert "give whoever set me up the code R-" in message
    assert "Karin" not in message
    assert len([record for record in caplog.records if record.exc_info]) == 1


def test_a_window_that_slack_refuses_is_a_mistake_of_ours_and_told_as_one(
    tom: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    tom.office.workspace.faults.add(method="views.open", kind="error", error="invalid_blocks")

    tom.says("/review")
    until(lambda: _written(tom.office, "trouble"))
    tom.office.tick()

    (message,) = tom.messages()
    assert_told(message, caplog)


def test_old_clicks_that_would_lay_a_fourth_window_over_three_are_no_mistake_of_ours(
    tom: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    tom.office.add("Another", id_of(tom.office, "U0TOM"))
    tom.says("/review e")
    tom.modal_with("Which one?")
    view = tom.modal

    for _ in range(3):
        tom.forges_in(view, finding_views.WHY, "-")
    tom.office.stop()  # what follows the clicks has ended

    assert [(call.answer or {})["error"] for call in tom.workspace.refused] == ["push_limit_reached"]
    assert "Choose one first." in tom.screen
    assert _written(tom.office, "trouble") == 0
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_without_any_database_the_sentence_still_comes(tom: Actor, caplog: pytest.LogCaptureFixture) -> None:
    for table in ("people", "outbox", "drafts"):
        broken(tom.office, f"ALTER TABLE {table} RENAME TO {table}_gone")

    tom.says("/review")

    assert "give whoever set me up the code R-" in tom.screen
    assert not LANGUAGE_OF_MACHINES.search(tom.screen)


def test_the_sentence_is_in_the_persons_language(office: Office) -> None:
    mette = office.person("U0METTE")
    office.add("Serviceaftale", id_of(office, "U0METTE"))
    full(office, "drafts", "INSERT")

    mette.says("/review")

    assert "koden R-" in mette.screen


def test_a_change_of_a_profile_that_cannot_be_kept_is_not_acknowledged_so_slack_sends_it_again(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    full(office, "people", "UPDATE")

    with pytest.raises(NotAcknowledged):
        office.workspace.deliver("events_api", _in_new_york(office))
    assert any(re.match(r"R-[0-9A-F]{4}: a payload of event_callback", line) for line in caplog.messages)

    broken(office, "DROP TRIGGER full")
    office.workspace.deliver("events_api", _in_new_york(office))
    with office.read() as desk:
        person = people.by_slack(desk.tx, "U0TOM")
    assert person
    assert person.timezone == "America/New_York"


def test_a_zone_that_nobody_knows_stops_no_reminder(office: Office) -> None:
    office.workspace.deliver("events_api", _in_new_york(office, tz="Mars/Olympus"))

    office.passes(days=7)

    assert len(office.person("U0TOM").messages()) == 1


def test_a_payload_that_cannot_be_read_is_logged_with_a_code(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.workspace.deliver(
        "interactive", {"type": "block_actions", "user": {"id": "U0TOM"}, "actions": [{}]}
    )

    assert any(re.search(r"R-[0-9A-F]{4}: a payload of block_actions", line) for line in caplog.messages)


def _in_new_york(office: Office, tz: str = "America/New_York") -> dict[str, Any]:
    """The event of Tom's having moved."""
    records = office.workspace.records
    user = user_object(records.users["U0TOM"], records.identity, now=records.clock(), with_locale=True)
    return event_payload(records, {"type": "user_change", "user": {**user, "tz": tz}})


def _written(office: Office, kind: str) -> int:
    with office.read() as desk:
        found: int = desk.tx.connection.exec_driver_sql(
            f"SELECT count(*) FROM outbox WHERE kind = '{kind}'"
        ).scalar_one()
    return found
