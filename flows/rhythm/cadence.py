"""When something comes round again: a week of the load, a changed cadence, a subject's next review."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.rhythm.pair import Cadence
from flows.scorecards.rules import Calendar, Span
from flows.scorecards.workdays import SATURDAY, add_working_days

NOTHING_KNOWN = timedelta(days=7)
AT_LEAST = timedelta(days=1)
A_WEEK = timedelta(days=7)
LATE = timedelta(hours=1)
AT_WORK = (time(8), time(17))
# No weekly digest lies further ahead: a later one was planned by a clock that has been set back since.
FURTHEST = timedelta(days=8)


def next_moment(weekday: int, at: time, timezone: str, *, after: datetime) -> datetime:
    """The first `weekday` (Monday = 0) at local time `at` in `timezone` strictly after `after`, in UTC.

    Computed on the wall clock, so the hour stays the same across a change to or from summer time.
    """
    zone = ZoneInfo(timezone)
    local = after.astimezone(zone)
    day = local.date() + timedelta(days=(weekday - local.weekday()) % 7)
    moment = datetime.combine(day, at, zone)
    if moment <= after:
        moment = datetime.combine(day + A_WEEK, at, zone)
    return moment.astimezone(ZoneInfo("UTC"))


def last_moment(weekday: int, at: time, timezone: str, *, now: datetime) -> datetime:
    """The last `weekday` (Monday = 0) at local time `at` in `timezone` that has come by `now`, in UTC."""
    zone = ZoneInfo(timezone)
    local = now.astimezone(zone)
    day = local.date() - timedelta(days=(local.weekday() - weekday) % 7)
    moment = datetime.combine(day, at, zone)
    if moment > now:
        moment = datetime.combine(day - A_WEEK, at, zone)
    return moment.astimezone(ZoneInfo("UTC"))


def rearranged(cadence: Cadence, *, planned: datetime | None, now: datetime) -> date:
    """The day that comes next where a cadence was changed: this week's that has passed, where it was still to come.

    `planned` (UTC) is when the next one was to be before. Weeks run from Monday to Sunday in the cadence's zone.
    """
    passed, zone = cadence.last(by=now), cadence.timezone
    if planned and passed and _week(planned, zone) == _week(passed.begins, zone) == _week(now, zone):
        return passed.day
    return cadence.next(after=now).day


def _week(moment: datetime, timezone: str) -> tuple[int, int]:
    year, week, _ = moment.astimezone(ZoneInfo(timezone)).isocalendar()
    return year, week


def working_moment(timezone: str, *, planned: datetime, now: datetime) -> datetime:
    """When what was `planned` may still go out: `now`, or where it is late and nobody is at work, when they are again.

    Monday to Friday, 8 to 17 on the clock of `timezone`; in UTC.
    """
    begins, ends = AT_WORK
    local = now.astimezone(ZoneInfo(timezone))
    if now - planned <= LATE or (local.weekday() < SATURDAY and begins <= local.time() < ends):
        return now
    mornings = (next_moment(day, begins, timezone, after=now) for day in range(SATURDAY))
    return min(mornings)


def next_review(
    fresh_until: datetime | None, *, before_days: int, now: datetime, at_latest: datetime | None = None
) -> datetime:
    """When a subject just reviewed is due again: `before_days` ahead of its first answer growing too old.

    And `at_latest` then, where the company wants it reviewed ever so often (see `once_more`).
    What is within those days already was waved through just now: it comes back when it really is too old.
    A review in which nothing was known comes back after a week; nothing comes back within a day.
    """
    if fresh_until is None:
        due = now + NOTHING_KNOWN
    else:
        ahead = fresh_until - timedelta(days=before_days)
        due = max(ahead if ahead > now else fresh_until, now + AT_LEAST)
    return due if at_latest is None else min(due, at_latest)


def once_more(every: Span, calendar: Calendar, *, now: datetime) -> datetime:
    """The same time of day, in the calendar's zone, so many days or working days after `now`; in UTC."""
    local = now.astimezone(calendar.zone)
    if every.working_days is None:
        day = local.date() + timedelta(days=every.days or 0)
    else:
        day = add_working_days(calendar, local.date(), every.working_days)
    return datetime.combine(day, local.time(), calendar.zone).astimezone(ZoneInfo("UTC"))
