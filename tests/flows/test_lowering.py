"""Levels that somebody else lowered: which, from what, and which review did it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.review.lowering import Lowered, lowered
from flows.scoring.rating import Answer

AT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
Levels = dict[str, int | None]
BY_QUESTION = st.dictionaries(st.sampled_from(["D1.1", "D1.2", "D2.1"]), st.none() | st.integers(0, 3))


def said(levels: Levels) -> dict[str, Answer]:
    """Answers with these levels."""
    return {id_: Answer(level, AT, "", None, AT) for id_, level in levels.items()}


@pytest.mark.parametrize(
    ("own", "later", "found"),
    [
        ({"D1.1": 3}, [], []),
        ({"D1.1": 3}, [{"D1.1": 3}], []),
        ({"D1.1": 1}, [{"D1.1": 3}], []),
        ({"D1.1": 3}, [{"D1.1": 1}], [("D1.1", 3, 1, 0)]),
        ({"D1.1": 3}, [{"D1.1": None}], [("D1.1", 3, None, 0)]),
        ({"D1.1": 0}, [{"D1.1": None}], []),
        ({"D1.1": None}, [{"D1.1": 0}], []),
        ({"D1.1": 3}, [{}], []),
        ({}, [{"D1.1": 0}], []),
        ({"D1.1": 3}, [{"D1.1": 1}, {"D1.1": 3}], []),
        ({"D1.1": 3}, [{"D1.1": 2}, {"D1.1": 2}], [("D1.1", 3, 2, 0)]),
        ({"D1.1": 3}, [{"D1.1": 2}, {"D1.1": 1}], [("D1.1", 3, 1, 1)]),
        ({"D1.1": 3}, [{"D1.1": 1}, {"D1.1": 2}, {"D1.1": 1}], [("D1.1", 3, 1, 2)]),
        (
            {"D1.1": 3, "D1.2": 2},
            [{"D1.2": 1, "D1.1": 3}, {"D1.2": 1, "D1.1": 0}],
            [("D1.2", 2, 1, 0), ("D1.1", 3, 0, 1)],
        ),
    ],
)
def test_what_stands_below_the_owners_answer_is_found_with_the_review_that_brought_it_there(
    own: Levels, later: list[Levels], found: list[tuple[str, int, int | None, int]]
) -> None:
    assert lowered(said(own), [said(levels) for levels in later]) == tuple(Lowered(*one) for one in found)


@given(own=BY_QUESTION, later=st.lists(BY_QUESTION, max_size=4))
def test_what_is_lowered_has_stood_so_since_the_review_that_is_named(
    own: Levels, later: list[Levels]
) -> None:
    for one in lowered(said(own), [said(levels) for levels in later]):
        assert {levels.get(one.question_id) for levels in later[one.by :]} == {one.after}
        assert one.by == 0 or later[one.by - 1].get(one.question_id) != one.after
        assert one.after is None or one.after < one.before == own[one.question_id]


def test_what_does_not_apply_any_more_is_not_lowered() -> None:
    left_out = {"D1.1": Answer(None, AT, "", None, AT, applies=False)}

    assert lowered(said({"D1.1": 3}), [left_out]) == ()
    assert lowered(left_out, [said({"D1.1": 0})]) == ()
