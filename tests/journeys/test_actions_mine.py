"""My actions: on Home and in a window, done, dropped, moved and taken back; what became of each stays on record."""

from datetime import date, timedelta

import pytest

from bot.actions.usecases import settling
from bot.actions.usecases.adding import StatedItem, add
from bot.actions.usecases.lists import open_of_pair
from bot.actions.views import lines, mine
from bot.actions.views import settling as windows
from bot.kit import doors
from bot.kit.refusal import Refusal
from flows.company.subjects import Status
from flows.review.action_item import Fate, Kind
from storage import action_items
from tests.journeys.action_item_acts import why
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")
TODAY = date(2026, 11, 23)  # a Monday


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal."""
    return staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys", days=90)


def agrees(
    office: Office, deal: int | None, what: str, days: int = 2, who: str = "U0TOM", **more: object
) -> int:
    """Somebody writes down what they, or another, are to do in so many days."""
    person = office.who(who)
    with office.write() as desk:
        doer = {"person_id": person.id, "subject_id": deal, **more}
        return add(desk, person, StatedItem(what, by=TODAY + timedelta(days=days), **doer)).item.id  # type: ignore[arg-type]


def fates(office: Office, item_id: int) -> list[tuple[Fate, str | None]]:
    """All that became of an action."""
    with office.read() as desk:
        return [(each.fate, each.note) for each in action_items.fates(desk.tx, item_id)]


def opens(actor: Actor) -> str:
    """Open the window of one's own and read it."""
    return actor.forges(doors.ACTIONS, "-")


def test_home_has_them_on_top_by_when_they_are_due_and_a_window_has_the_rest(
    staffed: Office, deal: int
) -> None:
    for number in range(5):
        agrees(staffed, deal, f"Call number {number}", 1 + number % 2)
    agrees(staffed, deal, "Send the plan", 10)
    staffed.now += timedelta(days=2)
    tom = staffed.person("U0TOM")

    home = tom.home

    assert home.index("My actions") < home.index("Past their date") < home.index("This week")
    assert home.index("This week") < home.index("Later") < home.index("Not reviewed before")
    assert "By Thursday 3 December · Tom Seller · Send the plan\nNordlys · Service agreement" in home
    assert "Past its date, Tuesday 24 November · Tom Seller · Call number 4" in home
    assert "more" not in home
    for number in range(4):
        agrees(staffed, deal, f"Write number {number}", 11)
    assert "And two more" in tom.home
    tom.clicks(doors.ACTIONS, on="home")
    assert "Write number 3" in tom.screen


def test_home_without_actions_says_nothing_of_them(staffed: Office, deal: int) -> None:
    assert "This week" not in staffed.person("U0TOM").home


def test_done_on_home_is_one_click_and_home_shows_it_no_more(staffed: Office, deal: int) -> None:
    item = agrees(staffed, deal, "Call the CFO")
    tom = staffed.person("U0TOM")
    assert "Call the CFO" in tom.home

    tom.clicks(lines.DONE, on="home")

    tom.modal_with("Noted as done: Call the CFO")
    assert fates(staffed, item) == [(Fate.DONE, None)]
    tom.closes()
    staffed.tick()
    assert "Call the CFO" not in tom.home


def test_what_was_pressed_by_mistake_is_taken_back_and_both_stay_on_record(
    staffed: Office, deal: int
) -> None:
    item = agrees(staffed, deal, "Call the CFO")
    tom = staffed.person("U0TOM")
    assert tom.home
    tom.clicks(lines.DONE, on="home")
    tom.modal_with("Noted as done")

    tom.presses(mine.BACK)

    tom.modal_with("It is open again: Call the CFO")
    assert fates(staffed, item) == [(Fate.DONE, None), (Fate.TAKEN_BACK, None)]
    assert "Call the CFO" in tom.home


