"""When a pair meets: its cadence, and the moments that it names on the wall clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

A_DAY = timedelta(days=1)
LAST = -1  # the last such weekday of a month, whichever it is
NTH = (1, 2, 3, 4, LAST)
LENGTHS = range(5, 241)  # minutes
EARLIEST = time(4, 0)  # earlier hours may be left out or repeated when the clocks change
LONGEST_PAUSE = timedelta(days=130)  # between two of a quarterly cadence there are 15 weeks at most


class Every(StrEnum):
    """How often a pair meets."""

    WEEK = "week"
    TWO_WEEKS = "two weeks"
    MONTH = "month"
    QUARTER = "quarter"


WEEKS = {Every.WEEK: timedelta(weeks=1), Every.TWO_WEEKS: timedelta(weeks=2)}
MONTHS = {Every.MONTH: 1, Every.QUARTER: 3}


@dataclass(frozen=True)
class Moment:
    """One time that a cadence names: the local day, and the moment in UTC at which it begins."""

    day: date
    begins: datetime


@dataclass(frozen=True)
class Cadence:
    """How often two people meet, and when: `weekday` counts from Monday = 0, `at` is local to `timezone` (IANA).

    `nth` says which of the weekdays of a month (1 to 4, or LAST) and stands with MONTH and QUARTER only. Nothing is
    before the day `anchor`, and two weeks or three months count from the first time on or after it. ValueError for
    what names no moment.
    """

    every: Every
    weekday: int
    at: time
    timezone: str
    anchor: date
    nth: int | None = None
    minutes: int = 30

    def __post_init__(self) -> None:
        """Refuse what names no moment."""
        if self.weekday not in range(7) or self.at.tzinfo or self.minutes not in LENGTHS:
            raise ValueError(f"{self} names no weekday, local time or length")
        if (self.nth in NTH) != (self.every in MONTHS) or (self.nth is not None and self.every in WEEKS):
            raise ValueError(f"{self} needs one of {NTH} weekdays where it counts months, and only there")
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{self.timezone!r} is no time zone") from error

    def days(self, since: date) -> Iterator[date]:
        """The local days from `since` on, in order, without end."""
        if self.every in WEEKS:
            first, step = (
                self.anchor + timedelta((self.weekday - self.anchor.weekday()) % 7),
                WEEKS[self.every],
            )
            day = first + max(0, -((first - since) // step)) * step
            while True:
                yield day
                day += step
        first_month, months = _month(self.anchor), MONTHS[self.every]
        first_month += self._in(first_month) < self.anchor
        month = first_month + max(0, (_month(since) - first_month) // months) * months
        while True:
            if (day := self._in(month)) >= since:
                yield day
            month += months

    def occurrences(self, *, after: datetime, until: datetime) -> Iterator[Moment]:
        """What lies strictly after one moment and not after another, in order; each local day is there once."""
        for moment in self._from(after):
            if moment.begins > until:
                return
            yield moment

    def next(self, *, after: datetime) -> Moment:
        """The first one strictly after a moment."""
        return next(self._from(after))

    def last(self, *, by: datetime) -> Moment | None:
        """The last one that has come by a moment; None before the first."""
        found = [*self.occurrences(after=by - LONGEST_PAUSE, until=by)]
        return found[-1] if found else None

    def following(self, day: date) -> date:
        """The first of its days after `day`."""
        return next(self.days(day + A_DAY))

    def begins(self, day: date) -> datetime:
        """When it begins on a local day, in UTC.

        An hour that the clocks leave out begins as much later, and of an hour that they repeat it is the first.
        """
        return begins(day, self.at, self.timezone)

    def _from(self, after: datetime) -> Iterator[Moment]:
        for day in self.days(after.astimezone(ZoneInfo(self.timezone)).date()):
            if (moment := self.begins(day)) > after:
                yield Moment(day, moment)

    def _in(self, month: int) -> date:
        """The day of a month, which counts from the year 0."""
        if self.nth == LAST:
            last = _first_of(month + 1) - A_DAY
            return last - timedelta((last.weekday() - self.weekday) % 7)
        first = _first_of(month)
        return first + timedelta((self.weekday - first.weekday()) % 7 + 7 * ((self.nth or 1) - 1))


def begins(day: date, at: time, timezone: str) -> datetime:
    """The moment in UTC of a local day and time; see Cadence.begins."""
    return datetime.combine(day, at, ZoneInfo(timezone)).astimezone(UTC)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
