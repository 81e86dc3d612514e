"""Target, last forecast and outcome; how much hangs on few; and how much of the value has a documented demand."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from flows.company.money import Money
from flows.company.subjects import Kind, Status, key_of
from flows.report.books import Books
from flows.report.lines import NOTHING, Line, State, largest, of_currency, worth
from flows.report.period import Since
from flows.report.report import Cell, Section, Sentence, Table
from flows.report.telling import section, share, source, total, weighted, word
from flows.scoring.rating import Rating

# The customer has asked for it (documented need), and there is a next step that the customer has agreed to.
DOCUMENTED = ("D2.1", "D3.3")
AT_LEAST = 2
LARGEST_DEALS, LARGEST_CUSTOMERS = 5, 10


def is_documented(ratings: Mapping[str, Rating], *, now: datetime) -> bool:
    """Whether the demand is documented: both questions count as level 2 at least, and are fresh."""
    found = [ratings.get(id_) for id_ in DOCUMENTED]
    return all(each and each.counted >= AT_LEAST and now <= each.fresh_until for each in found)


def forecast(books: Books) -> Section:
    """The section."""
    deals = books.now[Kind.DEAL]
    return section(
        "forecast",
        *([] if books.targets else [Sentence(word("forecast.no_target"))]),
        _outcome(books),
        _without(books),
        _coming(books),
        _concentration(books, deals),
        _documented(books, deals),
    )


def won(books: Books, since: Since) -> list[State]:
    """The deals of this edition that were won after a moment, as they stood at the closing."""
    return [
        line.closing
        for line in books.lines
        if line.kind is Kind.DEAL
        and line.closing.status is Status.WON
        and books.is_ours(line.closing)
        and books.was_closed(line, since)
    ]


def expected_in_period(books: Books) -> list[State]:
    """The open deals of the opening that were expected to close in the period."""
    return [state for state in books.then[Kind.DEAL] if state.close_date in books.period]


def _outcome(books: Books) -> Table:
    """The forecast is that of the opening: what was expected to close in the period, with its probability then."""
    expected = expected_in_period(books)
    came, quarter = won(books, books.since), won(books, books.quarter)
    of_all = {*books.currencies(Kind.DEAL), *books.targets, *(state.currency for state in (*came, *quarter))}
    rows = [
        _outcome_of(books, currency, *(of_currency(each, currency) for each in (expected, came, quarter)))
        for currency in sorted(of_all)
    ]
    heads = ("currency", "expected", "forecast", "won", "difference", "won_quarter", "target", "of_target")
    return Table(
        "outcome",
        word("forecast.outcome"),
        tuple([word(f"forecast.{head}") for head in heads]),
        tuple(rows),
        source=source(books, "outcome", len(expected) + len(came)),
    )


def _outcome_of(
    books: Books, currency: str, expected: list[State], came: list[State], quarter: list[State]
) -> tuple[Cell, ...]:
    said, outcome = weighted(expected, currency), total(came, currency)
    target, so_far = books.targets.get(currency), total(quarter, currency)
    return (
        currency,
        total(expected, currency),
        said,
        outcome,
        Money(outcome.amount - said.amount, currency),
        so_far,
        word("forecast.none_set") if target is None else Money(target, currency),
        None if target is None else share(so_far.amount, target),
    )


def _without(books: Books) -> Sentence | None:
    """How many of the forecast have no probability, and so count as nothing in it."""
    expected = expected_in_period(books)
    count = sum(state.probability is None for state in expected)
    if not count:
        return None
    return Sentence(word("forecast.without", count=count), source(books, "probability", len(expected)))


def _coming(books: Books) -> Table | None:
    """What is expected to close in the period after this one."""
    after = books.period.next
    coming = [line.closing for line in books.now[Kind.DEAL] if line.closing.close_date in after]
    late = [
        line.closing
        for line in books.now[Kind.DEAL]
        if line.closing.close_date and line.closing.close_date <= books.period.ends
    ]
    rows = [
        (word(f"forecast.{key}"), currency, len(found), total(found, currency), weighted(found, currency))
        for currency in books.currencies(Kind.DEAL)
        for key, states in (("next", coming), ("passed", late))
        if (found := of_currency(states, currency))
    ]
    if not rows:
        return None
    heads = ("expected_in", "currency", "count", "expected", "forecast")
    return Table(
        "coming",
        word("forecast.coming"),
        tuple([word(f"forecast.{head}") for head in heads]),
        tuple(rows),
        source=source(books, "coming", len(coming) + len(late)),
    )


def _concentration(books: Books, deals: list[Line]) -> Table | None:
    rows = []
    for currency in books.currencies(Kind.DEAL):
        of_it = [line for line in deals if line.closing.currency == currency]
        whole = worth(line.closing for line in of_it)
        if whole > 0:
            first = worth(line.closing for line in largest(of_it, LARGEST_DEALS))
            sums = sorted(_by_customer(of_it).values(), reverse=True)
            ten = sum(sums[:LARGEST_CUSTOMERS], NOTHING)
            shown = (Money(amount, currency) for amount in (whole, first, ten))
            of_all, of_first, of_ten = shown
            rows.append((currency, of_all, of_first, share(first, whole), of_ten, share(ten, whole)))
    if not rows:
        return None
    heads = ("currency", "open", "largest_deals", "share", "largest_customers", "share")
    return Table(
        "concentration",
        word("forecast.concentration"),
        tuple([word(f"forecast.{head}") for head in heads]),
        tuple(rows),
        source=source(books, "concentration", len(deals)),
    )


def _by_customer(lines: list[Line]) -> Mapping[str, Decimal]:
    """What the deals of each customer are worth; a deal without one is a customer by itself."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        found[key_of(line.customer) or f" {line.id}"] += line.closing.worth
    return found


def _documented(books: Books, deals: list[Line]) -> Table | None:
    rows = []
    for currency in books.currencies(Kind.DEAL):
        states = of_currency((line.closing for line in deals), currency)
        documented = [state for state in states if state.is_documented]
        whole, part = total(states, currency), total(documented, currency)
        rows.append((currency, len(states), whole, len(documented), part, share(part.amount, whole.amount)))
    if not rows:
        return None
    heads = ("currency", "count", "open", "documented_count", "documented_value", "share")
    return Table(
        "documented",
        word("forecast.documented"),
        tuple([word(f"forecast.{head}") for head in heads]),
        tuple(rows),
        source=source(books, "documented", len(deals), first=DOCUMENTED[0], second=DOCUMENTED[1]),
    )
