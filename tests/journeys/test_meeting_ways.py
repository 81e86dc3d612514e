"""The ways through a 1-to-1: both at once, back and forth, later, alone, without Slack's leave, and never finished."""

import re
from datetime import time, timedelta

import pytest
from sqlalchemy import update

from bot.kit.codec import ID
from bot.meetings.views import agreeing, deciding, earlier, frame, telling
from bot.rhythm.views import pairs as rhythm
from flows.company.people import Role
from flows.meetings.agenda import Step
from storage import action_items, meeting_words, meetings, sign_offs, tables
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.meeting_acts import begun, fills, goes_to, options, shared, starts
from tests.journeys.rhythm_acts import paired

pytestmark = pytest.mark.usefixtures("nothing_refused")


def opens(actor: Actor) -> str:
    """Open the 1-to-1 by its word; gives what stands there."""
    actor.closes()
    actor.says("1-to-1")
    return actor.screen


def goes_on(actor: Actor, stop: Step) -> None:
    """Press on until the window stands at a step."""
    while f'"{stop}' not in actor.modal["private_metadata"]:
        actor.submits()


def agrees(actor: Actor, what: str) -> None:
    """Agree on an action."""
    goes_to(actor, Step.AGREED)
    fills(actor, agreeing.WHAT, what)
    fills(actor, agreeing.MOVES, options(actor, agreeing.MOVES)[0]["value"])
    actor.submits()


def signs(office: Office, *actors: Actor) -> None:
    """Each signs, wherever their window stands."""
    for actor in actors:
        opens_or_shows(office, actor)
        actor.submits()


def opens_or_shows(office: Office, actor: Actor) -> None:
    """The window that is signed: by going there, or from the record once the other has signed."""
    with office.read() as desk:
        held = meetings.of_both(desk.tx, id_of(office, "U0TOM"), id_of(office, "U0ANNE"))[0]
    if held.ended_at is None:
        opens(actor)
        goes_to(actor, Step.SIGN)
    else:
        actor.closes()
        actor.forges(frame.OPEN, ID.dump(held.id))


def test_both_have_it_open_and_what_either_writes_is_kept(staffed: Office) -> None:
    tom, anne = begun(staffed)
    assert "What we agreed last time" in opens(tom)

    anne.submits()
    assert "The seller's own item" in anne.screen
    tom.submits()
    assert "Anne has gone on meanwhile. What you wrote is kept." in tom.screen
    assert "The seller's own item" in tom.screen
    fills(tom, telling.TEXT, "Tom's item")
    tom.submits()
    fills(anne, telling.TEXT, "Anne's words of it")
    anne.submits()
    assert "The portfolio" in anne.screen
    assert "Tom has gone on meanwhile." in anne.screen
    with staffed.read() as desk:
        said = [each.words.text for each in meeting_words.said(desk.tx, [1]) if each.words.kind == "own"]
    assert said == ["Tom's item", "Anne's words of it"]


def test_a_form_that_comes_twice_is_kept_once(staffed: Office) -> None:
    _, anne = begun(staffed)
    goes_to(anne, Step.AGREED)
    fills(anne, agreeing.WHAT, "Call the CFO")
    fills(anne, agreeing.MOVES, options(anne, agreeing.MOVES)[0]["value"])
    view = anne.modal

    anne.acknowledgement_of(view)
    anne.acknowledgement_of(view)

    assert len(opens(anne).split("Call the CFO")) == 2


def test_one_goes_back_and_elsewhere_and_comes_again_later(staffed: Office) -> None:
    tom, anne = begun(staffed)
    goes_to(anne, Step.WIN)
    assert "What went well since last time" in anne.screen
    anne.presses(frame.BACK)
    assert "One customer" in anne.screen
    anne.closes()
    staffed.passes(minutes=11)

    assert "One customer" in opens(tom)
    assert "11 minutes so far" in tom.screen


def test_two_who_begin_at_once_are_in_the_same_one(staffed: Office) -> None:
    tom, anne = begun(staffed)
    anne.submits()

    starts(tom)

    assert "The seller's own item" in tom.screen
    with staffed.read() as desk:
        assert len(meetings.of_both(desk.tx, id_of(staffed, "U0TOM"), id_of(staffed, "U0ANNE"))) == 1


