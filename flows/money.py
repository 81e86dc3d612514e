"""Money: an amount is never without its currency, and currencies are never added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, order=True)
class Money:
    """An amount in one currency (ISO 4217 code, upper case)."""

    amount: Decimal
    currency: str


def totals(values: Iterable[Money]) -> dict[str, Decimal]:
    """Sum per currency, the currencies in alphabetical order."""
    sums: dict[str, Decimal] = {}
    for value in values:
        sums[value.currency] = sums.get(value.currency, Decimal(0)) + value.amount
    return dict(sorted(sums.items()))
