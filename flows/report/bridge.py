"""The bridge: how what was open at the opening became what is open at the closing, step by step; it adds up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from flows.company.money import Money
from flows.company.quarters import Quarter
from flows.company.subjects import Kind, Status
from flows.report.books import Books
from flows.report.lines import NOTHING, Line, State
from flows.report.report import Bridge, Part, Section, Sentence, Step, Table
from flows.report.telling import section, source, word

MOST_CHARTS = 3  # of currencies, those of most deals


class Why(StrEnum):
    """The steps, in the order in which they are told."""

    NEW = "new"
    REOPENED = "reopened"
    NEARER = "nearer"  # expected earlier than before, so that it counts now
    GROWN = "grown"
    SHRUNK = "shrunk"
    SLIPPED = "slipped"  # expected later, so that it counts no more
    HANDED = "handed"  # to or from another team
    CURRENCY = "currency"  # stated in another one
    WON = "won"
    LOST = "lost"
    GONE = "gone"


ENDS = {Status.WON: Why.WON, Status.LOST: Why.LOST, Status.GONE: Why.GONE}
Move = tuple[Why, int, Decimal]


@dataclass
class Steps:
    """How many and how much in one currency: at the opening, by step, and at the closing."""

    opening: tuple[int, Decimal] = (0, NOTHING)
    closing: tuple[int, Decimal] = (0, NOTHING)
    moved: dict[Why, tuple[int, Decimal]] = field(default_factory=dict)

    def add(self, why: Why, count: int, amount: Decimal) -> None:
        """One move more."""
        before, worth = self.moved.get(why, (0, NOTHING))
        self.moved[why] = before + count, worth + amount


@dataclass(frozen=True)
class Scope:
    """What a bridge tells of: the open deals of one currency in this edition, expected by a day (None for all)."""

    books: Books
    currency: str
    by: date | None

    def counts(self, state: State | None) -> bool:
        """Whether a deal in this state is part of it."""
        return (
            state is not None
            and state.is_open
            and state.currency == self.currency
            and self.books.is_ours(state)
            and (self.by is None or (state.close_date is not None and state.close_date <= self.by))
        )


def steps(scope: Scope, lines: Iterable[Line]) -> Steps:
    """The bridge over these deals."""
    found = Steps()
    for line in lines:
        was, is_ = scope.counts(line.opening), scope.counts(line.closing)
        if was and line.opening:
            found.opening = found.opening[0] + 1, found.opening[1] + line.opening.worth
        if is_:
            found.closing = found.closing[0] + 1, found.closing[1] + line.closing.worth
        for move in _moves(scope, line, was=was, is_=is_):
            found.add(*move)
    return found


def _moves(scope: Scope, line: Line, *, was: bool, is_: bool) -> Iterator[Move]:
    """What moved of one deal; together they lead from what it was worth in this bridge to what it is worth."""
    before = line.opening.worth if line.opening else NOTHING
    after = line.closing.worth
    if was and is_:
        yield from _resized(before, after)
    elif is_:
        yield _entered(scope, line), 1, after
    elif was and line.closing.is_open:
        yield _left(scope, line.closing), -1, -before
    elif was and scope.currency == line.closing.currency and scope.books.is_ours(line.closing):
        yield from _resized(before, after)
        yield ENDS[line.closing.status], -1, -after
    elif was:
        yield _left(scope, line.closing), -1, -before
    elif _came_and_went(scope, line):
        yield _entered(scope, line), 1, after
        yield ENDS[line.closing.status], -1, -after


def _resized(before: Decimal, after: Decimal) -> Iterator[Move]:
    if after != before:
        yield (Why.GROWN if after > before else Why.SHRUNK), 0, after - before


def _entered(scope: Scope, line: Line) -> Why:
    if line.opening is None:
        return Why.NEW
    return _left(scope, line.opening, later=Why.NEARER) if line.opening.is_open else Why.REOPENED


def _left(scope: Scope, elsewhere: State, *, later: Why = Why.SLIPPED) -> Why:
    """Why a deal in this state is no part of it."""
    if elsewhere.currency != scope.currency:
        return Why.CURRENCY
    return later if scope.books.is_ours(elsewhere) else Why.HANDED


def _came_and_went(scope: Scope, line: Line) -> bool:
    """Whether it was closed within the period without having been part of it at the opening."""
    closing = line.closing
    is_here = closing.currency == scope.currency and scope.books.is_ours(closing)
    return not closing.is_open and is_here and scope.books.was_closed(line, scope.books.since)


def bridge(books: Books) -> Section:
    """The section: of all open deals, and of those expected by the end of the quarter, by currency."""
    deals = [line for line in books.lines if line.kind is Kind.DEAL]
    quarter = Quarter.of(books.period.ends).ends_on
    parts: list[Part] = []
    for place, currency in enumerate(books.currencies(Kind.DEAL)):
        for key, by in (("all", None), ("quarter", quarter)):
            scope = Scope(books, currency, by)
            found = steps(scope, deals)
            if found.opening[0] or found.closing[0] or found.moved:
                parts += _told(scope, found, f"{key}_{currency}", has_chart=place < MOST_CHARTS)
    if not parts:
        return section("bridge", Sentence(word("bridge.nothing")))
    slipped = sum(_has_slipped(books, line) for line in deals)
    if slipped:
        parts.append(Sentence(word("bridge.slipped_on", count=slipped), source(books, "slipped", slipped)))
    return section("bridge", *parts)


def _has_slipped(books: Books, line: Line) -> bool:
    """Whether it was to close in the period, is open still, and is expected later or nobody says when."""
    opening, closing = line.opening, line.closing
    if not (opening and opening.is_open and closing.is_open and books.is_ours(closing)):
        return False
    expected = closing.close_date
    return opening.close_date in books.period and (expected is None or expected > books.period.ends)


def _told(scope: Scope, found: Steps, key: str, *, has_chart: bool) -> Iterator[Part]:
    books, currency = scope.books, scope.currency
    moved = [(why, *found.moved[why]) for why in Why if why in found.moved]
    rows = [
        (word("bridge.opening"), found.opening[0], Money(found.opening[1], currency)),
        *((word(f"bridge.{why}"), count, Money(amount, currency)) for why, count, amount in moved),
    ]
    title = word("bridge.all", currency=currency)
    if scope.by is not None:
        title = word("bridge.by", currency=currency, day=scope.by)
    if has_chart and moved:
        yield Bridge(
            title,
            f"bridge_{key}",
            currency,
            (
                Step(word("bridge.opening"), found.opening[1], is_total=True),
                *(Step(word(f"bridge.{why}"), amount) for why, _, amount in moved),
                Step(word("bridge.closing"), found.closing[1], is_total=True),
            ),
        )
    yield Table(
        f"bridge_{key}",
        title,
        (word("bridge.step"), word("bridge.count"), word("bridge.amount")),
        tuple(rows),
        total=(word("bridge.closing"), found.closing[0], Money(found.closing[1], currency)),
        source=source(books, "bridge", max(found.opening[0], found.closing[0])),
    )
