"""A seller reviews a deal: from /review to the result, page by page."""

from datetime import date

import pytest

from bot.kit import doors
from bot.kit.doors import WHY as OPEN
from bot.review.views import page as views
from flows.company.subjects import Kind
from storage import drafts, reviews
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"
NEW_COLOURS = ("🟢", "🟨", "🔺", "Green", "Yellow", "Red")


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, who has one deal that is due."""
    staffed.add("Service agreement 2027", id_of(staffed, "U0TOM"), customer="Nordlys")
    return staffed.person("U0TOM")


def opens(actor: Actor) -> None:
    """Start the one review that is due."""
    actor.closes()
    actor.says("/review")
    actor.modal_with("Nordlys · Service agreement 2027")


def submitted(office: Office) -> int:
    """How many reviews are kept."""
    with office.read() as desk:
        return reviews.count(desk.tx)


def test_one_due_deal_opens_at_once_and_ends_with_its_colours(tom: Actor) -> None:
    opens(tom)

    tom.reviews("333 333 333 333 333", evidence=NOTE, probability="70")

    assert "🟢 Green" in tom.screen
    assert tom.screen.count("9 of 9 · Green") == 5
    assert "Already strong:\n Relations, 9 of 9 and Insight, 9 of 9" in tom.screen
    assert "Next time is" in tom.screen


def test_a_red_result_says_why_the_shortest_way_up_and_what_is_strong(staffed: Office) -> None:
    staffed.add("Pilot", id_of(staffed, "U0TOM"), days=20)
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Pilot")

    tom.reviews("033 333 333 333 333", evidence=NOTE)

    said = tom.screen
    assert "🔺 Red" in said
    assert "Red: the decision maker has not spoken with us in the last 60 days" in said
    assert said.index("Why:") < said.index("Shortest way to yellow:") < said.index("Already strong:")


def test_the_first_page_says_what_it_asks_and_how_far_it_is(tom: Actor) -> None:
    opens(tom)

    assert "Page 1 of 6" in tom.screen
    assert "●○○○○○" in tom.screen
    assert "Your answers are kept if you close the window." in tom.screen
    assert tom.modal["submit"]["text"] == "Next"
    buttons = [block for block in tom.modal["blocks"] if block["type"] == "actions"]
    assert buttons == []


def test_not_known_yet_stands_first_and_chosen_and_no_option_is_cut(staffed: Office, tom: Actor) -> None:
    card = staffed.cards.deal
    opens(tom)

    for area in card.areas:
        fields = [b for b in tom.modal["blocks"] if b.get("element", {}).get("type") == "radio_buttons"]
        assert len(fields) == len(area.questions)
        for field, question in zip(fields, area.questions, strict=True):
            first, *levels = field["element"]["options"]
            assert field["element"]["initial_option"] == first
            assert first["text"]["text"] == "Not known yet"
            if question.not_applicable:
                left_out = levels.pop(0)
                assert left_out["text"]["text"] == "Not applicable"
                assert left_out["description"]["text"] == question.not_applicable.en
            said = [f"{n} · {level.text.en}" for n, level in enumerate(question.levels)]
            assert [option["text"]["text"] for option in levels] == said
            notes = [level.note.en if level.note else None for level in question.levels]
            assert [option.get("description", {}).get("text") for option in levels] == notes
        tom.submits()


def test_every_block_id_carries_question_and_version_and_none_returns_on_a_later_page(tom: Actor) -> None:
    opens(tom)
    seen: set[str] = set()

    for _ in range(5):
        inputs = {block["block_id"] for block in tom.modal["blocks"] if block["type"] == "input"}
        assert not inputs & seen
        seen |= inputs
        tom.submits()
    tom.presses(views.BACK)
    assert not {block["block_id"] for block in tom.modal["blocks"] if block["type"] == "input"} & seen


def test_back_saves_and_shows_what_was_said(tom: Actor) -> None:
    opens(tom)
    tom.picks("D1.1", 2)
    tom.submits()
    tom.picks("D2.2", 1)
    tom.writes("D2", "3 Nov: they asked for a price")

    tom.presses(views.BACK)

    assert "Page 1 of 6" in tom.screen
    assert tom.chosen("D1.1").startswith("2 · ")
    tom.submits()
    assert tom.chosen("D2.2").startswith("1 · ")
    assert tom.noted("D2") == "3 Nov: they asked for a price"


def test_leaving_in_the_middle_and_coming_back_continues_there(staffed: Office, tom: Actor) -> None:
    opens(tom)
    tom.picks("D1.1", 2)
    tom.submits()
    tom.closes()
    staffed.passes(days=2)

    opens(tom)

    assert "Page 2 of 6" in tom.screen
    tom.presses(views.BACK)
    assert tom.chosen("D1.1").startswith("2 · ")


def test_a_level_without_evidence_is_not_blocked_and_the_next_page_says_what_it_counts_as(tom: Actor) -> None:
    opens(tom)
    tom.picks("D1.1", 3)

    tom.submits()

    assert "Page 2 of 6" in tom.screen
    assert "counts as level 1 for now" in tom.screen
    assert "Relations 1" in tom.screen


def test_a_note_carries_level_two_and_proof_level_three(tom: Actor) -> None:
    opens(tom)
    tom.picks("D1.1", 3)
    tom.writes("D1", "3 Nov: she called")
    tom.submits()
    assert "counts as level 2 for now" in tom.screen

    tom.picks("D2.1", 3)
    tom.writes("D2", NOTE)
    tom.submits()

    assert "counts as" not in tom.screen


def test_the_own_probability_is_asked_before_any_colour_of_this_review_is_shown(tom: Actor) -> None:
    opens(tom)
    for number in range(1, 6):
        assert not any(colour in tom.screen for colour in NEW_COLOURS)
        tom.picks(f"D{number}.1", 3)
        tom.submits()

    assert "Before you see any colour" in tom.screen
    assert not any(colour in tom.screen for colour in NEW_COLOURS)
    assert tom.modal["submit"]["text"] == "Submit"


def test_the_probability_may_stay_empty(staffed: Office, tom: Actor) -> None:
    opens(tom)

    tom.reviews("222 222 222 222 222", evidence=NOTE, probability="")

    assert "Already strong:" in tom.screen
    with staffed.read() as desk:
        (review,) = reviews.all_latest(desk.tx)
    assert review.probability is None


@pytest.mark.parametrize("typed", ["101", "-1", "half", "12.5"])
def test_an_impossible_probability_is_refused_beside_its_field(tom: Actor, typed: str) -> None:
    opens(tom)
    for _ in range(5):
        tom.submits()

    tom.estimates(typed)
    tom.submits()

    assert list(tom.workspace.modal_errors("U0TOM")) == [tom._block("probability")]
    assert "Before you see any colour" in tom.screen


def test_a_second_review_comes_prefilled_with_its_date(staffed: Office, tom: Actor) -> None:
    opens(tom)
    tom.reviews("321 222 222 222 222", evidence=NOTE)
    staffed.passes(days=60)

    opens(tom)
    tom.says_all_changed()

    assert "on 23 November" in tom.screen
    assert [tom.chosen(f"D1.{n}")[0] for n in (1, 2, 3)] == ["3", "2", "1"]
    assert "Last time: level 3, on 23 November" in tom.screen
    assert tom.noted("D1") == NOTE
    assert "It keeps its date, 12 November 2026, until you change it." in tom.screen


def test_an_unchanged_second_review_is_of_today_and_its_evidence_keeps_its_own_date(
    staffed: Office, tom: Actor
) -> None:
    opens(tom)
    tom.reviews("222 222 222 222 222", evidence="the CFO wrote “approved”")
    staffed.passes(days=40)
    opens(tom)

    tom.says_all_changed()
    for _ in range(6):
        tom.submits()

    assert "on 23 November" in tom.screen
    with staffed.read() as desk:
        second, first = reviews.history(desk.tx, 1, limit=5)
    assert {answer.answered_at for answer in second.answers.values()} == {staffed.now}
    dates = {review.evidence["D1"].occurred_on for review in (first, second)}
    assert dates == {date(2026, 11, 23)}
    assert second.supersedes_id == first.id


@pytest.mark.parametrize(
    ("text", "on_the_page", "in_why"),
    [
        ("the CFO agreed by mail", "It counts from 23 November.", "23 November: the CFO agreed by mail"),
        ("12 Nov: the CFO agreed", "It counts from 12 November.", "Tom Seller: 12 Nov: the CFO agreed"),
        (
            "25 Nov: the CFO agreed",
            "counts from 25 November 2025.",
            "25 November 2025: 25 Nov: the CFO agreed",
        ),
        ("12/5-2027: agreed", "It counts from 23 November.", "23 November: 12/5-2027: agreed"),
        ("2/3 of the price: agreed", "It counts from 23 November.", "23 November: 2/3 of the price: agreed"),
    ],
)
def test_the_day_from_which_evidence_counts_is_always_shown(
    tom: Actor, text: str, on_the_page: str, in_why: str
) -> None:
    opens(tom)
    assert "Without a date in front it counts from today, 23 November." in tom.screen

    tom.writes("D1", text)
    tom.submits()
    tom.presses(views.BACK)

    assert on_the_page in tom.screen
    for _ in range(6):
        tom.submits()
    tom.forges(OPEN, "1")
    assert in_why in tom.screen


def test_a_single_letter_carries_no_level(tom: Actor) -> None:
    opens(tom)
    tom.picks("D1.1", 2)
    tom.writes("D1", "12 Nov: x")

    tom.submits()

    assert "What you answered in Relations 1 counts as level 1 for now" in tom.screen


def test_the_same_form_delivered_twice_is_one_review_with_the_same_answer(
    staffed: Office, tom: Actor
) -> None:
    opens(tom)
    for _ in range(5):
        tom.submits()
    window = tom.modal
    tom.submits()

    again = tom.submits_again(window)

    assert sorted(again.splitlines()) == sorted(tom.screen.splitlines())
    assert submitted(staffed) == 1


def test_next_delivered_twice_shows_the_same_page_and_loses_nothing(tom: Actor) -> None:
    opens(tom)
    tom.picks("D1.1", 2)
    window = tom.modal
    tom.submits()

    assert "Page 2 of 6" in tom.submits_again(window)


def test_an_older_window_is_told_so_with_what_it_said_and_overwrites_nothing(tom: Actor) -> None:
    opens(tom)
    tom.picks("D1.1", 3)
    tom.writes("D1", "what the old window said")
    window = tom.modal
    tom.writes("D1", "what the new window said")
    tom.picks("D1.1", 2)
    tom.submits()

    told = tom.submits_again(window)

    assert "Nothing was overwritten" in told
    assert "what the old window said" in told
    assert "level 3" in told
    tom.presses(views.BACK)
    assert tom.noted("D1") == "what the new window said"
    assert tom.chosen("D1.1").startswith("2 · ")


def test_continue_on_the_stale_view_goes_to_where_the_review_stands(tom: Actor) -> None:
    opens(tom)
    tom.picks("D1.1", 1)
    window = tom.modal
    tom.picks("D1.1", 2)
    tom.submits()
    tom.submits()
    told = tom.acknowledgement_of(window)["view"]

    assert "Page 3 of 6" in tom.submits_again({**told, "id": "V1", "state": {"values": {}}})


def test_a_page_of_a_review_that_was_sent_meanwhile_says_so(tom: Actor) -> None:
    opens(tom)
    window = tom.modal
    for _ in range(6):
        tom.submits()

    assert "has been sent already" in tom.submits_again(window)


def test_a_customer_is_reviewed_on_its_own_scorecard(staffed: Office) -> None:
    staffed.add("Nordlys Prøvefirma", id_of(staffed, "U0TOM"), kind=Kind.CUSTOMER)
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("agreement until")

    tom.reviews("333 333 333 333 333", evidence=NOTE)

    assert "🟢 Green" in tom.screen


def test_the_result_names_the_next_one_that_is_due_and_one_click_opens_it(
    staffed: Office, tom: Actor
) -> None:
    staffed.add("Packing line", id_of(staffed, "U0TOM"), customer="Lumen")
    tom.says("/review service")
    tom.modal_with("Nordlys · Service agreement 2027")
    tom.reviews("222 222 222 222 222")
    assert "One more is ready for you" in tom.screen
    assert "Lumen · Packing line" in tom.screen

    tom.presses(doors.REVIEW)

    assert "Page 1 of 6" in tom.screen
    assert "Lumen · Packing line" in tom.screen


def test_no_draft_is_left_after_submitting(staffed: Office, tom: Actor) -> None:
    opens(tom)
    tom.reviews("222 222 222 222 222")

    with staffed.read() as desk:
        assert drafts.count(desk.tx) == 0
    assert submitted(staffed) == 1
