"""Deals and customers: what is reviewed."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flows.company.money import Money


class Kind(StrEnum):
    """Which of the two a subject is."""

    DEAL = "deal"
    CUSTOMER = "customer"


class Status(StrEnum):
    """Where a subject stands; only an open one is reviewed."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What a source states of a deal or a customer; `source` and `source_id` are its identity.

    `amount` is a deal's value or a customer's yearly value, None when nobody has stated it. `close_date` is a deal's
    expected (once closed: actual) close or a customer's expiry date, `closed_on` the actual close, also where
    somebody in Slack has changed `close_date`. `probability` and `stage_probability` are percentages (0-100): the
    first is what the source says of this deal, the second belongs to its stage; neither is what the seller said in a
    review. `segment` may choose its scorecard. `account_id` is the id that the customer's account has in a system, as
    "system:id": whom a deal names, or who a customer is, whatever the account is called.
    """

    source: str
    source_id: str
    name: str
    customer: str
    amount: Decimal | None
    currency: str
    close_date: date | None
    stage: str | None
    status: Status
    product: str | None = None
    probability: Decimal | None = None
    stage_probability: Decimal | None = None
    created_on: date | None = None
    closed_on: date | None = None
    segment: str | None = None
    account_id: str | None = None


# The names of all that a source may say anew; the rest is its identity.
STATED = tuple(each.name for each in fields(Stated) if each.name not in {"source", "source_id"})


@dataclass(frozen=True, kw_only=True)
class NewSubject(Stated):
    """A deal or a customer that isn't in the database yet.

    `due_at` is when it wants its next review, None when it wants none. `known_as` is what the sources call a customer
    (see `key_of`), also where somebody in Slack has renamed it.
    """

    kind: Kind
    owner_id: int | None
    seen_at: datetime
    due_at: datetime | None
    known_as: str | None = None


@dataclass(frozen=True, kw_only=True)
class Subject(NewSubject):
    """A deal or a customer; `lost_reason` is why it was lost, in somebody's words, None while it isn't."""

    id: int
    lost_reason: str | None = None

    @property
    def money(self) -> Money | None:
        """Its value with its currency, None when the amount is unknown."""
        return None if self.amount is None else Money(self.amount, self.currency)


def key_of(name: str) -> str:
    """A customer's name as it is compared: what a file knows an account by that gives it no id."""
    return " ".join(name.casefold().split())