def test_the_next_one_begins_with_what_was_agreed_and_what_was_not_reached(staffed: Office) -> None:
    tom, anne = begun(staffed)
    for what in ("Call the CFO", "Send the plan", "Book the workshop"):
        agrees(anne, what)
    assert "That is three, and enough until next time." in anne.screen
    signs(staffed, anne, tom)
    staffed.now += timedelta(days=7)

    starts(anne)

    assert "Not reached last time: The seller's own item, The portfolio" in anne.screen
    assert "by Monday 7 December: Call the CFO" in anne.screen
    fills(anne, earlier.FATE, "done", nth=0)
    fills(anne, earlier.FATE, "open", nth=1)
    fills(anne, telling.TEXT, "She was away", nth=1)
    fills(anne, earlier.FATE, "later", nth=2)
    anne.submits()
    assert "Say by when" in "\n".join(anne.workspace.modal_errors(anne.id).values())
    fills(anne, earlier.DAY, "2026-12-14")
    anne.submits()
    goes_to(anne, Step.ACTIONS)
    assert "Done." in anne.screen
    assert "She was away" in anne.screen
    assert anne.screen.count("Book the workshop") == 1
    assert "Moved to Monday 14 December." in anne.screen


def test_of_a_deal_that_went_to_another_team_only_who_does_it_reads_the_name(staffed: Office) -> None:
    tom, anne = begun(staffed)
    agrees(anne, "Call the CFO")
    with staffed.write() as desk:
        [item] = action_items.open_of(desk.tx, [id_of(staffed, "U0TOM")])
        c = tables.subjects.c
        desk.tx.execute(
            update(tables.subjects).where(c.id == item.subject_id).values(owner_id=id_of(staffed, "U0METTE"))
        )
    signs(staffed, anne, tom)
    staffed.now += timedelta(days=7)

    starts(anne)

    assert "Call the CFO (With the customer)" in anne.screen
    assert re.search(r"Call the CFO \((Packing line|Storage)", opens(tom))


def test_one_that_was_never_finished_is_closed_as_it_is_when_the_next_begins(staffed: Office) -> None:
    tom, anne = begun(staffed)
    staffed.now += timedelta(weeks=3)
    assert "What we agreed last time" in opens(tom)

    starts(anne)

    assert "Not reached last time: The seller's own item" in anne.screen
    with staffed.read() as desk:
        now, before = meetings.of_both(desk.tx, id_of(staffed, "U0TOM"), id_of(staffed, "U0ANNE"))
    assert (now.ended_at, before.ended_at) == (None, staffed.now)


def test_who_has_not_signed_hears_of_it_once_two_days_later_in_working_hours(staffed: Office) -> None:
    tom, anne = begun(staffed)
    signs(staffed, anne)
    staffed.tick()
    assert "Anne has signed. Is this what you agreed?" in tom.messages()[-1]

    staffed.passes(days=2, minutes=-1)
    assert "still waits for you" not in tom.messages()[-1]
    staffed.passes(minutes=2)
    assert "The record of your 1-to-1 with Anne still waits for you." in tom.messages()[-1]
    heard = len(tom.messages())
    staffed.passes(days=7)
    assert not [each for each in tom.messages()[heard:] if "still waits" in each]


def test_from_the_first_signature_on_it_stays_as_it_is(staffed: Office) -> None:
    tom, anne = begun(staffed)
    opens(tom)
    view = tom.modal
    signs(staffed, anne)

    said = tom.submits_again(view)

    assert "This 1-to-1 is signed, so it stays as it is." in said


