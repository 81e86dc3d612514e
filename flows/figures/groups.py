"""Subjects by colour: how many there are, and what they are worth in each currency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flows.company.colour import Colour
from flows.company.money import Money, totals
from flows.company.subjects import Kind

ORDER = (Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY)
REVIEWED = ORDER[:3]


@dataclass(frozen=True)
class Mark:
    """One open subject in a snapshot: its colour and its value (None when nobody has stated it).

    `last` is the colour that what is grey had before, None where it never had one or nobody knows.
    """

    colour: Colour
    value: Money | None
    last: Colour | None = None
    kind: Kind = Kind.DEAL


@dataclass(frozen=True)
class Counted:
    """So many subjects of one colour and currency, of which `stated` have a value: `worth` in all."""

    colour: Colour
    currency: str
    count: int
    stated: int
    worth: Decimal

    @classmethod
    def of(cls, mark: Mark) -> "Counted":
        """One of them."""
        if mark.value is None:
            return cls(mark.colour, "", 1, 0, Decimal())
        return cls(mark.colour, mark.value.currency, 1, 1, mark.value.amount)


@dataclass(frozen=True)
class Group:
    """The deals of one colour: how many, their value per currency, and how many have no stated value."""

    count: int
    value: dict[str, Decimal]
    unknown: int


Groups = Mapping[Colour, Group]


def groups(counted: Iterable[Counted]) -> dict[Colour, Group]:
    """All four colours, always."""
    listed = list(counted)
    return {colour: _group([one for one in listed if one.colour is colour]) for colour in ORDER}


def joined(first: Group, second: Group) -> Group:
    """Both together."""
    return Group(first.count + second.count, worth([first, second]), first.unknown + second.unknown)


def count_of(found: Groups) -> int:
    """How many there are in all."""
    return sum(group.count for group in found.values())


def coverage(found: Groups) -> Decimal:
    """The share (0-1) by count that is not grey; nothing at all counts as 0."""
    count = count_of(found)
    return Decimal(count - found[Colour.GREY].count) / count if count else Decimal(0)


def reviewed_share(found: Groups) -> dict[str, Decimal]:
    """Per currency, the share (0-1) of the value that is not grey; a currency without value is left out."""
    whole, known = worth(found.values()), worth(found[colour] for colour in REVIEWED)
    return {currency: known.get(currency, Decimal(0)) / sum_ for currency, sum_ in whole.items() if sum_ > 0}


def worth(found: Iterable[Group]) -> dict[str, Decimal]:
    """What they are worth together, per currency."""
    return totals(Money(amount, currency) for group in found for currency, amount in group.value.items())


def _group(counted: list[Counted]) -> Group:
    count, stated = sum(one.count for one in counted), sum(one.stated for one in counted)
    return Group(
        count, totals(Money(one.worth, one.currency) for one in counted if one.stated), count - stated
    )
