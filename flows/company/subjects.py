"""Deals and customers: what is reviewed."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Subject:
    """A deal or a customer, as the sources give it.

    `source` and `source_id` are its identity. `amount` is a deal's value or a customer's yearly value, None
    when nobody has stated it. `close_date` is a deal's expected (once closed: actual) close or a customer's
    expiry date. `probability` and `stage_probability` are percentages from the source: neither is what the
    seller said in a review. `due_at` is when it wants its next review, None when it wants none. `lost_reason`
    is why it was lost, in somebody's words, None while it isn't. `segment` may choose its scorecard. `closed_on` is
    the actual close that a source states, also where somebody in Slack has changed `close_date`.
    """

    id: int
    kind: Kind
    source: str
    source_id: str
    name: str
    customer: str
    owner_id: int | None
    amount: Decimal | None
    currency: str
    close_date: date | None
    stage: str | None
    status: Status
    product: str | None
    probability: Decimal | None
    stage_probability: Decimal | None
    created_on: date | None
    seen_at: datetime
    due_at: datetime | None
    lost_reason: str | None = None
    segment: str | None = None
    closed_on: date | None = None

    @property
    def money(self) -> Money | None:
        """Its value with its currency, None when the amount is unknown."""
        return None if self.amount is None else Money(self.amount, self.currency)


@dataclass(frozen=True)
class NewSubject:
    """A subject that isn't in the database yet; the fields are those of flows.company.subjects.Subject."""

    kind: Kind
    source: str
    source_id: str
    name: str
    customer: str
    owner_id: int | None
    amount: Decimal | None
    currency: str
    close_date: date | None
    stage: str | None
    status: Status
    seen_at: datetime
    due_at: datetime | None
    product: str | None = None
    probability: Decimal | None = None
    stage_probability: Decimal | None = None
    created_on: date | None = None
    segment: str | None = None
    closed_on: date | None = None


def key_of(name: str) -> str:
    """A customer's id within its source: files know accounts by their names only."""
    return " ".join(name.casefold().split())
