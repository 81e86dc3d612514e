"""An app that has not got a scope says which one and what to do, to the operator and to the admin."""

import logging

import pytest

from bot.app.fates import MOST_ATTEMPTS
from bot.kit import doors
from bot.kit.scopes import PAIRS, SCOPES
from bot.people import views
from flows.company.people import Role
from storage import outbox
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.digest_acts import fills_place, opens_place, saves_place
from tests.journeys.meeting_acts import begun

POSTING, EMAILS = "chat:write", "users:read.email"
CHANNELS = ("channels:read", "groups:read")
BUT_EMAILS = tuple(scope for scope in SCOPES if scope != EMAILS)
LACKS = "I don't have the permission {} in Slack, so this can't be done. It has to be added to the app"
NO_EMAILS = (
    f"so I can't find people on the list. I need the permission {EMAILS}: it has to be added to the app"
)
REMEDY = "the app lacks {}: add under OAuth & Permissions what manifest.yml names, and reinstall the app"


@pytest.fixture
def karin(staffed: Office) -> Actor:
    """Karin, the admin."""
    return staffed.person("U0KARIN")


def saves(karin: Actor, **chosen: str) -> str:
    """Fill in the form, press Save and read what stands there in the end."""
    for part, value in chosen.items():
        karin.workspace.fill(karin.id, f"setup.{part}", f"setup.{part}", value)
    karin.submits()
    karin.workspace.wait_for(lambda: "One moment" not in karin.screen)
    return karin.screen


def opens(karin: Actor) -> str:
    """Open Setup, and read it."""
    karin.closes()
    karin.says("/review setup")
    return karin.screen


def test_without_any_e_mail_the_operator_is_told_the_scope_and_of_nobody_that_they_are_not_in_slack(
    staffed: Office, caplog: pytest.LogCaptureFixture
) -> None:
    staffed.workspace.reinstall(*BUT_EMAILS)
    staffed.add_person("U0NEW", Role.SELLER)

    said = f"Slack tells nobody's e-mail address, so nobody can be found: {REMEDY.format(EMAILS)}"
    assert said in caplog.messages
    assert "is on the list but not in Slack" not in caplog.text


def test_without_any_e_mail_setup_says_so_and_makes_no_pair(staffed: Office, karin: Actor) -> None:
    staffed.workspace.reinstall(*BUT_EMAILS)

    assert NO_EMAILS in opens(karin)
    told = saves(karin, seller="U0NEW", manager="U0ANNE")

    assert NO_EMAILS in told
    assert "is a guest" not in told
    values = karin.modal["state"]["values"]
    assert values[views.SELLER][views.SELLER]["selected_user"] == "U0NEW"

    staffed.workspace.reinstall(*BUT_EMAILS, EMAILS)
    assert "Ny Person and Anne Manager are a pair" in saves(karin)


