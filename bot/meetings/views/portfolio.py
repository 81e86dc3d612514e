"""The portfolio in a 1-to-1: figures first, then grey, red, and what has changed."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit import doors
from bot.kit.blocks import Block, rich, section
from bot.kit.texts import Texts
from bot.meetings.usecases.portfolio import Portfolio
from bot.standing.standings import Standing
from bot.standing.words import facts_line, title, word
from flows.company.subjects import Kind
from flows.figures.groups import ORDER, count_of


def portfolio(found: Portfolio, t: Texts, *, now: datetime) -> list[Block]:
    """How many of each colour, and the lists to talk about."""
    blocks = [section("\n".join(_figures(found, t)) or t("meetings.portfolio.empty"))]
    blocks += _listed(t("meetings.portfolio.grey"), found.grey, t, now=now)
    blocks += _listed(t("meetings.portfolio.red"), found.red, t, now=now)
    if found.moved:
        blocks.append(rich([(t("meetings.portfolio.moved"), "bold")]))
        for each, was, is_now in found.moved:
            text = f"{title(each.subject)}: {word(was, t)} → {word(is_now, t)}"
            blocks.append(section(text, accessory=doors.opening(each.subject.id, t)))
    return blocks


def _figures(found: Portfolio, t: Texts) -> list[str]:
    lines = []
    for kind in Kind:
        groups = found.groups[kind]
        if count_of(groups):
            counts = "   ".join(f"{word(colour, t)} {groups[colour].count}" for colour in ORDER)
            lines.append(f"{t(f'meetings.portfolio.{kind}')}: {counts}")
    return lines


def _listed(name: str, standings: Sequence[Standing], t: Texts, *, now: datetime) -> list[Block]:
    if not standings:
        return []
    rows = [
        section(
            f"{title(each.subject)} · {facts_line(each.subject, t, now=now)}",
            accessory=doors.opening(each.subject.id, t),
        )
        for each in standings
    ]
    return [rich([(name, "bold")]), *rows]
