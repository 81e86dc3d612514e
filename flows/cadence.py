"""When something comes round again: a pair's weekly moment, a subject's next review."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

NOTHING_KNOWN = timedelta(days=7)
AT_LEAST = timedelta(days=1)
A_WEEK = timedelta(days=7)


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


def next_review(fresh_until: datetime | None, *, before_days: int, now: datetime) -> datetime:
    """When a subject just reviewed is due again: `before_days` ahead of its first answer growing too old.

    What is within those days already was waved through just now: it comes back when it really is too old.
    A review in which nothing was known comes back after a week; nothing comes back within a day.
    """
    if fresh_until is None:
        return now + NOTHING_KNOWN
    ahead = fresh_until - timedelta(days=before_days)
    return max(ahead if ahead > now else fresh_until, now + AT_LEAST)
