"""A question may be left out where its reason is true: it is neither zero nor a gap, and everybody sees why."""

from dataclasses import replace

import pytest

from bot.kit import doors
from bot.review.views import page as views
from bot.why.usecases import explaining
from bot.why.views.answers import ANSWERS
from bot.why.views.copying import plain_text
from flows.scorecards.scorecard import parse
from storage import reviews, scores
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"
REASON = "The customer has only one or two people in the matter"


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, with the first page of his one deal's first review in front of him."""
    staffed.add("Service agreement 2027", id_of(staffed, "U0TOM"), customer="Nordlys")
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    return tom


def choices(actor: Actor, question_id: str) -> list[str]:
    """The words of every choice of a question."""
    (block,) = [b for b in actor.modal["blocks"] if b["block_id"].startswith(f"{question_id}.v")]
    return [option["text"]["text"] for option in block["element"]["options"]]


def leaves_out(actor: Actor, question_id: str) -> None:
    """Say that a question doesn't apply."""
    (block,) = [b for b in actor.modal["blocks"] if b["block_id"].startswith(f"{question_id}.v")]
    actor.workspace.fill(actor.id, block["block_id"], views.LEVEL, "not_applicable")


def answers(actor: Actor, digits: str, *, evidence: str = NOTE) -> None:
    """Answer the page and go on: "32n" leaves the third question out."""
    labels = [
        b["block_id"] for b in actor.modal["blocks"] if b["block_id"][:1] == "D" and ".v" in b["block_id"]
    ]
    questions = [
        label.split(".v")[0] for label in labels if "evidence" not in label and "covers" not in label
    ]
    for question_id, digit in zip(questions, digits, strict=True):
        if digit == "n":
            leaves_out(actor, question_id)
        else:
            actor.picks(question_id, int(digit))
    actor.writes(questions[0].split(".")[0], evidence)
    actor.submits()


def sends(actor: Actor, *pages: str) -> None:
    """Answer all pages and submit."""
    for digits in pages:
        answers(actor, digits)
    actor.estimates("50")
    actor.submits()


def test_only_a_question_that_allows_it_offers_it_and_its_reason_stands_under_it(tom: Actor) -> None:
    assert choices(tom, "D1.3")[:2] == ["Not known yet", "Not applicable"]
    assert "Not applicable" not in choices(tom, "D1.1")
    assert REASON in tom.screen


def test_it_is_neither_zero_nor_a_gap(staffed: Office, tom: Actor) -> None:
    sends(tom, "33n", "333", "333", "333", "333")

    assert "Relations" in tom.screen
    assert "6 of 6" in tom.screen
    with staffed.read() as desk:
        review = reviews.latest(desk.tx, 1)
        current = scores.of(desk.tx, [1])[1]
    assert review is not None
    assert (review.maximum, review.known, review.asked) == (42, 14, 14)
    assert (review.answers["D1.3"].level, review.answers["D1.3"].applies) == (None, False)
    assert not current.ratings["D1.3"].applies


def test_the_choice_stands_when_one_comes_back_to_the_page(tom: Actor) -> None:
    answers(tom, "33n")
    tom.presses(views.BACK)

    assert tom.chosen("D1.3") == "Not applicable"
    tom.picks("D1.3", 2)
    tom.submits()
    tom.presses(views.BACK)
    assert tom.chosen("D1.3").startswith("2 · ")


def test_why_history_copy_and_crm_text_say_it_with_its_reason(staffed: Office, tom: Actor) -> None:
    tom.closes()
    tom.home  # noqa: B018 - opens it
    tom.turns("copies.choose")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    sends(tom, "332", "333", "333", "333", "333")
    staffed.passes(days=3)
    tom.closes()
    tom.says("/review service")
    tom.modal_with("What has changed?")
    tom.ticks("D1")
    tom.submits()
    sends(tom, "33n")
    tom.closes()
    staffed.tick()

    said = f"Not applicable: {REASON}"
    tom.home  # noqa: B018 - opens it
    tom.clicks("subject.open", on="home", value="1")
    tom.modal_with("History")
    tom.presses(ANSWERS)
    assert said in tom.screen
    tom.presses(doors.WHY)
    tom.presses("history.open")
    assert f"Relations 3: 2 → {said}" in tom.screen
    assert said in tom.messages()[-1]
    person = staffed.who("U0TOM")
    assert person is not None
    with staffed.read() as desk:
        grounds, items = explaining.explain_score(desk, person, 1)
        text = plain_text(grounds, items, desk.texts(person), now=staffed.now)
    assert f"Relations 3: {said}" in text


def test_a_later_review_says_it_again_and_keeps_it(staffed: Office, tom: Actor) -> None:
    sends(tom, "33n", "333", "333", "333", "333")
    staffed.passes(days=3)
    tom.closes()
    tom.says("/review service")
    tom.modal_with("What has changed?")

    assert f"3. Not applicable: {REASON}" in tom.screen
    assert "one not known yet" not in tom.screen
    tom.ticks("D1")
    tom.submits()
    assert tom.chosen("D1.3") == "Not applicable"
    assert "Last time: not applicable, on 23 November" in tom.screen
    sends(tom, "33n")
    with staffed.read() as desk:
        second, first = reviews.history(desk.tx, 1, limit=2)
    assert not second.answers["D1.3"].applies
    assert second.answers["D1.3"].since == first.answers["D1.3"].since


def test_more_than_the_scorecard_allows_is_refused_beside_the_question_and_nothing_typed_is_lost(
    staffed: Office, tom: Actor
) -> None:
    tom.closes()
    cards = staffed.cards
    stricter = parse(cards.deal.model_dump(mode="json") | {"most_not_applicable": 2})
    staffed.restart(replace(cards, deal=stricter))
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    answers(tom, "33n")
    answers(tom, "3n3")
    answers(tom, "333")
    answers(tom, "n33", evidence="13.11.2026: minutes")

    errors = tom.workspace.modal_errors(tom.id)
    assert [key.split(".v")[0] for key in errors] == ["D4.1"]
    assert "At most 2 questions of a review may be left out" in next(iter(errors.values()))
    assert tom.noted("D4") == "13.11.2026: minutes"
    tom.picks("D4.1", 0)
    tom.submits()
    assert "Page 5 of 6" in tom.screen


def test_a_forged_one_is_refused_where_it_is_not_allowed(tom: Actor) -> None:
    view = tom.modal
    (block_id,) = [b["block_id"] for b in view["blocks"] if b["block_id"].startswith("D1.1.v")]
    forged = {block_id: {views.LEVEL: {"selected_option": {"value": "not_applicable"}}}}
    view = {**view, "state": {"values": {**view["state"]["values"], **forged}}}

    assert tom.submits_again(view) == 'Choose one of the levels, or "Not known yet".'
