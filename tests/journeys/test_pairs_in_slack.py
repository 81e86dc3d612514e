"""Pairs in Slack: setting when they meet, several at once; moving and skipping the next one, pausing."""

from datetime import date, time

import pytest

from bot.kit.codec import ID
from bot.rhythm.views import pairs as views
from flows.company.people import Role
from flows.rhythm.days_off import Reason, Rule
from flows.rhythm.pair import Every
from flows.rhythm.reminders import AHEAD
from storage import absences, occurrences, pairs
from storage.occurrences import State
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.rhythm_acts import at, paired

pytestmark = pytest.mark.usefixtures("nothing_refused")


def opens(actor: Actor, text: str = "rhythm") -> str:
    """Open one's pairs; gives what stands there."""
    actor.closes()
    actor.says(text)
    return actor.screen


def sets(actor: Actor, sellers: list[str], **chosen: str) -> None:
    """Open the form from one's pairs, tick sellers, and choose what is said by the fields' names."""
    opens(actor)
    actor.presses(views.SET)
    actor.modal_with("First day")
    box = f"{views.SELLERS}.0"
    actor.workspace.fill(actor.id, box, box, [ID.dump(id_of(actor.office, seller)) for seller in sellers])
    for name, value in chosen.items():
        actor.workspace.fill(actor.id, f"rhythm.{name}", f"rhythm.{name}", value)
    actor.submits()


def kept(office: Office, seller: str) -> pairs.Pair:
    """The pair of a seller that runs."""
    with office.read() as desk:
        found = pairs.of(desk.tx, id_of(office, seller))
    assert found is not None
    return found


def planned(office: Office, seller: str = "U0TOM") -> occurrences.Occurrence:
    """What a seller has planned."""
    with office.read() as desk:
        found = occurrences.next_of(desk.tx, id_of(office, seller))
    assert found is not None
    return found


def test_a_manager_sets_when_several_meet_and_each_is_told(staffed: Office) -> None:
    staffed.add_person("U0NEW", Role.SELLER, manager="U0ANNE")
    anne = staffed.person("U0ANNE")

    sets(anne, ["U0TOM", "U0NEW"], every="month 2", weekday="1", time="14:00", rule="skip")

    assert "Saved for Ny, Tom." in anne.screen
    cadence = kept(staffed, "U0TOM").terms.cadence
    assert (cadence.every, cadence.nth, cadence.weekday, cadence.at) == (Every.MONTH, 2, 1, time(14))
    assert cadence.timezone == "Europe/London"
    assert kept(staffed, "U0NEW").terms.cadence.timezone == "Europe/Copenhagen"
    assert kept(staffed, "U0TOM").terms.rule is Rule.SKIP
    staffed.tick()
    told = "Anne has set when you have your 1-to-1s: the second Tuesday of every month at 14:00. The next is on Tuesday"
    assert told in staffed.person("U0TOM").messages()[0]
    assert "Tom Seller and Anne Manager: the second Tuesday of every month at 14:00" in opens(anne)


def test_every_other_week_and_a_day_ahead_is_what_nothing_else_was_chosen_for(staffed: Office) -> None:
    sets(staffed.person("U0ANNE"), ["U0TOM"])

    terms = kept(staffed, "U0TOM").terms
    assert (terms.cadence.every, terms.cadence.anchor) == (Every.TWO_WEEKS, date(2026, 11, 23))
    assert (terms.ahead, terms.rule, terms.cadence.minutes) == (AHEAD, Rule.NEXT_WORKING_DAY, 30)


def test_what_was_before_stays_on_record(staffed: Office) -> None:
    paired(staffed)
    staffed.passes(hours=1)
    sets(staffed.person("U0KARIN"), ["U0TOM"], every="quarter -1", weekday="4")

    with staffed.read() as desk:
        found = pairs.history(desk.tx, id_of(staffed, "U0TOM"))
    assert [each.terms.cadence.every for each in found][-2:] == [Every.TWO_WEEKS, Every.QUARTER]
    assert [each.ended_at is None for each in found][-2:] == [False, True]
    assert len([each for each in found if each.ended_at is None]) == 1


@pytest.mark.parametrize(
    ("chosen", "says"),
    [({"first": "2026-11-22"}, "That has passed"), ({"time": "03:30"}, "from 04:00 on")],
)
def test_what_cannot_be_set_is_said_beside_it(staffed: Office, chosen: dict[str, str], says: str) -> None:
    anne = staffed.person("U0ANNE")
    opens(anne)
    anne.presses(views.SET)
    anne.modal_with("First day")
    box = f"{views.SELLERS}.0"

    nobody = anne.acknowledgement_of(anne.modal)
    anne.workspace.fill(anne.id, box, box, [ID.dump(id_of(staffed, "U0TOM"))])
    for name, value in chosen.items():
        anne.workspace.fill(anne.id, f"rhythm.{name}", f"rhythm.{name}", value)
    answer = anne.acknowledgement_of(anne.modal)

    assert nobody["errors"] == {box: "Choose one first."}
    assert says in answer["errors"][f"rhythm.{next(iter(chosen))}"]


def test_a_seller_sees_their_own_pair_and_sets_nothing(staffed: Office) -> None:
    tom = paired(staffed)

    shown = opens(tom)

    assert (
        "Tom Seller and Anne Manager: every other Thursday at 10:00\nNext: Thursday 26 November, 10:00"
        in shown
    )
    assert "Choose when they meet" not in shown
    assert "Only the two of a pair" in tom.forges(views.SET, "-")


