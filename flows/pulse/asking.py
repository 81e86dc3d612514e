"""When somebody is asked: once, after the quarter has ended where they are, and while they are at work."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flows.pulse.quarters import Window
from flows.rhythm.due_actions import Working, comes_at


def asked_at(window: Window, working: Working, *, is_there: bool, now: datetime) -> datetime | None:
    """When they are asked: `now`, or in a morning of theirs (UTC); None once the pulse is closed.

    Who is away for longer than it is open is looked at again when it closes, unless they are back sooner; who is not in
    Slack (`is_there`) the next morning.
    """
    if now >= window.closes_at:
        return None
    earliest = window.quarter.next.begins_on
    if not is_there:
        tomorrow = now.astimezone(ZoneInfo(working.timezone)).date() + timedelta(days=1)
        earliest = max(earliest, tomorrow)
    return min(comes_at(earliest, working, now=now), window.closes_at)
