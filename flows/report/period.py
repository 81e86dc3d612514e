"""The period that a report tells of: a month or a quarter of the calendar."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.company.quarters import Quarter

A_DAY = timedelta(days=1)
MONTH = re.compile(r"(\d{4})-(\d{2})")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, order=True)
class Period:
    """From one day to another, both included."""

    begins: date
    ends: date

    @classmethod
    def read(cls, written: str) -> "Period":
        """The one that is written as 2026-11 or 2026-Q4; ValueError for anything else."""
        if found := QUARTER.fullmatch(written.strip().upper()):
            return cls.of_quarter(Quarter(int(found[1]), int(found[2])))
        if found := MONTH.fullmatch(written.strip()):
            return cls.of_month(date(int(found[1]), int(found[2]), 1))
        raise ValueError(written)

    @classmethod
    def of_quarter(cls, quarter: Quarter) -> "Period":
        """A whole quarter."""
        return cls(quarter.begins_on, quarter.ends_on)

    @classmethod
    def of_month(cls, day: date) -> "Period":
        """The month that a day lies in."""
        first = day.replace(day=1)
        return cls(first, (first + timedelta(days=31)).replace(day=1) - A_DAY)

    @property
    def is_month(self) -> bool:
        """Whether it is a month; else it is a quarter."""
        return self.begins.month == self.ends.month

    @property
    def next(self) -> "Period":
        """The one of the same length after it."""
        first = self.ends + A_DAY
        return self.of_month(first) if self.is_month else self.of_quarter(Quarter.of(first))

    def __contains__(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.begins <= day <= self.ends

    def __str__(self) -> str:
        """As it is written: 2026-11 or 2026-Q4."""
        return f"{self.begins:%Y-%m}" if self.is_month else str(Quarter.of(self.begins))


def last_moment(day: date, zone: ZoneInfo) -> datetime:
    """The last moment (UTC) of a local day: what was said until then is part of it."""
    return datetime.combine(day, time.max, zone).astimezone(UTC)


@dataclass(frozen=True)
class Since:
    """From when on something counts: after a moment (UTC), the last one before a local day."""

    moment: datetime
    day: date

    @classmethod
    def of(cls, day: date, zone: ZoneInfo) -> "Since":
        """From the beginning of a local day on."""
        return cls(last_moment(day - A_DAY, zone), day)


@dataclass(frozen=True)
class CutOffs:
    """From when to when (UTC) a report looks: the last moment before its period, and that as of which it is told.

    That is now where the period has not ended.
    """

    opening: datetime
    closing: datetime
    is_over: bool

    @classmethod
    def of(cls, period: Period, zone: ZoneInfo, *, now: datetime) -> "CutOffs":
        """Those of a period; ValueError for one that has not begun."""
        opening, end = last_moment(period.begins - A_DAY, zone), last_moment(period.ends, zone)
        if now <= opening:
            raise ValueError(period)
        return cls(opening, min(end, now), is_over=now > end)
