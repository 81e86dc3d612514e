"""When something comes round again: a pair's weekly moment, a subject's next review."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.scorecards.rules import Calendar, Span
from flows.scorecards.workdays import SATURDAY, add_working_days

NOTHING_KNOWN = timedelta(days=7)
AT_LEAST = timedelta(days=1)
A_WEEK = timedelta(days=7)
LATE = timedelta(hours=1)
AT_WORK = (time(8), time(17))
# No weekly moment lies further ahead: a later one was planned by a clock that has been set back since.
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


def elsewhere(weekday: int, at: time, timezone: str, *, planned: datetime | None, now: datetime) -> datetime:
    """When the occurrence that was `planned` comes in another zone; `now` where its moment has passed there.

    So each week has one, whichever way somebody flies, and also there and back. What was not planned, or was planned
    for a moment that has come already, is planned from now on. All in UTC.
    """
    following = next_moment(weekday, at, timezone, after=now)
    if planned is None or planned <= now:
        return following
    around = (following - A_WEEK, following, following + A_WEEK)
    return max(min(around, key=lambda moment: abs(moment - planned)), now)


def rearranged(weekday: int, at: time, timezone: str, *, planned: datetime | None, now: datetime) -> datetime:
    """When the next one comes on another weekday or hour; `now` where this week's was still to come and has passed so.

    Weeks run from Monday to Sunday in `timezone`. All in UTC.
    """
    passed = last_moment(weekday, at, timezone, now=now)
    if planned is not None and _week(planned, timezone) == _week(passed, timezone) == _week(now, timezone):
        return now
    return next_moment(weekday, at, timezone, after=now)


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
