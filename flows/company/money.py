"""Money: an amount is never without its currency, and currencies are never added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.core import get_global
from babel.numbers import get_territory_currencies

KEPT = 4  # decimals of an amount; no currency has more
# Currencies that some country has paid with since 2000; leaves out metals, test codes and invented ones.
CURRENCIES = frozenset(
    code
    for territory in get_global("territory_currencies")
    for code in get_territory_currencies(territory, date(2000, 1, 1), date(2100, 1, 1))
)


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