def test_done_dropped_and_moved_in_the_window_and_taken_back_there(staffed: Office, deal: int) -> None:
    dropped, moved = agrees(staffed, deal, "Call the CFO"), agrees(staffed, deal, "Send the plan")
    tom = staffed.person("U0TOM")
    opens(tom)
    tom.clicks(mine.DROP, value=str(dropped))
    tom.modal_with("Why is it dropped?")
    tom.workspace.fill(tom.id, windows.NOTE, windows.NOTE, " ")
    assert tom.acknowledgement_of(tom.modal)["errors"] == {windows.NOTE: "Write why. One sentence is enough."}
    tom.workspace.fill(tom.id, windows.NOTE, windows.NOTE, "They have done it")
    tom.submits()
    tom.modal_with("Dropped on 23 November · Call the CFO: They have done it")

    tom.clicks(mine.MOVE, value=str(moved))
    tom.modal_with("stays on record")
    for day, said in (("2026-11-20", "from today on"), ("2027-12-20", "a year ahead")):
        tom.workspace.fill(tom.id, windows.DAY, windows.DAY, day)
        assert said in tom.acknowledgement_of(tom.modal)["errors"][windows.DAY]
    tom.workspace.fill(tom.id, windows.DAY, windows.DAY, "2026-12-04")
    tom.submits()
    tom.modal_with("By Friday 4 December · Tom Seller · Send the plan")
    assert "Wednesday 25 November" not in tom.screen
    assert fates(staffed, moved) == [(Fate.MOVED, None)]

    tom.clicks(mine.BACK)
    tom.modal_with("By Wednesday 25 November · Tom Seller · Call the CFO")
    assert fates(staffed, dropped) == [(Fate.DROPPED, "They have done it"), (Fate.TAKEN_BACK, None)]


def test_what_is_settled_is_settled_once_and_what_was_moved_is_not_taken_back(
    staffed: Office, deal: int
) -> None:
    item, tom = agrees(staffed, deal, "Call the CFO"), staffed.who("U0TOM")
    with staffed.write() as desk:
        new = settling.move(desk, tom, item, TODAY + timedelta(days=9))
    for act in (
        lambda desk: settling.done(desk, tom, item),
        lambda desk: settling.drop(desk, tom, item, "x"),
        lambda desk: settling.move(desk, tom, item, TODAY + timedelta(days=10)),
        lambda desk: settling.take_back(desk, tom, item),
    ):
        with pytest.raises(Refusal, match="action_settled"), staffed.write() as desk:
            act(desk)

    with staffed.write() as desk:
        for note in ("", "Yes", "Yes", ""):
            settling.done(desk, tom, new.id, note)
    assert fates(staffed, new.id) == [(Fate.DONE, None), (Fate.DONE, "Yes")]


def test_a_lost_deals_action_says_so_and_is_dropped_with_one_click(staffed: Office, deal: int) -> None:
    item = agrees(staffed, deal, "Call the CFO")
    staffed.now += timedelta(days=4)
    staffed.changes(deal, "status", Status.OPEN, Status.LOST)
    tom = staffed.person("U0TOM")

    assert "Tom Seller · Call the CFO · the deal was lost on 27 November" in tom.home
    assert "Past its date" not in tom.home
    tom.clicks(lines.DROP_LOST, on="home")

    tom.modal_with("Noted: Call the CFO")
    assert fates(staffed, item) == [(Fate.DROPPED, "the deal was lost on 27 November")]
    staffed.tick()
    assert "Call the CFO" not in tom.home