def test_a_decision_is_asked_of_somebody_and_comes_back(staffed: Office) -> None:
    tom, anne = begun(staffed)
    karin = staffed.person("U0KARIN")
    goes_to(anne, Step.DECISIONS)
    fills(anne, agreeing.WHAT, "May we give ten per cent?")
    fills(anne, agreeing.WHOM, ID.dump(id_of(staffed, "U0KARIN")))
    anne.submits()
    staffed.tick()
    assert "May we give ten per cent?" in karin.messages()[-1]

    karin.clicks(deciding.DECIDE, on="message")
    fills(karin, deciding.ANSWER, "Yes, until Christmas")
    karin.submits()
    staffed.tick()

    for actor in (tom, anne):
        assert "May we give ten per cent?: Yes, until Christmas" in actor.messages()[-1]
    signs(staffed, anne, tom)
    staffed.now += timedelta(days=7)
    starts(tom)
    assert "May we give ten per cent?: Yes, until Christmas" in tom.screen
    forged = tom.forges(deciding.DECIDE, ID.dump(1))
    assert "That decision is asked of somebody else." in forged


def test_nobody_else_gets_in(staffed: Office) -> None:
    begun(staffed)
    staffed.add_person("U0METTE", Role.DIRECTOR)
    mette = staffed.person("U0METTE")

    assert "Kun de to, hvis 1-til-1 det er" in mette.forges(frame.OPEN, ID.dump(1))
    assert "Det kan kun de to selv" in mette.forges(rhythm.START, ID.dump(id_of(staffed, "U0TOM")))


def test_a_deal_that_was_lost_meanwhile_is_said_so(staffed: Office) -> None:
    _, anne = begun(staffed)
    subject_id = int(staffed.nth(1))
    goes_to(anne, f"deal.{subject_id}")
    view = anne.modal
    staffed.changes(subject_id, "status", "open", "lost")
    fills(anne, "meeting.level", "3")

    said = anne.submits_again(view | {"state": anne.modal["state"]})

    assert "Packing line" in said
    assert "closed" in said


def test_the_message_of_the_two_says_where_it_stands(staffed: Office) -> None:
    tom, anne = begun(staffed)
    staffed.tick()
    anne.submits()
    anne.submits()
    staffed.tick()
    [text] = shared(staffed)
    assert "step 3 of" in text
    assert "The portfolio" in text

    [group] = [each for each in staffed.workspace.channels.values() if each.members]
    tom.workspace.click(tom.id, surface="message", action_id=frame.OPEN, channel=group.id)
    assert "The portfolio" in tom.screen


def test_who_says_that_it_was_worth_it_is_seen_by_nobody(staffed: Office) -> None:
    tom, anne = begun(staffed)
    signs(staffed, anne, tom)

    with staffed.read() as desk:
        assert [each.person_id for each in sign_offs.of(desk.tx, 1)] == [
            id_of(staffed, "U0ANNE"),
            id_of(staffed, "U0TOM"),
        ]
        assert sign_offs.worth_between(desk.tx, staffed.now - timedelta(days=1), staffed.now) == (0, 0, 0)


def test_home_offers_todays_then_the_one_that_goes_on_then_the_signature(staffed: Office) -> None:
    tom, anne = paired(staffed, weekday=0, at=time(11)), staffed.person("U0ANNE")
    assert "You and Anne have your 1-to-1 today at 11:00." in tom.home

    assert "You and Tom have your 1-to-1 today at 11:00." in anne.home
    anne.clicks(rhythm.START, on="home")
    assert "What we agreed last time" in anne.screen
    anne.closes()
    assert "You and Anne have your 1-to-1 under way." in tom.home
    assert "today at" not in tom.home
    signs(staffed, anne)
    assert "still waits for you" in tom.home
    assert "1-to-1" not in anne.home.replace("My 1-to-1s", "")


def test_a_decision_waits_on_the_home_of_who_is_asked(staffed: Office) -> None:
    _, anne = begun(staffed)
    karin = staffed.person("U0KARIN")
    goes_to(anne, Step.DECISIONS)
    fills(anne, agreeing.WHAT, "May we give ten per cent?")
    fills(anne, agreeing.WHOM, ID.dump(id_of(staffed, "U0KARIN")))
    anne.submits()

    assert "One decision is asked of you." in karin.home
    karin.clicks(deciding.DECIDE, on="home")
    fills(karin, deciding.ANSWER, "No")
    karin.submits()
    assert "asked of you" not in karin.home
