"""What closes in a month and a quarter, beside the target; and a total in one currency, by rates that somebody set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from flows.company.quarters import Quarter
from flows.figures.groups import Group, Groups, worth


@dataclass(frozen=True)
class Target:
    """What a team (the id of who leads it), or the whole company (None), is to sell in a quarter, in one currency."""

    team_id: int | None
    quarter: Quarter
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Closing:
    """The open deals by colour that are expected to close in the month and the quarter of `taken_on`.

    `won` is what was won in that quarter so far, and `targets` what was to be, both by currency.
    """

    taken_on: date
    month: Groups
    quarter: Groups
    won: Group
    targets: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def of(self) -> Quarter:
        """Which quarter."""
        return Quarter.of(self.taken_on)


def share_of(target: Decimal, amount: Decimal) -> Decimal:
    """An amount as a share of the target, which is above 0 (1 is all of it)."""
    return amount / target


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    first = day.replace(day=1)
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)


@dataclass(frozen=True)
class Rate:
    """What one unit of a currency is in another (`into`), as of a day."""

    currency: str
    into: str
    rate: Decimal
    as_of: date


@dataclass(frozen=True)
class Converted:
    """A total in one currency, by rates of which the oldest is `as_of` a day."""

    amount: Decimal
    currency: str
    as_of: date


def converted(found: Iterable[Group], rates: Mapping[str, Rate], *, into: str) -> Converted | None:
    """What they are worth together in one currency; None where nothing is to be converted, or a rate is not set."""
    values = {currency: amount for currency, amount in worth(found).items() if amount}
    others = values.keys() - {into}
    if not others or any(currency not in rates or rates[currency].into != into for currency in others):
        return None
    total = values.get(into, Decimal(0)) + sum(values[each] * rates[each].rate for each in others)
    return Converted(total, into, min(rates[each].as_of for each in others))
