"""On Home: the next 1-to-1 of a seller, and those of a manager with how far each side has prepared."""

from collections.abc import Sequence
from datetime import datetime

from bot.home.usecases.pairs import Coming
from bot.kit.blocks import Block, context, cut, rich, section
from bot.kit.texts import Texts
from flows.company.people import first_name

MOST_PAIRS = 8
MOST_NAME = 40


def next_one(coming: Coming | None, t: Texts, *, now: datetime) -> list[Block]:
    """With whom it is and when."""
    if coming is None:
        return []
    return [context(t("home.next_meeting", name=first_name(coming.other), when=_when(coming, t, now=now)))]


def coming_ones(coming: Sequence[Coming], t: Texts, *, now: datetime) -> list[Block]:
    """A line for each of the soonest, in one block."""
    if not coming:
        return []
    lines = [_line(each, t, now=now) for each in coming[:MOST_PAIRS]]
    if len(coming) > MOST_PAIRS:
        lines.append(t("list.more", count=len(coming) - MOST_PAIRS))
    return [rich([(t("home.rhythm"), "bold")]), section("\n".join(lines))]


def _line(each: Coming, t: Texts, *, now: datetime) -> str:
    left = t("home.pair_left", count=each.left) if each.left else t("home.pair_ready")
    views = t("home.pair_views", count=each.views) if each.views else ""
    parts = [cut(each.other.name, MOST_NAME), _when(each, t, now=now), left, views]
    return " · ".join(part for part in parts if part)


def _when(each: Coming, t: Texts, *, now: datetime) -> str:
    begins = each.occurrence.begins_at
    return t("home.when", day=t.day(begins, now=now, weekday=True), time=t.clock(begins))
