"""Retention that is uncertain: the yearly value of the customers who are red or not reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.company.colour import Colour
from flows.figures.groups import Groups, worth

UNCERTAIN = (Colour.RED, Colour.GREY)


@dataclass(frozen=True)
class Retention:
    """How many customers are uncertain, their yearly value per currency, how many have none stated, the next expiry."""

    count: int
    value: dict[str, Decimal]
    unknown: int
    nearest: date | None


def uncertain(customers: Groups, expiries: Iterable[date | None], *, today: date) -> Retention:
    """The customers who are red or grey; the nearest expiry of theirs is the first one from `today` on."""
    found = [customers[colour] for colour in UNCERTAIN]
    coming = [day for day in expiries if day is not None and day >= today]
    return Retention(
        count=sum(group.count for group in found),
        value=worth(found),
        unknown=sum(group.unknown for group in found),
        nearest=min(coming, default=None),
    )
