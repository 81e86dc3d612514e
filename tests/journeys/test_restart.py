"""A later review: one page says how things stood, and only what has changed is asked."""

from datetime import timedelta

import pytest

from bot.review.views import page as views
from bot.review.views import restart
from flows.company.subjects import Status
from flows.review.draft import Answers
from flows.review.review import Review
from storage import drafts, reviews
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"
DAYS = 5  # nothing is too old by then


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, whose one deal was reviewed five days ago: green, with one answer that nobody knows yet."""
    staffed.add("Service agreement 2027", id_of(staffed, "U0TOM"), customer="Nordlys", days=150)
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    tom.reviews("333 222 33- 333 111", evidence=NOTE)
    staffed.passes(days=DAYS)
    opens(tom)
    return tom


def opens(actor: Actor) -> None:
    """Open the review of the deal."""
    actor.closes()
    actor.says("/review service")
    actor.modal_with("Nordlys · Service agreement 2027")


def kept(office: Office) -> list[Review]:
    """The reviews of the deal, the newest first."""
    with office.read() as desk:
        return reviews.history(desk.tx, 1, limit=9)


def test_one_page_shows_each_area_with_its_colour_date_levels_words_and_evidence(tom: Actor) -> None:
    said = tom.screen

    assert "Relations: 🟢 Green on 23 November" in said
    assert "1. 3 · " in said
    assert "3. Not known yet" in said
    assert said.count("\n" + NOTE) == 5
    assert said.index("Relations:") < said.index("What has changed?")
    assert "Page 1 of 2" in said


def test_nothing_is_ticked_and_what_is_not_known_is_offered_in_words(tom: Actor) -> None:
    (boxes,) = [b["element"] for b in tom.modal["blocks"] if b.get("block_id", "").startswith("changed.v")]

    assert "initial_options" not in boxes
    assert [choice["value"] for choice in boxes["options"]] == ["D1", "D2", "D3", "D4", "D5"]
    notes = {choice["value"]: choice.get("description", {}).get("text") for choice in boxes["options"]}
    assert notes == {"D1": None, "D2": None, "D3": "one not known yet", "D4": None, "D5": None}


def test_nothing_ticked_goes_straight_to_the_own_estimate_and_answers_become_todays(
    staffed: Office, tom: Actor
) -> None:
    tom.submits()

    assert "Before you see any colour" in tom.screen
    assert "Page 2 of 2" in tom.screen
    assert not any(colour in tom.screen for colour in ("🟨", "🔺"))
    tom.submits()
    second, first = kept(staffed)
    assert {answer.answered_at for answer in second.answers.values()} == {staffed.now}
    assert {id_: a.level for id_, a in second.answers.items()} == {
        id_: a.level for id_, a in first.answers.items()
    }
    assert second.evidence == first.evidence


def test_only_the_ticked_areas_come_and_progress_counts_them(staffed: Office, tom: Actor) -> None:
    tom.ticks("D2", "D4")
    tom.submits()
    assert "Page 2 of 4" in tom.screen
    assert tom.chosen("D2.1").startswith("2 · ")
    tom.picks("D2.1", 3)
    tom.submits()
    assert "Page 3 of 4" in tom.screen
    assert tom.chosen("D4.1").startswith("3 · ")
    tom.submits()
    assert "Page 4 of 4" in tom.screen
    tom.submits()

    second, first = kept(staffed)
    changed = {id_ for id_ in second.answers if second.answers[id_].level != first.answers[id_].level}
    assert changed == {"D2.1"}


def test_back_works_from_the_estimate_to_the_first_page_and_keeps_what_was_ticked(tom: Actor) -> None:
    tom.ticks("D2")
    tom.submits()
    tom.picks("D2.1", 3)
    tom.submits()
    tom.presses(views.BACK)
    assert tom.chosen("D2.1").startswith("3 · ")
    tom.presses(views.BACK)

    (boxes,) = [b["element"] for b in tom.modal["blocks"] if b.get("block_id", "").startswith("changed.v")]
    assert [choice["value"] for choice in boxes["initial_options"]] == ["D2"]
    assert "changed since: asked again" in tom.screen


def test_what_was_begun_and_unticked_is_asked_all_the_same(tom: Actor) -> None:
    tom.ticks("D2")
    tom.submits()
    tom.picks("D2.1", 3)
    tom.presses(views.BACK)
    tom.ticks()
    tom.submits()

    assert tom.chosen("D2.1").startswith("3 · ")


def test_leaving_and_coming_back_continues_where_one_was(staffed: Office, tom: Actor) -> None:
    tom.ticks("D2", "D4")
    tom.submits()
    tom.picks("D2.1", 3)
    tom.submits()

    opens(tom)

    assert "Page 3 of 4" in tom.screen
    assert tom.chosen("D4.1").startswith("3 · ")


def test_what_is_too_old_says_so_and_is_asked_although_nothing_is_ticked(staffed: Office, tom: Actor) -> None:
    staffed.passes(days=80)
    opens(tom)
    assert tom.screen.count("too old: asked again") == 10  # beside the area and beside its box
    assert "Page 1 of 7" in tom.screen

    tom.submits()

    assert "Page 2 of 7" in tom.screen
    assert "Something here has grown too old to count" in tom.screen
    assert tom.noted("D1") == NOTE


def test_what_grows_too_old_while_the_last_page_stands_open_is_asked_before_it_is_sent(
    staffed: Office, tom: Actor
) -> None:
    tom.submits()
    staffed.passes(days=80)

    tom.submits()

    assert "Nothing was sent yet" in tom.screen
    assert "Page 2 of 7" in tom.screen
    assert len(kept(staffed)) == 1
    for _ in range(6):
        tom.submits()
    assert len(kept(staffed)) == 2


def test_a_review_that_the_manager_sent_meanwhile_is_not_overwritten_unseen(
    staffed: Office, tom: Actor
) -> None:
    tom.submits()
    staffed.reviewed(1, "U0ANNE", 1)

    tom.submits()

    assert "Nothing was sent yet" in tom.screen
    assert len(kept(staffed)) == 2


def test_an_untouched_draft_starts_from_the_review_that_somebody_else_sent(
    staffed: Office, tom: Actor
) -> None:
    staffed.reviewed(1, "U0ANNE", 1)

    opens(tom)

    assert "changed since" not in tom.screen
    assert "1. 1 · " in tom.screen
    assert "2. 3 · " not in tom.screen


def test_the_first_page_delivered_twice_shows_the_same_page(tom: Actor) -> None:
    tom.ticks("D2")
    window = tom.modal
    tom.submits()

    assert "Page 2 of 3" in tom.submits_again(window)


def test_the_first_page_of_an_older_window_overwrites_nothing(staffed: Office, tom: Actor) -> None:
    window = tom.modal
    tom.ticks("D2")
    tom.submits()

    assert "Nothing was overwritten" in tom.submits_again(window)
    opens(tom)
    assert "Page 2 of 3" in tom.screen


def test_an_area_that_does_not_exist_is_no_page(tom: Actor) -> None:
    window = tom.modal
    field = next(block for block in window["state"]["values"] if block.startswith("changed.v"))
    window["state"]["values"][field][restart.CHANGED]["selected_options"] = [{"value": "D9"}]

    assert "Page 2 of 2" in tom.submits_again(window)


def test_a_deal_closed_meanwhile_is_said_so(staffed: Office, tom: Actor) -> None:
    staffed.changes(1, "status", Status.OPEN, Status.WON)

    tom.submits()

    assert "is closed, so there is nothing left to review" in tom.screen


def test_colours_are_those_of_the_last_review_also_when_the_close_has_come_nearer_since(
    staffed: Office, tom: Actor
) -> None:
    before = [line for line in tom.screen.splitlines() if " on 23 November" in line]
    staffed.changes(1, "close_date", None, (staffed.now + timedelta(days=3)).date())

    opens(tom)

    after = [line for line in tom.screen.splitlines() if " on 23 November" in line]
    assert after[-5:] == before[-5:]


def test_a_draft_begun_before_there_were_routes_asks_all_areas(staffed: Office, tom: Actor) -> None:
    with staffed.write() as desk:
        draft = drafts.get(desk.tx, 2)
        assert draft is not None
        old = Answers(draft.answers.levels, draft.answers.evidence, draft.answers.covers)
        drafts.save(desk.tx, draft, page=0, answers=old)

    opens(tom)

    assert "Page 1 of 6" in tom.screen
    assert tom.chosen("D1.1").startswith("3 · ")
