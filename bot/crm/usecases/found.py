"""What was found in a file, and what it would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from bot.crm.usecases.customers import CustomersPlan
from bot.crm.usecases.deals import Outlook
from bot.crm.usecases.keeping import Answers
from bot.crm.usecases.owners import Unowned
from bot.crm.usecases.vanishing import Vanished
from bot.people.usecases.listing import PeoplePlan
from flows.imports import CustomerRecord, DealRecord, PersonRecord, Reading

What = Literal["deals", "customers", "people"]  # what a file holds
WHATS: tuple[What, ...] = get_args(What)


@dataclass(frozen=True)
class Deals:
    """A file of deals, and what it would do; `gone` is what is not in it any more, `closes` whether that closes too."""

    answers: Answers
    reading: Reading[DealRecord]
    plan: Outlook
    gone: Vanished
    closes: bool
    what: What = "deals"

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are new, changed and unchanged."""
        return self.plan.new, self.plan.changed, self.plan.unchanged

    @property
    def unowned(self) -> Sequence[Unowned]:
        """Whose owner is in doubt."""
        return self.plan.unowned

    @property
    def news(self) -> Reading[DealRecord]:
        """What of the file brings something new."""
        return replace(self.reading, records=tuple(self.plan.news))

    @property
    def closing(self) -> Vanished:
        """What is to be closed as gone."""
        return self.gone if self.closes else replace(self.gone, missing=())

    @property
    def changes(self) -> bool:
        """Whether it would change anything."""
        closes = self.closing.merged or self.closing.missing
        return bool(self.plan.news or closes) and not nothing_read(self)


@dataclass(frozen=True)
class Customers:
    """A list of customers, and what it would do."""

    answers: Answers
    reading: Reading[CustomerRecord]
    plan: CustomersPlan
    what: What = "customers"

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are new, changed and unchanged."""
        return len(self.plan.listed.new), len(self.plan.listed.changed), self.plan.listed.unchanged

    @property
    def unowned(self) -> Sequence[Unowned]:
        """Whose owner is in doubt."""
        return self.plan.unowned

    @property
    def changes(self) -> bool:
        """Whether it would change anything."""
        return bool(self.plan.listed.new or self.plan.listed.changed)


@dataclass(frozen=True)
class People:
    """The list of people, and what it would do; `same`: new address -> the one of the same person so far."""

    answers: Answers
    reading: Reading[PersonRecord]
    plan: PeoplePlan
    same: Mapping[str, str]
    what: What = "people"

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are new, changed and unchanged."""
        return len(self.plan.new), len(self.plan.changed), self.plan.unchanged

    @property
    def unowned(self) -> Sequence[Unowned]:
        """People have no owners."""
        return ()

    @property
    def changes(self) -> bool:
        """Whether it would change anything."""
        return not self.plan.is_empty


Found = Deals | Customers | People


def nothing_read(found: Found) -> int:
    """How many rows there are, where every one of them was refused; else 0. Nothing is changed then."""
    return 0 if found.reading.records else len(found.reading.refused)
