"""Which quarter a pulse is about, and from when to when it is open."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.company.quarters import Quarter
from flows.rhythm.pair import begins

# Whoever is on holiday for the first week of it still gets to it, and the quarter is still talked about when it closes.
OPEN_FOR = timedelta(days=14)
CLOSES_AT = time(17)  # on the last of its days: the end of a working day is a time that people keep in mind
# Two pulses are never further apart; a later one was planned by a clock that has been set back since.
FURTHEST = timedelta(days=100)


def span(quarter: Quarter, timezone: str) -> tuple[datetime, datetime]:
    """Its first moment and the first one after it (UTC), by the company's clock (IANA)."""
    first, after = (begins(each.begins_on, time(0), timezone) for each in (quarter, quarter.next))
    return first, after


@dataclass(frozen=True)
class Window:
    """A quarter's pulse, and between which moments (UTC) it is open: the second one is not in it any more."""

    quarter: Quarter
    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether it is."""
        return self.opens_at <= now < self.closes_at


def window(quarter: Quarter, timezone: str) -> Window:
    """From the first moment after the quarter on, for two weeks, by the company's clock (IANA)."""
    first = quarter.next.begins_on
    last = first + OPEN_FOR - timedelta(days=1)
    return Window(quarter, begins(first, time(0), timezone), begins(last, CLOSES_AT, timezone))


def coming(timezone: str, *, since: datetime, now: datetime) -> Window:
    """The one that is open, else the one after the quarter that runs now.

    A quarter that had ended before the company was there (`since`) has none.
    """
    running = Quarter.of(now.astimezone(ZoneInfo(timezone)).date())
    latest = window(running.before, timezone)
    return latest if latest.is_open(now) and since < latest.opens_at else window(running, timezone)
