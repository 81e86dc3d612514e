"""Evidence added without a review counts at once, and the review's pages take it in."""

from datetime import date

import pytest

from bot.evidence.views import form as forms
from bot.why.views.answers import ANSWERS
from tests.journeys.conftest import Office, id_of
from tests.journeys.evidence_acts import NOTE, added, chooses, due, gives, levels_of, opens_form, reviewed

pytestmark = pytest.mark.usefixtures("nothing_refused")


def test_a_note_lifts_what_counts_without_a_new_review(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    assert "What does it speak about?" in tom.screen

    gives(tom, NOTE, "D1", 1, 2)

    assert "Now counts as 2: Relations 1 and 2." in tom.screen
    assert f"{NOTE} · added by Tom Seller" in tom.screen.replace("\n", "")
    tom.presses(ANSWERS)
    assert "(counts as 2 for now)" in tom.screen


def test_a_link_carries_level_three_and_can_be_clicked(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)

    gives(tom, "20 Nov: the order https://example.com/order.pdf", "D1", 1)

    assert "Now counts as 3: Relations 1." in tom.screen
    links = [
        part["url"]
        for block in tom.modal["blocks"]
        if block["type"] == "rich_text"
        for part in block["elements"][0]["elements"]
        if part["type"] == "link"
    ]
    assert links == ["https://example.com/order.pdf"]


def test_the_form_opens_on_the_area_that_is_short_of_evidence_with_its_questions_ticked(
    staffed: Office,
) -> None:
    deal = reviewed(staffed, "111 311 111 111 111")
    tom = staffed.person("U0TOM")

    opens_form(tom, deal)

    ticked = tom.modal["state"]["values"][f"{forms.COVERS}.D2"][forms.COVERS]["selected_options"]
    assert [choice["value"] for choice in ticked] == ["D2.1"]


def test_another_area_shows_its_own_questions_and_what_is_typed_stays(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    tom.workspace.fill(tom.id, forms.TEXT, forms.TEXT, NOTE)

    chooses(tom, "D3")
    assert tom.modal["state"]["values"][forms.TEXT][forms.TEXT]["value"] == NOTE
    gives(tom, "", "D3", 2)

    assert "Saved. What counts stays as it was." in tom.screen


def test_the_same_form_delivered_twice_is_kept_once(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    tom.workspace.fill(tom.id, forms.TEXT, forms.TEXT, NOTE)
    window = tom.modal

    tom.submits()
    again = tom.submits_again(window)

    assert "That stands here already" in again
    assert [each.text for each in added(staffed, deal)] == [NOTE]


def test_nothing_written_and_nothing_chosen_is_asked_for_beside_the_fields(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    window = tom.modal
    window["state"]["values"][forms.TEXT][forms.TEXT]["value"] = "  "
    window["state"]["values"][f"{forms.COVERS}.D1"][forms.COVERS]["selected_options"] = []

    said = tom.submits_again(window)

    assert "Write a few words, or paste a link." in said
    assert "Choose at least one question." in said
    assert added(staffed, deal) == []


def test_before_the_first_review_it_is_kept_and_counts_from_it(staffed: Office) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    gives(tom, "20 Nov: https://example.com/1", "D1", 1)
    assert "Saved. It counts from the first review on." in tom.screen
    tom.closes()

    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    assert "Added since, and it counts already:" in tom.screen
    tom.reviews("311 111 111 111 111")

    assert levels_of(staffed, deal)["D1.1"] == 3


def test_the_next_page_says_what_counts_for_less_and_leads_back_to_add_it(staffed: Office) -> None:
    staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    tom.picks("D1.1", 3)
    tom.submits()
    assert "What you answered in Relations 1 counts as level 1 for now" in tom.screen

    tom.presses("review.back")

    assert "1. Relations" in tom.screen
    tom.writes("D1", "20 Nov: https://example.com/1")
    tom.submits()
    assert "counts as level" not in tom.screen


def test_what_was_added_is_no_reason_to_say_that_a_level_counts_for_less(staffed: Office) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    gives(tom, NOTE, "D1", 1)
    tom.closes()
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    for number in (1, 2):
        tom.picks(f"D1.{number}", 2)

    tom.submits()

    assert "What you answered in Relations 2 counts as level 1" in tom.screen


def test_on_what_is_closed_nothing_is_added(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    window = tom.modal
    staffed.changes(deal, "status", "open", "won")

    assert "is closed, so nothing is added to it" in tom.submits_again(window)
    assert added(staffed, deal) == []


def test_the_next_review_comes_when_what_counts_now_grows_too_old(staffed: Office) -> None:
    deal = reviewed(staffed, "111 111 111 111 111")
    before = due(staffed, deal)
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    gives(tom, NOTE, "D1", 1)
    assert due(staffed, deal) == before  # a level that needs no evidence lasts as long as before
    tom.closes()
    tom.forges("review.open", str(deal))
    tom.modal_with("What has changed?")
    tom.reviews("111 131 111 111 111")

    opens_form(tom, deal)
    gives(tom, "10 Sep: https://example.com/old", "D2", 2)

    assert due(staffed, deal) == date(2026, 12, 2)  # a week before the ninetieth day
