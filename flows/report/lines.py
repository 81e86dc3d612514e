"""What a report looks at: deals and customers as they stood at the opening and at the closing of its period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flows.company.colour import Colour
from flows.company.money import Money
from flows.company.subjects import Kind, Status

NEVER = ""  # the version of the scorecard of what was never reviewed
NOTHING = Decimal()


@dataclass(frozen=True, slots=True)
class State:
    """Where a subject stood at a moment.

    `amount` is None when nobody had stated it. `probability` is in percent: the seller's own, else what the source
    said. `team` is the id of whoever led the team that it was of. `areas` are the colours of its areas in the order of
    its `scorecard`, empty where it was never reviewed, as the scorecard is. `last_colour` is the last one of a review
    that was not grey. `is_documented` says that the need and the next step are (see flows.report.forecast).
    """

    status: Status
    amount: Decimal | None
    currency: str
    close_date: date | None
    probability: Decimal | None
    owner_id: int | None
    team: int | None
    colour: Colour
    last_colour: Colour | None
    scorecard: str
    areas: tuple[Colour, ...]
    reviewed_at: datetime | None
    is_documented: bool

    @property
    def is_open(self) -> bool:
        """Whether it was open."""
        return self.status is Status.OPEN

    @property
    def worth(self) -> Decimal:
        """Its amount; nothing where it is not known."""
        return NOTHING if self.amount is None else self.amount

    @property
    def money(self) -> Money | None:
        """Its amount with its currency."""
        return None if self.amount is None else Money(self.amount, self.currency)


@dataclass(frozen=True, slots=True)
class Line:
    """A subject at both moments; `opening` is None where nobody knew of it then.

    `closed_at` is when it was won, lost or gone for the last time since the quarter began, as somebody said, None
    where nobody said so since; `closed_on` the day that is stated of it. `under_review` says that the reader is blind
    to it, so that it is told as of when they were asked for their own view.
    """

    id: int
    kind: Kind
    name: str
    customer: str
    opening: State | None
    closing: State
    closed_at: datetime | None = None
    closed_on: date | None = None
    under_review: bool = False

    @property
    def money(self) -> Money | None:
        """What it was worth at the closing."""
        return self.closing.money


def open_now(lines: Iterable[Line]) -> list[Line]:
    """What was open at the closing."""
    return [line for line in lines if line.closing.is_open]


def worth(states: Iterable[State]) -> Decimal:
    """What these are worth together; all are of one currency."""
    return sum([state.worth for state in states], NOTHING)


def of_currency(states: Iterable[State], currency: str) -> list[State]:
    """Those of one currency."""
    return [state for state in states if state.currency == currency]


def largest(lines: Iterable[Line], number: int) -> Sequence[Line]:
    """The largest at the closing, of two alike the one that came first."""
    return sorted(lines, key=lambda line: (-line.closing.worth, line.id))[:number]
