"""A subject in a list: below its name its colour, value, date and areas, and why it has that colour."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit.texts import Texts
from bot.standing.reasons import first_reason
from bot.standing.standings import Scored, Standing
from bot.standing.words import areas_line, areas_shapes, facts_line, whole


def facts(standing: Standing, named: Sequence[str] | None, t: Texts, *, now: datetime) -> str:
    """Its colour, value, date, and the areas' shapes; without their names where those are `named` elsewhere."""
    parts = [whole(standing, t, now=now), facts_line(standing.subject, t, now=now)]
    if isinstance(standing, Scored) and standing.current:
        areas = standing.scorecard, standing.score
        parts.append(areas_line(*areas, t) if named is None else areas_shapes(*areas, named, t))
    return " · ".join(parts)


def reason(standing: Standing, t: Texts) -> str:
    """Why it has its colour; nothing for who is blind to it, and for what is green."""
    if standing.reviewed_at is None:
        return t("common.never_reviewed")
    return first_reason(standing, t) if isinstance(standing, Scored) else ""


def lines(standing: Standing, named: Sequence[str] | None, t: Texts, *, now: datetime) -> list[str]:
    """Both, as far as there is something to say."""
    found = [facts(standing, named, t, now=now), reason(standing, t)]
    return [line for line in found if line]
