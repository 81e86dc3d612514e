"""Where an action item stands on a list, and how its question has moved since it was agreed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.company.subjects import Status
from flows.review.action_item import ActionItem, Became, Fate, Level, Movement, When, movement, when

AGREED = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("by", "where"),
    [
        ("2026-11-24", When.OVERDUE),
        ("2026-11-25", When.THIS_WEEK),
        ("2026-11-29", When.THIS_WEEK),
        ("2026-11-30", When.LATER),
    ],
)
def test_a_week_ends_on_sunday_and_a_day_is_over_when_the_next_begins(by: str, where: When) -> None:
    assert when(date.fromisoformat(by), WEDNESDAY) is where


def test_on_a_sunday_the_next_day_is_later() -> None:
    assert when(date(2026, 11, 29), date(2026, 11, 29)) is When.THIS_WEEK
    assert when(date(2026, 11, 30), date(2026, 11, 29)) is When.LATER


def levels(*said: tuple[int, int | None]) -> list[Level]:
    """What reviews said, each so many days after the action item was agreed."""
    return [Level(AGREED + timedelta(days=days), level) for days, level in said]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], None),
        ([(-7, 1)], None),
        ([(-7, 1), (7, 1)], None),
        ([(-7, 1), (7, 2)], Movement(1, 2)),
        ([(-7, 2), (7, 1)], Movement(2, 1)),
        ([(-14, 0), (-7, 1), (7, 3)], Movement(1, 3)),
        ([(-7, 1), (7, 2), (14, 3)], Movement(1, 2)),
        ([(-7, 1), (7, 1), (14, 2)], Movement(1, 2)),
        ([(-7, None), (7, 2)], Movement(None, 2)),
        ([(-7, 1), (7, None)], None),
        ([(-7, 1), (7, None), (14, 2)], Movement(1, 2)),
        ([(0, 1), (7, 2)], Movement(1, 2)),
    ],
)
def test_a_question_has_moved_at_the_first_review_that_gives_it_another_level(
    said: list[tuple[int, int | None]], expected: Movement | None
) -> None:
    assert movement(levels(*said), since=AGREED) == expected


@pytest.mark.parametrize(
    ("status", "became", "is_overdue"),
    [
        (None, None, True),
        (Status.OPEN, None, True),
        (Status.WON, None, True),
        (Status.LOST, None, False),
        (Status.GONE, None, False),
        (Status.OPEN, Became(Fate.DONE, None, 1, AGREED), False),
    ],
)
def test_what_is_settled_or_of_a_lost_deal_is_not_past_its_date(
    status: Status | None, became: Became | None, is_overdue: bool
) -> None:
    item = ActionItem(
        id=1,
        owner_id=1,
        subject_id=None,
        question_id=None,
        scorecard_hash=None,
        what="Call",
        person_id=1,
        by=WEDNESDAY,
        created_by=1,
        created_at=AGREED,
        status=status,
        became=became,
    )

    assert item.is_overdue(WEDNESDAY + timedelta(days=1)) is is_overdue
    assert not item.is_overdue(WEDNESDAY)
