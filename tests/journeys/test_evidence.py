"""Evidence added without a review: it counts at once, the next page takes it in, and others tick that they saw it."""

from datetime import date

import pytest

from bot.views import evidence as evidence_views
from bot.views import evidence_form as forms
from bot.views import subject as subject_views
from storage import added_evidence, scores, subjects
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")
NOTE = "20 Nov: Kim said on the phone that the budget is there"


def reviewed(office: Office, levels: str = "333 222 111 222 222") -> int:
    """Tom's deal with levels for which nobody wrote when and where."""
    deal = office.add("Service agreement", id_of(office, "U0TOM"), customer="Nordlys")
    tom = office.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    tom.reviews(levels)
    tom.closes()
    return deal


def opens_form(actor: Actor, deal: int) -> None:
    """Why?, then "Add evidence"."""
    actor.forges(subject_views.OPEN, str(deal))
    actor.presses(subject_views.ADD)


def chooses(actor: Actor, area_id: str) -> None:
    """Choose another area in the form, and wait for its questions."""
    actor.workspace.fill(actor.id, forms.AREA, forms.AREA, area_id)
    actor.workspace.wait_for(lambda: actor._find(f"{forms.COVERS}.{area_id}"))


def gives(actor: Actor, text: str, area_id: str, *numbers: int) -> None:
    """Fill in the form and save."""
    if text:
        actor.workspace.fill(actor.id, forms.TEXT, forms.TEXT, text)
    ticked = [f"{area_id}.{number}" for number in numbers]
    actor.workspace.fill(actor.id, f"{forms.COVERS}.{area_id}", forms.COVERS, ticked)
    actor.submits()


def test_a_note_lifts_what_counts_without_a_new_review(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    assert "What does it speak about?" in tom.screen

    gives(tom, NOTE, "D1", 1, 2)

    assert "Relations 1 and 2 now counts as 2." in tom.screen
    assert f"{NOTE} · added by Tom Seller" in tom.screen.replace("\n", "")
    assert "(counts as 2 for now)" in tom.screen


def test_a_link_carries_level_three_and_can_be_clicked(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)

    gives(tom, "20 Nov: the order https://example.com/order.pdf", "D1", 1)

    assert "Relations 1 now counts as 3." in tom.screen
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


def test_a_manager_ticks_what_they_have_seen_and_it_stays_seen_in_the_next_review(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom, anne = staffed.person("U0TOM"), staffed.person("U0ANNE")
    opens_form(tom, deal)
    gives(tom, NOTE, "D1", 1)
    assert not buttons(tom, evidence_views.SEE)

    anne.forges(subject_views.OPEN, str(deal))
    anne.presses(evidence_views.SEE)

    assert "Seen by Anne Manager, 23 November" in anne.screen
    assert not buttons(anne, evidence_views.SEE)
    tom.closes()
    tom.says("/review Service")
    tom.modal_with("What has changed?")
    tom.reviews("222 222 111 222 222", evidence=NOTE)
    tom.forges(subject_views.OPEN, str(deal))
    assert tom.screen.count("Seen by Anne Manager") == 2  # the piece, and the same words in the review


def test_a_viewer_sees_evidence_but_adds_none(staffed: Office) -> None:
    deal = reviewed(staffed)
    vera = staffed.person("U0VERA")

    vera.forges(subject_views.OPEN, str(deal))

    assert not buttons(vera, subject_views.ADD)
    assert "isn't yours to review" in vera.forges(subject_views.ADD, str(deal))


def test_on_what_is_closed_nothing_is_added(staffed: Office) -> None:
    deal = reviewed(staffed)
    tom = staffed.person("U0TOM")
    opens_form(tom, deal)
    window = tom.modal
    staffed.changes(deal, "status", "open", "won")

    assert "is closed, so nothing is added to it" in tom.submits_again(window)
    assert added(staffed, deal) == []


def test_many_pieces_fit_into_why_and_the_oldest_are_counted(staffed: Office) -> None:
    deal = reviewed(staffed)
    with staffed.desk.database.write() as tx:
        for area in range(1, 6):
            for number in range(20):
                new = added_evidence.NewEvidence(
                    *(deal, f"D{area}", (f"D{area}.1",), f"Note {number} " + "x" * 1900),
                    *(date(2026, 11, 20), staffed.now, id_of(staffed, "U0TOM")),
                )
                added_evidence.add(tx, staffed.desk.workspace, new)
    anne = staffed.person("U0ANNE")

    anne.forges(subject_views.OPEN, str(deal))

    assert anne.screen.count("… and 17 more") == 5
    assert len(anne.modal["blocks"]) < 60
    assert "Note 19" in anne.screen
    assert "Note 16" not in anne.screen


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


def added(office: Office, deal: int) -> list[added_evidence.AddedEvidence]:
    with office.desk.database.read() as tx:
        return added_evidence.of(tx, office.desk.workspace, [deal]).get(deal, [])


def levels_of(office: Office, deal: int) -> dict[str, int]:
    """What counts, by question id."""
    with office.desk.database.read() as tx:
        ratings = scores.of(tx, office.desk.workspace, [deal])[deal].ratings
    return {id_: rating.counted for id_, rating in ratings.items()}


def due(office: Office, deal: int) -> date:
    with office.desk.database.read() as tx:
        found = subjects.everything(tx, office.desk.workspace, open_only=True)
    at = next(each for each in found if each.id == deal).due_at
    assert at is not None
    return at.date()


def buttons(actor: Actor, action_id: str) -> list[str]:
    """The buttons of this action in the modal."""
    rows = [block["elements"] for block in actor.modal["blocks"] if block["type"] == "actions"]
    return [each["action_id"] for row in rows for each in row if each["action_id"] == action_id]
