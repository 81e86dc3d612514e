"""Working days: weekdays that are neither public holidays nor in the company's closed weeks."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from flows.scorecards.rules import Calendar

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=256)
def _public_holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Whether the company works on that day."""
    if day.weekday() >= SATURDAY or day.isocalendar().week in calendar.closed_weeks:
        return False
    return calendar.country is None or day not in _public_holidays(calendar.country, day.year)


@lru_cache(maxsize=8192)
def add_working_days(calendar: Calendar, start: date, count: int) -> date:
    """The day on which `count` working days after `start` are full; `start` itself when count is 0."""
    day = start
    while count > 0:
        day += ONE_DAY
        count -= is_working_day(calendar, day)
    return day
