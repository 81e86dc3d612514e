"""Working days: weekdays that are neither public holidays nor in closed weeks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.scorecards.rules import Calendar
from flows.scorecards.workdays import add_working_days, is_working_day

DANISH = Calendar(country="DK", closed_weeks=(28, 29, 30, 52))
PLAIN = Calendar()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 4, 2), False),  # Maundy Thursday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 1), True),  # Great Prayer Day is no holiday any more
        (date(2026, 7, 3), True),  # week 27
        (date(2026, 7, 6), False),  # week 28
        (date(2026, 7, 24), False),  # week 30
        (date(2026, 7, 27), True),  # week 31
        (date(2026, 12, 21), False),  # week 52
        (date(2026, 12, 28), True),  # week 53
        (date(2027, 1, 1), False),
    ],
)
def test_weekends_danish_holidays_and_closed_weeks_are_free(day: date, works: bool) -> None:
    assert is_working_day(DANISH, day) is works


def test_without_country_and_closed_weeks_only_weekends_are_free() -> None:
    assert is_working_day(PLAIN, date(2026, 12, 25))


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 16), 20, date(2026, 12, 14)),
        (date(2026, 7, 3), 1, date(2026, 7, 27)),
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
        (date(2026, 12, 18), 5, date(2027, 1, 4)),
    ],
)
def test_working_days_are_added_across_what_is_free(start: date, count: int, expected: date) -> None:
    assert add_working_days(DANISH, start, count) == expected


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 40), st.integers(0, 40))
def test_adding_twice_is_adding_the_sum(start: date, first: int, second: int) -> None:
    halfway = add_working_days(DANISH, start, first)

    assert add_working_days(DANISH, halfway, second) == add_working_days(DANISH, start, first + second)
