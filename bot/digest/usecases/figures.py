"""`revisor status`: the figures of the whole company, as a table or as JSON."""

from typing import Any

from bot.kit.desk import Desk
from bot.standing.overview import groups_of, overview
from bot.standing.readers import COMPANY
from flows.company.subjects import Kind
from flows.figures.groups import ORDER, Group, Groups, coverage
from storage import drafts, outbox, reviews


def status(desk: Desk) -> dict[str, Any]:
    """Counts and value by colour of what is open, coverage by count, reviews, and the outbox."""
    of_kind = groups_of(desk, overview(desk, COMPANY))
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


def _by_colour(by_colour: Groups) -> dict[str, Any]:
    return {str(colour): _figures(by_colour[colour]) for colour in reversed(ORDER[:3])} | {
        str(ORDER[3]): _figures(by_colour[ORDER[3]])
    }


def _figures(group: Group) -> dict[str, Any]:
    value = {currency: float(amount) for currency, amount in group.value.items()}
    return {"count": group.count, "value": value, "unknown": group.unknown}
