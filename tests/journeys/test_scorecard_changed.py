"""A scorecard that changes while a review is open: the draft stays, what still fits stays, the rest is asked again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.review.views import page as views
from flows.review.draft import Answers
from flows.review.review import Review
from flows.scorecards.scorecard import parse
from storage import drafts, reviews
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"
CHANGED = "The scorecard has changed since you began."
Raw = dict[str, Any]


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, with the first page of his one deal's first review in front of him."""
    staffed.add("Service agreement 2027", id_of(staffed, "U0TOM"), customer="Nordlys")
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    return tom


def changes(office: Office, change: Callable[[Raw], object]) -> None:
    """The company changes its scorecard for deals, and the bot is started anew."""
    raw = office.cards.deal.model_dump(mode="json")
    change(raw)
    office.restart(replace(office.cards, deal=parse(raw)))


def rewords(*question_ids: str) -> Callable[[Raw], object]:
    """Ask these questions in other words."""

    def change(raw: Raw) -> None:
        for question in (q for area in raw["areas"] for q in area["questions"] if q["id"] in question_ids):
            question["text"] = {"en": f"Reworded {question['id']}", "da": f"Omskrevet {question['id']}"}

    return change


def answers(actor: Actor, area: str, digits: str = "222") -> None:
    """Answer a page and go on."""
    for number, digit in enumerate(digits, 1):
        actor.picks(f"{area}.{number}", int(digit))
    actor.writes(area, f"{NOTE} ({area})")
    actor.submits()


def latest(office: Office) -> Review:
    """The deal's latest review."""
    with office.read() as desk:
        found = reviews.latest(desk.tx, 1)
    assert found is not None
    return found


def test_what_still_fits_is_kept_and_the_rest_is_asked_again_in_words(staffed: Office, tom: Actor) -> None:
    for area in ("D1", "D2", "D3", "D4"):
        answers(tom, area)
    changes(staffed, rewords("D1.2", "D3.1"))
    answers(tom, "D5")

    assert f"{CHANGED} 13 answers are kept. Relations and Process are asked again." in tom.screen
    assert "Page 1 of 6" in tom.screen
    assert (tom.chosen("D1.1")[:1], tom.chosen("D1.2")) == ("2", "Not known yet")
    assert tom.noted("D1") == f"{NOTE} (D1)"
    assert "Reworded D1.2" in tom.screen


def test_nothing_is_lost_and_the_review_is_sent_with_the_new_scorecard(staffed: Office, tom: Actor) -> None:
    for area in ("D1", "D2", "D3", "D4"):
        answers(tom, area)
    changes(staffed, rewords("D3.1"))
    answers(tom, "D5")
    tom.picks("D3.1", 3)
    for _ in range(3):
        tom.submits()
    tom.estimates("50")
    tom.submits()

    sent = latest(staffed)
    assert sent.scorecard_hash == staffed.cards.deal.version
    assert {id_: a.level for id_, a in sent.answers.items()} == dict.fromkeys(sent.answers, 2) | {"D3.1": 3}
    assert {id_: e.text for id_, e in sent.evidence.items()} == {
        f"D{n}": f"{NOTE} (D{n})" for n in range(1, 6)
    }


def test_at_the_last_page_nothing_is_sent_until_the_rest_is_answered(staffed: Office, tom: Actor) -> None:
    for area in ("D1", "D2", "D3", "D4", "D5"):
        answers(tom, area)
    changes(staffed, rewords("D5.3"))
    tom.submits()

    assert f"{CHANGED} 14 answers are kept. Position is asked again." in tom.screen
    assert "Nothing was sent yet." in tom.screen
    tom.picks("D5.3", 1)
    tom.submits()
    assert "Page 6 of 6" in tom.screen
    assert CHANGED not in tom.screen
    tom.submits()
    assert latest(staffed).answers["D5.3"].level == 1


@pytest.mark.parametrize("how", ["reopened", "back"])
def test_it_holds_however_one_comes_back(staffed: Office, tom: Actor, how: str) -> None:
    for area in ("D1", "D2"):
        answers(tom, area)
    changes(staffed, rewords("D1.1"))
    if how == "reopened":
        tom.closes()
        tom.says("/review")
        tom.modal_with("Page 1 of 6")
    else:
        tom.presses(views.BACK)

    assert f"{CHANGED} 5 answers are kept." in tom.screen
    assert tom.chosen("D1.1") == "Not known yet"
    tom.picks("D1.1", 1)
    tom.submits()
    assert tom.chosen("D2.1").startswith("2 · ")


