"""What changed from one review to another, and what a review came to at its own moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.review.history import Kind, Move, Note, areas_then, evidence_moves, facts_then, moves, percent
from flows.scorecards.scorecard import parse
from flows.scoring.rating import Answer, rate
from flows.scoring.score import Facts, score
from tests.flows.strategies import scorecards

AT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LEVELS = st.none() | st.integers(0, 3)
BY_QUESTION = st.dictionaries(st.sampled_from(["D1.1", "D1.2", "D2.1"]), LEVELS)


def said(levels: dict[str, int | None]) -> dict[str, Answer]:
    """Answers with these levels."""
    return {id_: Answer(level, AT, "", None, AT) for id_, level in levels.items()}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({}, {}, []),
        ({"D1.1": 1}, {"D1.1": 1}, []),
        ({"D1.1": 1}, {"D1.1": 2}, [("D1.1", 1, 2)]),
        ({"D1.1": None}, {"D1.1": 0}, [("D1.1", None, 0)]),
        ({"D1.1": 3}, {"D1.1": None}, [("D1.1", 3, None)]),
        ({"D1.1": 3}, {}, [("D1.1", 3, None)]),
        ({}, {"D1.1": 3}, [("D1.1", None, 3)]),
        ({"D1.1": None}, {}, []),
        (
            {"D9.9": 1, "D1.1": 1},
            {"D1.2": 2, "D1.1": 2},
            [("D1.2", None, 2), ("D1.1", 1, 2), ("D9.9", 1, None)],
        ),
    ],
)
def test_levels_that_differ_are_found(
    before: dict[str, int | None], after: dict[str, int | None], found: list[tuple[str, int, int]]
) -> None:
    assert moves(said(before), said(after)) == tuple(Move(*move) for move in found)


@given(before=BY_QUESTION, after=BY_QUESTION)
def test_what_changed_there_changed_back_again(
    before: dict[str, int | None], after: dict[str, int | None]
) -> None:
    there, back = moves(said(before), said(after)), moves(said(after), said(before))

    assert {(m.question_id, m.before, m.after) for m in there} == {
        (m.question_id, m.after, m.before) for m in back
    }
    assert moves(said(before), said(before)) == ()


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, ("a", ["1"]), Kind.ADDED),
        (("a", ["1"]), None, Kind.REMOVED),
        (("a", ["1"]), ("b", ["1"]), Kind.CHANGED),
        (("a", ["1"]), ("a", ["1", "2"]), Kind.COVERS),
        (("a", ["1", "2"]), ("a", ["2", "1"]), None),
    ],
)
def test_evidence_is_added_changed_taken_out_or_speaks_about_something_else(
    before: tuple[str, list[str]] | None, after: tuple[str, list[str]] | None, kind: Kind | None
) -> None:
    notes = [{} if one is None else {"D1": Note(one[0], frozenset(one[1]))} for one in (before, after)]

    assert evidence_moves(*notes) == (() if kind is None else (("D1", kind),))


def test_facts_are_those_before_whatever_changed_later() -> None:
    def days(count: int) -> datetime:
        return AT + timedelta(days=count)

    later = [
        ("stage", days(-1), "Lead"),
        ("stage", days(0), "Call"),
        ("stage", days(1), "Offer"),
        ("close_date", days(2), "2026-12-01"),
        ("stage", days(3), "Talks"),
        ("close_date", days(4), None),
    ]

    def then(count: int) -> Facts:
        return facts_then("Signed", date(2027, 1, 1), later, at=days(count))

    assert then(0) == Facts("Offer", date(2026, 12, 1))
    assert then(2) == Facts("Talks", None)
    assert then(3) == Facts("Signed", None)
    assert then(4) == Facts("Signed", date(2027, 1, 1))
    assert facts_then(None, None, [], at=AT) == Facts()


@given(data=st.data(), raw=scorecards())
def test_the_areas_are_those_of_the_score_at_that_moment(data: st.DataObject, raw: dict[str, object]) -> None:
    scorecard = parse(raw)
    answers = said({id_: data.draw(LEVELS) for id_ in scorecard.by_id})
    rated = {id_: rate(scorecard, id_, answer) for id_, answer in answers.items()}
    ratings = {id_: rating for id_, rating in rated.items() if rating}
    facts = Facts(close_date=AT.date() + timedelta(days=data.draw(st.integers(-30, 200))))

    assert areas_then(scorecard, answers, facts, at=AT) == score(scorecard, ratings, facts, now=AT).areas


@pytest.mark.parametrize(
    ("points", "maximum", "share"),
    [(0, 45, 0), (45, 45, 100), (29, 45, 64), (1, 3, 33), (1, 8, 13), (3, 8, 38), (0, 0, 0)],
)
def test_points_in_percent(points: int, maximum: int, share: int) -> None:
    assert percent(points, maximum) == share
