"""`revisor status`: the figures of the whole company, as a table or as JSON."""

from collections.abc import Sequence
from typing import Any

from bot.kit.desk import Desk
from bot.standing.readers import COMPANY
from bot.standing.standings import Scored, scored, standings
from flows.company.subjects import Kind
from flows.figures.digest import ORDER, Group, Mark, coverage, groups
from storage import drafts, outbox, reviews, subjects


def status(desk: Desk) -> dict[str, Any]:
    """Counts and value by colour of what is open, coverage by count, reviews, and the outbox."""
    found = scored(standings(desk, COMPANY, subjects.everything(desk.tx, open_only=True)))
    of_kind = {kind: _marks([s for s in found if s.subject.kind is kind]) for kind in Kind}
    return {
        "deals": _by_colour(of_kind[Kind.DEAL]),
        "customers": _by_colour(of_kind[Kind.CUSTOMER]),
        "coverage": {
            "deals": round(float(coverage(of_kind[Kind.DEAL])), 4),
            "customers": round(float(coverage(of_kind[Kind.CUSTOMER])), 4),
        },
        "reviews": {
            "submitted": reviews.count(desk.tx),
            "drafts": drafts.count(desk.tx),
        },
        "outbox": {str(state): count for state, count in outbox.counts(desk.tx).items()},
    }


def _marks(found: Sequence[Scored]) -> list[Mark]:
    return [Mark(standing.colour, standing.subject.money) for standing in found]


def _by_colour(marks: list[Mark]) -> dict[str, Any]:
    by_colour = groups(marks)
    return {str(colour): _figures(by_colour[colour]) for colour in reversed(ORDER[:3])} | {
        str(ORDER[3]): _figures(by_colour[ORDER[3]])
    }


def _figures(group: Group) -> dict[str, Any]:
    value = {currency: float(amount) for currency, amount in group.value.items()}
    return {"count": group.count, "value": value, "unknown": group.unknown}