@pytest.mark.parametrize("words", ["", "digest", "setup"])
def test_without_any_e_mail_nobody_is_told_that_they_are_not_on_the_list(
    staffed: Office, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    staffed.workspace.reinstall(*BUT_EMAILS)
    new = staffed.person("U0NEW")

    new.says(f"/review {words}")

    assert NO_EMAILS in new.screen
    assert "I don't know you" not in new.screen
    if not words:
        assert NO_EMAILS in new.home
        assert f"Slack tells no e-mail address of U0NEW: {REMEDY.format(EMAILS)}" in caplog.messages


def test_who_is_found_already_goes_on_without_any_e_mail(staffed: Office) -> None:
    staffed.add("Packing line", id_of(staffed, "U0TOM"))
    staffed.workspace.reinstall(*BUT_EMAILS)
    staffed.meets()

    assert "Packing line" in staffed.person("U0TOM").home


def test_an_app_that_may_not_read_people_says_which_scope_it_wants(
    staffed: Office, karin: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    staffed.workspace.reinstall(POSTING, "commands", EMAILS)
    staffed.add_person("U0NEW", Role.SELLER)

    told = opens(karin)
    new_home = staffed.person("U0NEW").home

    assert LACKS.format("users:read") in told
    assert LACKS.format("users:read") in new_home
    assert "in a moment" not in told + new_home
    remedy = REMEDY.format("users:read")
    assert f"Slack did not list its members: {remedy}" in caplog.messages
    assert f"Slack did not say who U0KARIN is: {remedy}" in caplog.messages


def test_scopes_that_go_while_a_form_stands_open_are_named_when_it_is_saved(
    staffed: Office, karin: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    opens_place(karin)
    fills_place(karin, channel="C1")
    staffed.workspace.reinstall("commands", "users:read", EMAILS, *CHANNELS)

    told = saves_place(karin)

    assert LACKS.format(POSTING) in told
    assert "in a moment" not in told
    assert f"The digest's channel was not set: {REMEDY.format(POSTING)}" in caplog.messages


def test_a_scope_that_goes_between_two_questions_of_setup_is_named_too(staffed: Office, karin: Actor) -> None:
    opens(karin)
    staffed.workspace.faults.add(
        method="users.info", kind="delay", seconds=0
    )  # who saves: that still goes well
    fault = {"method": "users.info", "kind": "error", "error": "missing_scope", "needed": "users:read"}
    staffed.workspace.faults.add(**fault)  # type: ignore[arg-type]

    told = saves(karin, seller="U0TOM", manager="U0ANNE")

    assert LACKS.format("users:read") in told
    assert "in a moment" not in told


def test_a_slack_that_does_not_name_the_scope_gets_all_of_ours_named(staffed: Office, karin: Actor) -> None:
    staffed.workspace.faults.add(method="users.info", kind="error", error="missing_scope")

    assert LACKS.format(", ".join(SCOPES)) in opens(karin)


def test_messages_that_may_not_be_sent_wait_and_the_admins_home_says_what_for(
    staffed: Office, karin: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    staffed.add("Packing line", id_of(staffed, "U0TOM"))
    staffed.plan(id_of(staffed, "U0TOM"))
    staffed.workspace.reinstall("commands", "users:read", EMAILS)
    staffed.passes(days=7)

    assert "One message waits, because I don't have the permission chat:write in Slack." in karin.home
    assert "permission" not in staffed.person("U0ANNE").home
    assert f"reminder to U0TOM: {REMEDY.format(POSTING)}, so it is pending" in caplog.messages

    staffed.workspace.reinstall(POSTING, "commands", "users:read", EMAILS)
    staffed.passes(minutes=5)

    assert len(staffed.person("U0TOM").messages()) == 1
    assert "permission" not in karin.home
    with staffed.read() as desk:
        assert outbox.waiting(desk.tx, error="missing_scope") == 0


def test_what_waited_in_vain_for_a_scope_is_said_as_that_too(staffed: Office, karin: Actor) -> None:
    staffed.plan(id_of(staffed, "U0TOM"))
    staffed.add("Packing line", id_of(staffed, "U0TOM"))
    staffed.set_digest("C1")
    staffed.workspace.reinstall(*(each for each in SCOPES if each != POSTING))
    staffed.passes(days=7)
    for _ in range(MOST_ATTEMPTS):
        staffed.passes(minutes=5)

    assert f"Digest · C1 · {LACKS.format(POSTING)}" in karin.home
    assert f"Reminder · U0TOM · {LACKS.format(POSTING)}" in karin.home
    assert "missing_scope" not in karin.home

    staffed.workspace.reinstall(*SCOPES)
    staffed.passes(minutes=5)

    why = "could not be posted: I don't have the permission chat:write in Slack."
    assert [why in text for text in karin.messages()] == [True]


def test_without_a_conversation_of_three_the_other_one_can_join_a_meeting_and_its_message_waits(
    staffed: Office,
) -> None:
    staffed.workspace.reinstall(*[scope for scope in SCOPES if scope != PAIRS])
    tom, anne = begun(staffed)
    assert anne.modal

    staffed.tick()

    assert "Anne has started your 1-to-1." in tom.messages()[-1]
    tom.clicks(doors.MEETING, on="message")
    assert "What we agreed last time" in tom.screen
    with staffed.read() as desk:
        assert outbox.waiting(desk.tx, error="missing_scope") == 1
