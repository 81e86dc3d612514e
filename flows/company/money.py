"""Money: an amount is never without its currency, and currencies are never added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

KEPT = 4  # decimals of an amount; no currency has more


@dataclass(frozen=True, order=True)
class Money:
    """An amount in one currency (ISO 4217 code, upper case)."""

    amount: Decimal
    currency: str


def to_places(number: Decimal, places: int) -> Decimal:
    """The number with so many decimals; a half goes away from zero, here and so everywhere: 1.25 becomes 1.3."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def totals(values: Iterable[Money]) -> dict[str, Decimal]:
    """Sum per currency, the currencies in alphabetical order."""
    sums: dict[str, Decimal] = {}
    for value in values:
        sums[value.currency] = sums.get(value.currency, Decimal(0)) + value.amount
    return dict(sorted(sums.items()))