def test_a_question_that_moved_at_the_next_review_shows_in_why_and_on_home_but_to_nobody_who_is_blind(
    staffed: Office, deal: int
) -> None:
    staffed.reviewed(deal, "U0TOM", 1)
    agrees(staffed, deal, "Call the CFO", question_id="D3.1")
    staffed.passes(days=1)
    tom = staffed.person("U0TOM")
    assert " · moved" not in why(tom, deal)

    staffed.reviewed(deal, "U0TOM", 2)

    assert "Call the CFO (Process 1) · moved 1 to 2" in why(tom, deal)
    tom.closes()
    assert "Call the CFO (Process 1) · moved 1 to 2" in tom.home
    staffed.blinds(deal, "U0ANNE")
    assert "Call the CFO (Process 1)" in why(staffed.person("U0ANNE"), deal)
    assert " · moved" not in staffed.person("U0ANNE").screen
    staffed.blinds(deal, "U0TOM")
    assert " · moved" not in tom.home


def test_a_manager_sees_how_many_are_past_their_date_in_the_team_and_settles_them(
    staffed: Office, deal: int
) -> None:
    item = agrees(staffed, deal, "Call the CFO", 1)
    agrees(staffed, deal, "Send the plan", 9)
    staffed.now += timedelta(days=2)
    anne = staffed.person("U0ANNE")

    assert "In your team" not in staffed.person("U0JENS").home
    assert "One action in your team is past its date." in anne.home
    anne.clicks(mine.OPEN_TEAM, on="home")
    assert "Tom Seller\nPast its date, Tuesday 24 November · Tom Seller · Call the CFO" in anne.screen
    anne.clicks(lines.DONE, value=str(item))
    anne.modal_with("Noted as done")
    anne.submits()
    anne.modal_with("Send the plan")
    assert "Call the CFO" not in anne.screen


def test_in_danish(staffed: Office) -> None:
    deal = staffed.add("Serviceaftale", id_of(staffed, "U0METTE"), customer="Nordlys")
    late = agrees(staffed, deal, "Ring til kunden", 1, "U0METTE")
    agrees(staffed, deal, "Send planen", 14, "U0METTE")
    staffed.now += timedelta(days=2)
    mette = staffed.person("U0METTE")

    assert "Efter fristen, tirsdag den 24. november · Mette Sælger · Ring til kunden" in mette.home
    assert "Fristen er passeret for én handling i dit team." in staffed.person("U0JENS").home
    opens(mette)
    mette.clicks(mine.DROP, value=str(late))
    mette.modal_with("Hvorfor opgiver du den?")
    mette.workspace.fill(mette.id, windows.NOTE, windows.NOTE, "Kunden ringede selv")
    mette.submits()
    mette.modal_with("Opgivet den 25. november · Ring til kunden: Kunden ringede selv")
    staffed.changes(deal, "status", Status.OPEN, Status.LOST)
    assert "Send planen · salgsmuligheden blev tabt den 25. november" in opens(mette)


def test_a_pair_reads_what_concerns_the_seller_the_managers_own_first(staffed: Office, deal: int) -> None:
    tom, anne, jens = (id_of(staffed, who) for who in ("U0TOM", "U0ANNE", "U0JENS"))
    other = staffed.add("Other", id_of(staffed, "U0METTE"), customer="Fjord")
    coaching = {"kind": Kind.COACHING, "subject_id": None}
    found = [
        agrees(staffed, deal, "Call the CFO", 1),
        agrees(staffed, deal, "Call the CEO", 5, "U0ANNE"),
        agrees(staffed, deal, "The customer signs", 3, "U0ANNE", person_id=None),
        agrees(staffed, deal, "Jens calls", 6, "U0ANNE", person_id=jens),
        agrees(staffed, None, "Come along", 4, "U0ANNE", **coaching, about_id=tom),
    ]
    agrees(staffed, None, "For the whole team", 4, "U0ANNE", **coaching)
    agrees(staffed, other, "Not of this pair", 1, "U0JENS")
    with staffed.write() as desk:
        settling.done(desk, staffed.who("U0TOM"), found[0])
        pair = open_of_pair(desk, staffed.who("U0TOM"), staffed.who("U0ANNE"))

    assert [each.what for each in pair] == ["Come along", "Call the CEO", "The customer signs", "Jens calls"]
    assert [each.owner_id for each in pair] == [anne, anne, tom, jens]