def test_the_next_one_is_moved_and_the_other_one_told(staffed: Office) -> None:
    tom = paired(staffed)
    opens(tom)
    tom.presses(views.MOVE)
    tom.workspace.fill(tom.id, views.DAY, views.DAY, "2026-11-27")
    tom.workspace.fill(tom.id, views.TIME, views.TIME, "11:30")
    tom.submits()

    assert "Moved to Friday 27 November, 11:30." in tom.screen
    staffed.tick()
    (told,) = staffed.person("U0ANNE").messages()
    assert "Tom has moved your 1-to-1 on Thursday 26 November; it is now on Friday 27 November." in told
    assert (planned(staffed).state, planned(staffed).reason) == (State.MOVED, Reason.CHOSEN)
    at(staffed, "2026-11-25T11:00")
    assert tom.messages() == []
    at(staffed, "2026-11-26T11:30")
    assert "tomorrow, Friday 27 November, at 11:30" in tom.messages()[0]


@pytest.mark.parametrize(
    ("day", "hour", "says"),
    [
        ("2026-11-22", "10:00", "That has passed"),
        ("2026-12-10", "10:00", "You have the next one by then"),
        ("2026-11-27", "03:00", "from 04:00 on"),
        ("2026-11-30", "10:00", "One of you is away then"),
    ],
)
def test_where_it_cannot_be_moved_to_is_said_beside_it(
    staffed: Office, day: str, hour: str, says: str
) -> None:
    tom = paired(staffed)
    with staffed.write() as desk:
        absences.begin(desk.tx, id_of(staffed, "U0ANNE"), until=date(2026, 11, 30))
    opens(tom)
    tom.presses(views.MOVE)
    tom.workspace.fill(tom.id, views.DAY, views.DAY, day)
    tom.workspace.fill(tom.id, views.TIME, views.TIME, hour)

    answer = tom.acknowledgement_of(tom.modal)

    assert says in " ".join(answer["errors"].values())
    assert planned(staffed).state is State.PLANNED


def test_the_next_one_is_skipped_for_a_reason_and_the_one_after_it_comes(staffed: Office) -> None:
    tom, anne = paired(staffed), staffed.person("U0ANNE")
    opens(anne)
    anne.presses(views.SKIP)
    assert "no 1-to-1 on Thursday 26 November" in anne.screen
    anne.workspace.fill(anne.id, views.NOTE, views.NOTE, "Quarter's close")
    anne.submits()

    assert "The next one is on Thursday 10 December" in anne.screen
    staffed.tick()
    (told,) = tom.messages()
    assert (
        "Anne has skipped your 1-to-1 on Thursday 26 November. Your next is on Thursday 10 December." in told
    )
    with staffed.read() as desk:
        first, second = occurrences.history(desk.tx, id_of(staffed, "U0TOM"))
    assert (first.state, first.note, second.state) == (State.SKIPPED, "Quarter's close", State.PLANNED)
    for moment in ("2026-11-25T10:00", "2026-11-26T08:00"):
        at(staffed, moment)
    assert len(tom.messages()) == 1


def test_a_paused_pair_is_quiet_until_it_goes_on(staffed: Office) -> None:
    tom, anne = paired(staffed, every=Every.WEEK), staffed.person("U0ANNE")
    opens(anne)
    anne.presses(views.PAUSE)
    assert "Paused." in anne.screen

    for moment in ("2026-11-25T10:00", "2026-11-26T08:00", "2026-11-26T10:00"):
        at(staffed, moment)
    assert (tom.messages(), anne.messages()) == ([], [])

    opens(anne)
    anne.presses(views.RESUME)
    at(staffed, "2026-12-02T10:00")
    assert len(tom.messages()) == 1
    with staffed.read() as desk:
        first, _ = occurrences.history(desk.tx, id_of(staffed, "U0TOM"))
    assert (first.state, first.reason) == (State.SKIPPED, Reason.PAUSED)


def test_others_can_do_nothing_about_a_pair(staffed: Office) -> None:
    paired(staffed)
    mette, value = staffed.person("U0METTE"), ID.dump(id_of(staffed, "U0TOM"))

    for action in (views.MOVE, views.SKIP, views.PAUSE):
        assert "Det kan kun de to selv" in mette.forges(action, value)
    assert planned(staffed).state is State.PLANNED


def test_in_danish(staffed: Office) -> None:
    paired(staffed, "U0METTE", "U0JENS", every=Every.MONTH, nth=-1)

    shown = opens(staffed.person("U0JENS"), "rytme")

    assert "Mette Sælger og Jens Leder: den sidste torsdag i hver måned kl. 10.00" in shown
    assert "Næste: torsdag den 26. november kl. 10.00" in shown


def test_who_travels_is_asked_before_anything_moves(staffed: Office) -> None:
    tom = paired(staffed)
    staffed.workspace.change_user("U0TOM", tz="America/New_York")
    staffed.wait_for_zone("U0TOM", "America/New_York")
    staffed.tick()

    (asked,) = tom.messages()
    assert "stays on Thursday 26 November at 10:00 in Europe/London, which is 05:00 where you are." in asked
    assert planned(staffed).timezone == "Europe/London"
    tom.clicks(views.TAKE_ALONG, on="message")

    assert "Moved to Thursday 26 November, 10:00." in tom.screen
    assert f"{planned(staffed).begins_at:%H:%M}" == "15:00"
    assert kept(staffed, "U0TOM").terms.cadence.timezone == "America/New_York"
    staffed.tick()
    assert "your 1-to-1s now follow it" in staffed.person("U0ANNE").messages()[0]


def test_who_is_back_before_they_are_asked_is_not_asked(staffed: Office) -> None:
    tom = paired(staffed)
    for zone in ("America/New_York", "Europe/London"):
        staffed.workspace.change_user("U0TOM", tz=zone)
        staffed.wait_for_zone("U0TOM", zone)

    staffed.tick()

    assert tom.messages() == []
    assert planned(staffed).timezone == "Europe/London"
