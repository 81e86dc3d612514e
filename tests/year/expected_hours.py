"""On which days a pair meets by its cadence, and in which hour of work something comes before that."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from flows.rhythm.pair import LAST, Every
from tests.year.company import AN_HOUR, BEGINS, Meets
from tests.year.expected_days import DAY, works_on

NEAR = timedelta(minutes=30)


@cache
def days(pair: Meets) -> tuple[date, ...]:
    """Each day on which the pair meets by its cadence, until long after the year."""
    first = BEGINS.date()
    every_such_day = [first + n * DAY for n in range(900) if (first + n * DAY).weekday() == pair.weekday]
    if pair.every is Every.WEEK:
        return tuple(every_such_day)
    if pair.every is Every.TWO_WEEKS:
        return tuple(every_such_day[::2])
    in_month = [day for day in every_such_day if _is_nth(day, pair.nth)]
    return tuple(in_month[:: 3 if pair.every is Every.QUARTER else 1])


def _is_nth(day: date, nth: int | None) -> bool:
    return (day + 7 * DAY).month != day.month if nth == LAST else (day.day - 1) // 7 + 1 == nth


def working_day_before(pair: Meets, begins: datetime) -> datetime:
    """So many hours before it, on the clock between eight and five, or on the working day before at that hour."""
    local = (begins - timedelta(hours=pair.ahead)).astimezone(ZoneInfo(pair.zone))
    hour, day = min(max(local.hour, 8), 17), local.date()
    while not works_on(day, *pair.countries) or pair.moment(day, hour) > begins - NEAR:
        day -= DAY
    return pair.moment(day, hour)


def at_work(zone: str, now: datetime) -> datetime:
    """The first full hour from now on at which people are at work."""
    while True:
        local = now.astimezone(ZoneInfo(zone))
        if local.weekday() < 5 and 8 <= local.hour < 17:
            return now
        now += AN_HOUR