def test_where_only_rules_change_the_review_goes_on_and_counts_by_the_new_ones(
    staffed: Office, tom: Actor
) -> None:
    for area in ("D1", "D2", "D3", "D4", "D5"):
        answers(tom, area)
    changes(staffed, lambda raw: raw["groups"]["middle"].update(total={"green": 99, "yellow": 98}))
    tom.submits()

    assert CHANGED not in tom.screen
    assert latest(staffed).colour == "red"
    assert latest(staffed).scorecard_hash == staffed.cards.deal.version


def test_an_area_that_is_no_more_gives_back_what_was_written_for_copying(staffed: Office, tom: Actor) -> None:
    for area in ("D1", "D2"):
        answers(tom, area)
    changes(staffed, lambda raw: raw["areas"].pop(1) and raw["knockouts"].clear())
    answers(tom, "D3")

    assert f"Insight is no longer asked about. You wrote: {NOTE} (D2)" in tom.screen
    assert "Page 3 of 5" in tom.screen


def test_the_window_of_another_machine_is_refused_with_what_it_said(staffed: Office, tom: Actor) -> None:
    old = tom.modal
    answers(tom, "D1")
    changes(staffed, lambda raw: raw["areas"].pop(0) and raw["knockouts"].clear())
    tom.closes()
    tom.says("/review")
    tom.modal_with("Page 1 of 5")
    block = next(b["block_id"] for b in old["blocks"] if b["block_id"].startswith("D1.evidence"))
    said = {block: {views.EVIDENCE: {"type": "plain_text_input", "value": "only here"}}}

    answer = tom.submits_again({**old, "state": {"values": {**old["state"]["values"], **said}}})

    assert "only here" in answer


def test_a_later_review_asks_only_what_has_changed_and_says_so(staffed: Office, tom: Actor) -> None:
    for area in ("D1", "D2", "D3", "D4", "D5"):
        answers(tom, area)
    tom.submits()
    first = latest(staffed)
    changes(staffed, rewords("D2.3"))
    staffed.passes(days=3)
    tom.closes()
    tom.says("/review service")
    tom.modal_with("What has changed?")

    assert "the scorecard has changed: asked anew" in tom.screen
    assert "Page 1 of 3" in tom.screen
    tom.submits()
    assert "Page 2 of 3" in tom.screen
    assert tom.chosen("D2.1").startswith("2 · ")
    tom.picks("D2.3", 1)
    tom.submits()
    tom.submits()
    second = latest(staffed)
    assert second.answers["D2.3"].level == 1
    assert second.evidence == first.evidence
    with staffed.read() as desk:
        assert reviews.get(desk.tx, first.id) == first


def test_a_begun_later_review_moves_too(staffed: Office, tom: Actor) -> None:
    for area in ("D1", "D2", "D3", "D4", "D5"):
        answers(tom, area)
    tom.submits()
    staffed.passes(days=3)
    tom.closes()
    tom.says("/review service")
    tom.modal_with("What has changed?")
    tom.ticks("D4")
    tom.submits()
    changes(staffed, rewords("D2.3", "D4.1"))
    answers(tom, "D4", "333")

    assert f"{CHANGED} 13 answers are kept. Insight and Value are asked again." in tom.screen
    assert "Page 2 of 4" in tom.screen
    assert "Reworded D2.3" in tom.screen
    tom.picks("D2.3", 1)
    tom.submits()
    assert (tom.chosen("D4.1"), tom.chosen("D4.2")[:1]) == ("Not known yet", "3")


def test_a_correction_moves_too_and_stays_one(staffed: Office, tom: Actor) -> None:
    for area in ("D1", "D2", "D3", "D4", "D5"):
        answers(tom, area)
    tom.submits()
    with staffed.write() as desk:
        draft = drafts.start(
            desk.tx,
            subject_id=1,
            person_id=id_of(staffed, "U0TOM"),
            scorecard_hash=latest(staffed).scorecard_hash,
            answers=Answers(levels={"D1.1": 1}, evidence={}, covers={}, route=["D1"]),
        )
        drafts.correct(desk.tx, draft, corrects_id=1, reason="A slip")
    changes(staffed, rewords("D3.1"))
    tom.closes()
    tom.says("/review service")
    tom.modal_with("A slip")

    assert "Process" in tom.screen
    with staffed.read() as desk:
        moved = drafts.get(desk.tx, draft.id)
    assert moved is not None
    assert (moved.corrects_id, moved.scorecard_hash) == (1, staffed.cards.deal.version)
