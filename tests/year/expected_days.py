"""Who is at work on which day of 2027, found by looking: holidays, closed weeks, and what people said of themselves."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

import holidays

from tests.year.acts import AT_LAST, Leaves, When
from tests.year.company import country, moment, zone_of

DAY = timedelta(days=1)
CLOSED = {28, 29, 30, 52}


class Absences:
    """Who is away when, as far as they have said."""

    def __init__(self, leaves: Iterable[Leaves]) -> None:
        """Sort them by who says them."""
        self._said: dict[int, list[Leaves]] = {}
        for each in leaves:
            self._said.setdefault(each.person, []).append(each)

    def of(self, *people: int) -> list[Leaves]:
        """Those of these people, as they are said."""
        return sorted(
            (said for each in people for said in self._said.get(each, ())), key=lambda each: each.when
        )

    def last_said(self, person: int, now: When) -> Leaves | None:
        """What somebody has said last; it holds in place of all before."""
        said = [each for each in self._said.get(person, ()) if each.when <= now]
        return said[-1] if said else None

    def until(self, person: int, day: date, now: When) -> date | None:
        """The last day of the absence that a day is in; None for who is there on it."""
        said = self.last_said(person, now)
        return said.until if said and day <= said.until else None

    def first_morning(self, person: int, day: date, since: datetime) -> datetime:
        """Nine o'clock of the first day from this one on on which somebody is at work, as they have said by then."""
        while True:
            at = moment(day, 9, zone_of(person))
            there = works_on(day, country(person, zone_of(person)))
            if at >= since and there and not self.until(person, day, (at, AT_LAST)):
                return at
            day += DAY


def works_on(day: date, *countries: str) -> bool:
    """Whether it is a working day in all of these countries."""
    return day.weekday() < 5 and not is_off(day, countries)


def is_off(day: date, countries: tuple[str, ...]) -> bool:
    """Whether it is a holiday in one of these countries, or in a week in which the company is closed."""
    return day.isocalendar().week in CLOSED or any(day in _calendar(each) for each in countries)


@cache
def _calendar(code: str) -> frozenset[date]:
    also = ("optional",) if code == "DK" else ()
    return frozenset(holidays.country_holidays(code, years=range(2026, 2030), categories=("public", *also)))
