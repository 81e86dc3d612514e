"""When a pair's reminders come: one to prepare, one on the day, then quiet; and what is late."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from flows.rhythm.cadence import AT_WORK, working_moment
from flows.rhythm.days_off import DaysOff
from flows.rhythm.pair import A_DAY, begins

AHEAD = timedelta(hours=24)
NO_TIME = timedelta(0)
SOONEST = timedelta(minutes=30)  # what comes nearer to the meeting than that is of no use
TOMORROW_AT = time(9)


class Reminder(StrEnum):
    """What comes next for an occurrence: the reminder to prepare, the one on the day, or that its moment has come."""

    PREPARE = "prepare"
    DAY = "day"
    BEGUN = "begun"


@dataclass(frozen=True)
class Meeting:
    """One occurrence as its reminders see it: its local day and time, and how long `ahead` the first comes.

    No time ahead: the moment is the reminder's own, and there is none but that.
    """

    on: date
    at: time
    timezone: str
    ahead: timedelta = AHEAD

    @property
    def begins(self) -> datetime:
        """Its moment, in UTC."""
        return begins(self.on, self.at, self.timezone)


@dataclass(frozen=True)
class Step:
    """What comes next, and when (UTC)."""

    reminder: Reminder
    due_at: datetime


def steps(meeting: Meeting, off: DaysOff) -> list[Step]:
    """All that comes of an occurrence, in order; all reminders are within working hours, where any are ahead."""
    start = Step(Reminder.BEGUN, meeting.begins)
    if meeting.ahead <= NO_TIME:
        return [Step(Reminder.PREPARE, meeting.begins), start]
    prepare = _within_hours(meeting, off)
    on_the_day = begins(meeting.on, AT_WORK[0], meeting.timezone)
    found = [Step(Reminder.PREPARE, prepare)]
    if prepare < on_the_day <= meeting.begins - SOONEST:
        found.append(Step(Reminder.DAY, on_the_day))
    return [*found, start]


def next_step(meeting: Meeting, off: DaysOff, *, now: datetime) -> Step | None:
    """What comes next; None once its moment has come."""
    return next((step for step in steps(meeting, off) if step.due_at > now), None)


def last_of(due: Step, meeting: Meeting, off: DaysOff, *, now: datetime) -> Reminder:
    """Which reminder goes out where more than one has become due meanwhile: the last of them."""
    if due.reminder is Reminder.BEGUN:
        return due.reminder
    found = [step.reminder for step in steps(meeting, off)[:-1] if due.due_at < step.due_at <= now]
    return found[-1] if found else due.reminder


def first_step(meeting: Meeting, off: DaysOff, *, now: datetime) -> Step:
    """What comes first of an occurrence that is planned, or moved, now: to prepare at once, where that is past already.

    So nobody comes unprepared to what was moved to tomorrow. What has begun has begun.
    """
    prepare, *_, start = steps(meeting, off)
    if now >= start.due_at:
        return start if meeting.ahead > NO_TIME else Step(Reminder.PREPARE, now)
    return prepare if prepare.due_at > now else Step(Reminder.PREPARE, _from_now(meeting, now))


def _from_now(meeting: Meeting, now: datetime) -> datetime:
    return min(working_moment(meeting.timezone, planned=now - A_DAY, now=now), meeting.begins)


def sent_at(due_at: datetime, *, timezone: str, useful_until: datetime, now: datetime) -> datetime | None:
    """When a reminder that is due goes out: now, or when people are at work again; None where it is of no use then."""
    moment = working_moment(timezone, planned=due_at, now=now)
    return moment if moment <= useful_until else None


class Snooze(StrEnum):
    """What somebody may choose for a reminder that came."""

    AN_HOUR = "hour"
    TOMORROW = "tomorrow"
    BEFORE = "before"  # half an hour before the meeting


def snoozed(choice: Snooze, meeting: Meeting, *, now: datetime) -> datetime | None:
    """When it comes again, in UTC, within working hours; None where that is too near to the meeting or after it."""
    zone = ZoneInfo(meeting.timezone)
    latest = meeting.begins - SOONEST
    if choice is Snooze.AN_HOUR:
        moment = now + timedelta(hours=1)
    elif choice is Snooze.TOMORROW:
        moment = begins(now.astimezone(zone).date() + A_DAY, TOMORROW_AT, meeting.timezone)
    else:
        moment = latest
    moment = working_moment(meeting.timezone, planned=moment - A_DAY, now=moment)
    return moment if now < moment <= latest else None


def _within_hours(meeting: Meeting, off: DaysOff) -> datetime:
    """So long ahead of the meeting, or earlier: on a working day, within working hours, and before it begins."""
    local = (meeting.begins - meeting.ahead).astimezone(ZoneInfo(meeting.timezone))
    earliest, latest = AT_WORK
    day, at = local.date(), max(earliest, min(local.time(), latest))
    while not off.works_on(day) or begins(day, at, meeting.timezone) > meeting.begins - SOONEST:
        day -= A_DAY
    return begins(day, at, meeting.timezone)
