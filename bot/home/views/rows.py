"""A subject's row on Home: two lines, and a third where there is something to say or to do."""

from collections.abc import Sequence
from datetime import datetime

from bot.home.usecases.home import Home
from bot.kit import doors
from bot.kit.blocks import Block, context, section
from bot.kit.texts import Texts
from bot.standing.rows import facts, reason
from bot.standing.standings import Standing
from bot.standing.words import area_names, title


def legend(home: Home, t: Texts) -> Block:
    """What the shapes say, and of which areas those in a row are."""
    areas = ", ".join(_named(home, t))
    return context(t("home.legend") + "\n" + t("home.legend_areas", areas=areas))


def row(home: Home, standing: Standing, t: Texts, *, now: datetime) -> Block:
    """The name; colour, value, date and the areas' shapes; why, and whether it is ready or planned."""
    said = facts(standing, _named(home, t), t, now=now)
    lines = [_name(home, standing, t), said, " · ".join(_last(home, standing, t, now=now))]
    text = "\n".join(line for line in lines if line)
    return section(text, accessory=_opening(home, standing, t), block_id=f"subject.{standing.subject.id}")


def _named(home: Home, t: Texts) -> Sequence[str]:
    return area_names(home.scorecard, t)


def _name(home: Home, standing: Standing, t: Texts) -> str:
    """With who carries it, where that is somebody else for whom it isn't ready."""
    if standing.is_of(home.person) or standing.subject.id in home.ready:
        return title(standing.subject)
    return f"{title(standing.subject)} · {_owner(standing, t)}"


def _owner(standing: Standing, t: Texts) -> str:
    return standing.owner.name if standing.owner else t("subject.no_owner")


def _last(home: Home, standing: Standing, t: Texts, *, now: datetime) -> list[str]:
    """What is ready or planned stands first where it is one's own."""
    why, subject_id = reason(standing, t), standing.subject.id
    week, mine = home.weeks.get(subject_id), standing.is_of(home.person)
    if subject_id in home.ready:
        said = t("home.is_due") if mine else t("home.is_due_to", owner=_owner(standing, t))
    else:
        said = t("home.is_planned", day=t.day(week, now=now)) if week else ""
    parts = [said[:1].upper() + said[1:], why] if mine else [why, said]
    return [part for part in parts if part]


def _opening(home: Home, standing: Standing, t: Texts) -> Block:
    """Opens why it has its colour; what was never reviewed has nothing to explain, and opens its review."""
    owned = standing.subject.owner_id is not None
    first, subject_id = standing.reviewed_at is None and home.may_score and owned, standing.subject.id
    primary = subject_id in home.ready and standing.is_of(home.person)
    label = t("button.review_label" if first else "button.open_label", name=title(standing.subject))
    return (doors.reviewing if first else doors.opening)(subject_id, t, primary=primary, label=label)
