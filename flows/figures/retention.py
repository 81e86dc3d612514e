"""Retention that is uncertain: the yearly value of the customers who are red or not reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.company.colour import Colour
from flows.company.money import Money, totals

UNCERTAIN = (Colour.RED, Colour.GREY)


@dataclass(frozen=True)
class Agreement:
    """A customer's colour, its yearly value (None when nobody has stated it) and when its agreement ends."""

    colour: Colour
    value: Money | None
    expires: date | None


@dataclass(frozen=True)
class Retention:
    """How many customers are uncertain, their yearly value per currency, how many have none stated, the next expiry."""

    count: int
    value: dict[str, Decimal]
    unknown: int
    nearest: date | None


def uncertain(agreements: Iterable[Agreement], *, today: date) -> Retention:
    """The customers who are red or grey; the nearest expiry is the first one from `today` on."""
    found = [one for one in agreements if one.colour in UNCERTAIN]
    values = [one.value for one in found if one.value is not None]
    coming = [one.expires for one in found if one.expires is not None and one.expires >= today]
    return Retention(len(found), totals(values), len(found) - len(values), min(coming, default=None))
