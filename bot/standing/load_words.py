"""A person's weekly load in words: what is planned for later, and that a week's share is done."""

from datetime import datetime

from bot.kit.texts import Texts
from flows.rhythm.load import Load


def planned(load: Load, t: Texts, *, now: datetime) -> str:
    """How many are planned besides what is ready, and when the next come; nothing when none are."""
    if load.next_week is None:
        return ""
    coming, day = load.next_week
    total, first = len(load.planned), t.day(day, now=now, weekday=True)
    if coming == total:
        return t("load.planned", count=total, day=first)
    return t("load.planned_in_turn", count=coming, total=total, day=first)


def week_done(load: Load, t: Texts, *, now: datetime) -> str:
    """That nothing is left this week, and what comes after it; nothing when something is ready or none is planned."""
    if load.ready or not load.planned:
        return ""
    return f"{t('load.week_done')} {planned(load, t, now=now)}"
