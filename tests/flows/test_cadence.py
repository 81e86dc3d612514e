"""When things come round again: weeks by the wall clock, subjects ahead of what grows too old."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from flows.rhythm.cadence import last_moment, next_moment, next_review, rearranged
from flows.rhythm.pair import Cadence, Every

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # a Monday, 09:00 in Copenhagen


@pytest.mark.parametrize(
    ("weekday", "at", "timezone", "comes"),
    [
        (0, time(9, 30), "Europe/Copenhagen", "2026-11-23 08:30"),
        (0, time(9, 0), "Europe/Copenhagen", "2026-11-30 08:00"),
        (3, time(13, 0), "America/New_York", "2026-11-26 18:00"),
        (6, time(4, 0), "Europe/London", "2026-11-29 04:00"),
    ],
)
def test_a_pairs_moment_is_the_next_one_on_its_own_clock(
    weekday: int, at: time, timezone: str, comes: str
) -> None:
    assert f"{next_moment(weekday, at, timezone, after=NOW):%Y-%m-%d %H:%M}" == comes


@pytest.mark.parametrize(
    ("weekday", "at", "timezone", "came"),
    [
        (0, time(9, 0), "Europe/Copenhagen", "2026-11-23 08:00"),  # at this very moment
        (0, time(9, 30), "Europe/Copenhagen", "2026-11-16 08:30"),
        (0, time(9, 0), "Europe/London", "2026-11-16 09:00"),
        (3, time(13, 0), "America/New_York", "2026-11-19 18:00"),
        (6, time(4, 0), "Europe/London", "2026-11-22 04:00"),
    ],
)
def test_a_pairs_week_began_at_its_last_moment(weekday: int, at: time, timezone: str, came: str) -> None:
    began = last_moment(weekday, at, timezone, now=NOW)

    assert f"{began:%Y-%m-%d %H:%M}" == came
    assert next_moment(weekday, at, timezone, after=began) > NOW


@pytest.mark.parametrize(
    ("weekday", "planned", "day"),
    [
        (1, "2026-11-26 08:00", "2026-11-24"),  # this week's was still to come, and is Tuesday's now
        (2, "2026-11-26 08:00", "2026-11-25"),
        (4, "2026-11-26 08:00", "2026-11-27"),
        (1, "2026-12-03 08:00", "2026-12-01"),  # this week's has been
        (1, None, "2026-12-01"),
    ],
)
def test_a_day_that_moves_past_today_counts_for_this_week(
    weekday: int, planned: str | None, day: str
) -> None:
    cadence = Cadence(Every.WEEK, weekday, time(9), "Europe/Copenhagen", date(2026, 1, 1))
    before = datetime.fromisoformat(f"{planned}+00:00") if planned else None

    assert str(rearranged(cadence, planned=before, now=NOW + timedelta(days=2, hours=2))) == day


def test_the_hour_stays_when_the_clocks_change() -> None:
    before = datetime(2027, 3, 22, 12, 0, tzinfo=UTC)

    assert next_moment(0, time(9, 0), "Europe/Copenhagen", after=before).hour == 7


@pytest.mark.parametrize(
    ("fresh_for", "comes_after"),
    [
        (None, timedelta(days=7)),
        (timedelta(days=28), timedelta(days=21)),
        (timedelta(days=8), timedelta(days=1)),
        (
            timedelta(days=7),
            timedelta(days=7),
        ),  # waved through within the week before: not again before it lapses
        (timedelta(days=3), timedelta(days=3)),
        (timedelta(hours=2), timedelta(days=1)),
        (timedelta(days=-5), timedelta(days=1)),
    ],
)
def test_a_subject_comes_back_a_week_before_something_is_too_old_and_never_within_a_day(
    fresh_for: timedelta | None, comes_after: timedelta
) -> None:
    fresh_until = None if fresh_for is None else NOW + fresh_for

    assert next_review(fresh_until, before_days=7, now=NOW) == NOW + comes_after
