"""When an action item is reminded of: in the morning of its day, once more on the next working day, then quiet."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from flows.rhythm.cadence import AT_WORK
from flows.rhythm.days_off import NONE, DaysOff
from flows.rhythm.pair import A_DAY, begins

NINE = time(9)
USEFUL = timedelta(days=7)  # what has waited longer, as nobody was there to send it, is of no use any more


class Reminder(StrEnum):
    """Which reminder of an action item comes next."""

    DUE = "due"
    AFTER = "after"


@dataclass(frozen=True)
class Step:
    """What comes next, and when (UTC)."""

    reminder: Reminder
    due_at: datetime


@dataclass(frozen=True)
class Working:
    """When somebody is at work: their zone (IANA), their days off, and the last day of their absence."""

    timezone: str
    off: DaysOff = NONE
    away_until: date | None = None

    def is_there(self, day: date) -> bool:
        """Whether they are at work on a day."""
        return self.off.works_on(day) and not (self.away_until and day <= self.away_until)


def comes_at(earliest: date, working: Working, *, now: datetime) -> datetime:
    """When a reminder comes that comes on no day before `earliest`: `now`, where they are at work, else in a morning.

    That is nine o'clock of the first day from then on on which they work; in UTC.
    """
    local = now.astimezone(ZoneInfo(working.timezone))
    day = local.date()
    if earliest <= day and working.is_there(day) and NINE <= local.time() < AT_WORK[1]:
        return now
    if earliest > day:
        day = earliest
    elif local.time() >= NINE:
        day += A_DAY
    while not working.is_there(day):
        day += A_DAY
    return begins(day, NINE, working.timezone)


def next_morning(timezone: str, *, now: datetime) -> datetime:
    """Nine o'clock of the next day there, whoever works on it; in UTC."""
    return begins(now.astimezone(ZoneInfo(timezone)).date() + A_DAY, NINE, timezone)


def first_step(by: date, timezone: str, *, now: datetime) -> Step:
    """What comes first of an action item that is agreed now: nothing today, where its morning has passed already.

    Days off and absences are looked at once it is due.
    """
    local = now.astimezone(ZoneInfo(timezone))
    if by > local.date() or (by == local.date() and local.time() < NINE):
        return Step(Reminder.DUE, begins(by, NINE, timezone))
    return Step(Reminder.AFTER, next_morning(timezone, now=now))


def moment_of(due: Step, by: date, working: Working, *, now: datetime) -> datetime | None:
    """When a reminder that is due goes out: `now`, or later; None where it has waited for too long to be of use."""
    if now - due.due_at > USEFUL:
        return None
    return comes_at(by if due.reminder is Reminder.DUE else by + A_DAY, working, now=now)


def following(reminder: Reminder, working: Working, *, now: datetime) -> Step | None:
    """What comes after a reminder that goes out now."""
    if reminder is Reminder.AFTER:
        return None
    tomorrow = now.astimezone(ZoneInfo(working.timezone)).date() + A_DAY
    return Step(Reminder.AFTER, comes_at(tomorrow, working, now=now))
