"""Actions: asked for where an area is red, offered elsewhere, shown in Why? until they are done."""

from datetime import date

import pytest

from bot.actions.views import action_items, settling
from bot.kit import doors
from bot.why.views import subject
from tests.journeys.action_item_acts import RED_PROCESS, WHAT, adds, items, opens_form, says, sent, why
from tests.journeys.conftest import Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal, never reviewed."""
    return staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys", days=90)


def test_a_red_area_asks_for_an_action_and_going_on_without_is_possible(staffed: Office, deal: int) -> None:
    tom = sent(staffed)

    assert "Process is red. Which action helps most?" in tom.screen
    assert "Relations is red" not in tom.screen
    tom.closes()
    assert items(staffed, deal) == []


def test_a_saved_action_shows_in_the_result_which_asks_no_more(staffed: Office, deal: int) -> None:
    tom = sent(staffed)
    adds(tom, deal, "D3")

    assert tom.modal["callback_id"] == doors.RESULT
    assert f"By Monday 30 November · Tom Seller · {WHAT} (Process " in tom.screen
    assert "Process is red. Which action helps most?" not in tom.screen
    [item] = items(staffed, deal)
    assert item.by == date(2026, 11, 30)
    assert item.question_id.startswith("D3.")
    assert item.person_id == item.created_by == id_of(staffed, "U0TOM")
    staffed.tick()
    assert tom.messages() == []


def test_yellow_areas_offer_it_quietly_and_green_ones_not_at_all(staffed: Office, deal: int) -> None:
    tom = sent(staffed, "222 222 111 222 222")
    assert "Which action helps most?" not in tom.screen
    assert "Add an action" in tom.screen
    tom.closes()
    staffed.reviewed(deal, "U0TOM", 3)

    assert "Add an action" not in why(tom, deal)


def test_in_a_run_the_form_leads_back_to_the_result_that_goes_on(staffed: Office, deal: int) -> None:
    staffed.add("Another", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    assert tom.home
    tom.clicks(doors.RUN, on="home")
    tom.modal_with("1 of 2")
    tom.reviews(RED_PROCESS, evidence="12 Nov: “yes”")
    tom.modal_with("Result")
    adds(tom, deal, "D3")

    assert "1 of 2" in tom.screen
    tom.submits()
    tom.modal_with("2 of 2")


def test_why_opened_from_a_result_in_a_run_closes_back_onto_it(staffed: Office, deal: int) -> None:
    staffed.add("Another", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    assert tom.home
    tom.clicks(doors.RUN, on="home")
    tom.modal_with("1 of 2")
    tom.reviews(RED_PROCESS, evidence="12 Nov: “yes”")
    tom.modal_with("Result")
    tom.clicks(doors.WHY)
    tom.modal_with("answered on")
    adds(tom, deal)
    assert "answered on" in tom.screen

    tom.workspace.close(tom.id)

    tom.modal_with("1 of 2")
    tom.submits()
    tom.modal_with("2 of 2")


def test_an_action_from_the_third_window_shows_why_in_its_place(staffed: Office, deal: int) -> None:
    tom = sent(staffed)
    tom.clicks(doors.WHY)
    tom.modal_with("answered on")
    tom.submits()
    tom.modal_with("What has changed?")
    tom.submits()
    tom.submits()
    tom.modal_with("Result")
    tom.clicks(doors.WHY)
    tom.modal_with("answered on")

    adds(tom, deal)

    assert "answered on" in tom.screen


@pytest.mark.parametrize("data", ["[{}]", "[{},null]", "[{},null,null]"])
def test_a_form_that_names_no_window_under_it_gives_its_place_to_why(
    staffed: Office, deal: int, data: str
) -> None:
    tom = sent(staffed)
    tom.closes()
    why(tom, deal)
    opens_form(tom, deal)
    says(tom, deal, what=WHAT)

    assert WHAT in tom.submits_again({**tom.modal, "private_metadata": data.format(deal)})


def test_why_shows_the_actions_and_done_moves_one_to_the_quiet_line(staffed: Office, deal: int) -> None:
    tom = sent(staffed)
    tom.closes()
    why(tom, deal)
    assert "Actions\n · none yet" in tom.screen
    adds(tom, deal, by="2026-11-24", question="D4.1")

    assert f"By Tuesday 24 November · Tom Seller · {WHAT} (Value 1)" in tom.screen
    staffed.passes(days=2)
    assert f"Past its date, Tuesday 24 November · Tom Seller · {WHAT} (Value 1)" in why(tom, deal)
    tom.presses(action_items.DONE)
    tom.modal_with(f"Noted as done: {WHAT}")
    tom.workspace.fill(tom.id, settling.NOTE, settling.NOTE, "She joins us on Thursday")
    tom.submits()

    tom.modal_with(f"Done recently: {WHAT} (Tom Seller, 25 November): She joins us on Thursday")
    assert "Past its date" not in tom.screen
    staffed.passes(days=40)
    assert WHAT not in why(tom, deal)


def test_why_shows_the_soonest_five_and_how_many_more(staffed: Office, deal: int) -> None:
    tom = sent(staffed)
    tom.closes()
    why(tom, deal)
    for number in range(7):
        adds(tom, deal, what=f"Call number {number}", by=f"2026-12-{20 - number:02}")

    assert "Call number 6" in tom.screen
    assert "Call number 1" not in tom.screen
    assert "… and 2 more" in tom.screen


def test_copy_for_crm_names_the_next_open_action_and_else_the_way_up(staffed: Office, deal: int) -> None:
    tom = sent(staffed)
    tom.closes()
    tom.forges(subject.COPY, str(deal))
    assert "Next step: Process: " in tom.screen
    why(tom, deal)
    adds(tom, deal)

    tom.forges(subject.COPY, str(deal))

    assert f"Next action: By Monday 30 November · Tom Seller · {WHAT}" in tom.screen
    assert "Next step: " not in tom.screen
