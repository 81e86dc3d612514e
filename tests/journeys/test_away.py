"""Away until a day: no reminders, nobody counts as missing, the 1-to-1 goes by the pair's rule, and nobody asks why."""

import pytest

from bot.kit import doors
from bot.rhythm.views import away as views
from flows.rhythm.days_off import Reason, Rule
from flows.rhythm.pair import Every
from storage import occurrences
from storage.occurrences import State
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.rhythm_acts import at, paired, told

pytestmark = pytest.mark.usefixtures("nothing_refused")


def goes(actor: Actor, until: str, stand_in: str | None = None) -> str:
    """Say that one is away until a day; gives what stands in the window then."""
    actor.says("away")
    actor.modal_with("Until" if actor.id != "U0METTE" else "Til og med")
    actor.workspace.fill(actor.id, views.UNTIL, views.UNTIL, until)
    if stand_in:
        actor.workspace.fill(actor.id, views.STAND_IN, views.STAND_IN, stand_in)
    actor.submits()
    said = actor.screen
    actor.closes()
    actor.office.tick()
    return said


def test_the_1_to_1_moves_to_the_next_working_day_and_both_are_told(staffed: Office) -> None:
    tom, anne = paired(staffed), staffed.person("U0ANNE")

    said = goes(tom, "2026-11-29")

    assert "you're away until and including Sunday 29 November" in said
    assert "The 1-to-1 of Tom and Anne moves to Monday 30 November." in said
    (moved,) = told(anne)
    assert moved.startswith(
        "Tom is away until and including 29 November. Your 1-to-1 has moved to Monday 30 November."
    )

    at(staffed, "2026-11-26T08:00")
    assert (tom.messages(), len(told(anne))) == ([], 1)
    at(staffed, "2026-11-30T08:00")
    assert len(tom.messages()) == 1
    assert told(anne)[1].startswith("Not ready yet")


def test_a_pair_that_skips_meets_the_next_time(staffed: Office) -> None:
    tom = paired(staffed, every=Every.WEEK, rule=Rule.SKIP)

    said = goes(staffed.person("U0ANNE"), "2026-11-27")

    assert (
        "There is no 1-to-1 of Tom and Anne on Thursday 26 November; the next is on Thursday 3 December."
        in said
    )
    (skipped,) = tom.messages()
    assert "There is no 1-to-1 on Thursday 26 November; your next is on Thursday 3 December." in skipped


def test_what_was_skipped_for_an_absence_takes_place_for_who_is_back_earlier(staffed: Office) -> None:
    tom, anne = paired(staffed, every=Every.WEEK, rule=Rule.SKIP), staffed.person("U0ANNE")
    goes(anne, "2026-12-04")
    with staffed.read() as desk:
        was = occurrences.history(desk.tx, id_of(staffed, "U0TOM"))
    assert [(str(each.day), each.state, each.reason) for each in was] == [
        ("2026-11-26", State.SKIPPED, Reason.AWAY),
        ("2026-12-03", State.SKIPPED, Reason.AWAY),
        ("2026-12-10", State.PLANNED, None),
    ]

    anne.says("away")
    anne.presses(views.BACK)

    assert "The 1-to-1 of Tom and Anne is on Thursday 26 November." in anne.screen
    at(staffed, "2026-11-25T10:00")
    assert "You and Anne have your 1-to-1 tomorrow" in tom.messages()[-1]


def test_a_stand_in_takes_the_managers_place_and_gets_their_list(staffed: Office) -> None:
    tom = paired(staffed, rule=Rule.STAND_IN)
    jens = staffed.person("U0JENS")

    said = goes(staffed.person("U0ANNE"), "2026-12-01", stand_in="U0JENS")

    assert "Jens stands in at the 1-to-1 of Tom and Anne on Thursday 26 November." in said
    assert "Jens stands in at your 1-to-1 on Thursday 26 November." in tom.messages()[0]
    assert "Du er stedfortræder, når Tom har 1-til-1 torsdag den 26. november." in jens.messages()[0]
    at(staffed, "2026-11-25T10:00")
    assert "You and Jens have your 1-to-1 tomorrow" in tom.messages()[1]
    at(staffed, "2026-11-26T08:00")
    assert "Endnu ikke klar til dagens 1-til-1: Tom (2 tilbage)." in jens.messages()[1]
    assert staffed.person("U0ANNE").messages() == []


def test_who_is_away_longer_than_one_occurrence_misses_each_quietly(staffed: Office) -> None:
    tom, anne = paired(staffed, every=Every.WEEK), staffed.person("U0ANNE")
    goes(tom, "2026-12-11")

    for day in (25, 26, 27, 30):
        at(staffed, f"2026-11-{day}T10:00")
    for day in (2, 3, 9, 10, 11):
        at(staffed, f"2026-12-{day:02}T10:00")

    assert tom.messages() == []
    assert len(told(anne)) == 1
    at(staffed, "2026-12-14T08:00")
    assert len(tom.messages()) == 1  # Monday the 14th is the first working day, and they meet then


def test_who_is_back_earlier_meets_as_ever_and_both_hear_of_it(staffed: Office) -> None:
    tom, anne = paired(staffed, every=Every.WEEK), staffed.person("U0ANNE")
    goes(tom, "2026-12-04")
    tom.says("væk")
    assert "You're away until and including Friday 4 December." in tom.screen

    tom.presses(views.BACK)

    assert "you're back" in tom.screen
    assert "The 1-to-1 of Tom and Anne is on Thursday 26 November." in tom.screen
    staffed.tick()
    assert anne.messages()[-1].startswith("Tom is back.")
    at(staffed, "2026-11-25T10:00")
    assert len(tom.messages()) == 1


@pytest.mark.parametrize(
    ("until", "stand_in", "says"),
    [
        ("2026-11-22", None, "from today on"),
        ("2027-12-24", None, "at most a year"),
        ("2026-11-30", "U0TOM", "somebody else"),
        ("2026-11-30", "U0NEW", "not on the company's list"),
        ("2026-11-30", "U0DORTE", "away then, too"),
    ],
)
def test_what_cannot_be_is_said_beside_it(
    staffed: Office, until: str, stand_in: str | None, says: str
) -> None:
    goes(staffed.person("U0DORTE"), "2026-12-24")
    tom = paired(staffed)
    tom.says("away")
    tom.modal_with("Until")

    tom.workspace.fill(tom.id, views.UNTIL, views.UNTIL, until)
    if stand_in:
        tom.workspace.fill(tom.id, views.STAND_IN, views.STAND_IN, stand_in)
    answer = tom.acknowledgement_of(tom.modal)

    assert says in " ".join(answer["errors"].values())


def test_the_reminder_has_the_way_to_it(staffed: Office) -> None:
    tom = paired(staffed)
    at(staffed, "2026-11-25T10:00")

    tom.clicks(doors.AWAY, on="message")

    assert "There's no need to say why." in tom.screen
