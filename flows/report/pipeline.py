"""The pipeline by colour and value, at the opening and at the closing; what is not reviewed stands as grey."""

from collections.abc import Iterable
from decimal import Decimal

from flows.company.colour import Colour
from flows.company.money import Money
from flows.company.subjects import Kind
from flows.figures.groups import ORDER
from flows.report.books import Books
from flows.report.lines import State, of_currency, worth
from flows.report.report import Bar, Cell, Part, Section, Sentence, Stacked, Table
from flows.report.telling import (
    Group,
    group,
    group_head,
    group_name,
    groups_in_order,
    section,
    share,
    source,
    total,
    word,
)

MOST_CHARTS = 3  # of currencies, those of most deals


def pipeline(books: Books) -> Section:
    """The section."""
    parts: list[Part | None] = []
    for place, currency in enumerate(books.currencies(Kind.DEAL)):
        table = _by_colour(books, currency)
        parts += [_chart(books, currency) if place < MOST_CHARTS else None, table]
    if not parts:
        parts.append(Sentence(word("pipeline.nothing")))
    return section("pipeline", *parts, _unknown(books), _grey(books), _by_team(books))


def of_colour(states: Iterable[State], colour: Colour) -> list[State]:
    """Those of one colour."""
    return [state for state in states if state.colour is colour]


def _states(books: Books, currency: str) -> tuple[list[State], list[State]]:
    now = (line.closing for line in books.now[Kind.DEAL])
    return of_currency(books.then[Kind.DEAL], currency), of_currency(now, currency)


def _by_colour(books: Books, currency: str) -> Table:
    then, now = _states(books, currency)
    rows = [
        (colour, *_compared(of_colour(then, colour), of_colour(now, colour), currency)) for colour in ORDER
    ]
    heads = ("colour", "count_then", "value_then", "count_now", "value_now", "change")
    return Table(
        f"pipeline_{currency}",
        word("pipeline.by_colour", currency=currency),
        tuple([word(f"pipeline.{head}") for head in heads]),
        tuple(rows),
        total=(word("pipeline.all"), *_compared(then, now, currency)),
        source=source(books, "pipeline", len(now)),
    )


def _compared(then: list[State], now: list[State], currency: str) -> tuple[Cell, ...]:
    before, after = total(then, currency), total(now, currency)
    return len(then), before, len(now), after, Money(after.amount - before.amount, currency)


def _chart(books: Books, currency: str) -> Stacked:
    bars = [
        Bar(word(f"pipeline.{key}"), tuple([(colour, worth(of_colour(states, colour))) for colour in ORDER]))
        for key, states in zip(("then", "now"), _states(books, currency), strict=True)
    ]
    return Stacked(
        word("pipeline.by_colour", currency=currency), f"pipeline_{currency}", currency, tuple(bars)
    )


def _unknown(books: Books) -> Sentence | None:
    """How many deals nobody has stated an amount of: they count, and are worth nothing in every sum."""
    deals = books.now[Kind.DEAL]
    count = sum(line.closing.amount is None for line in deals)
    return (
        Sentence(word("pipeline.unknown", count=count), source(books, "open", len(deals))) if count else None
    )


def _grey(books: Books) -> Table | None:
    """What was grey at the closing, by what its last colour was."""
    grey = of_colour((line.closing for line in books.now[Kind.DEAL]), Colour.GREY)
    if not grey:
        return None
    rows: list[tuple[Cell, ...]] = []
    for key, last in (("last_red", Colour.RED), ("last_yellow", Colour.YELLOW), ("last_green", Colour.GREEN)):
        rows.append((word(f"pipeline.{key}"), sum(state.last_colour is last for state in grey)))
    never = sum(state.last_colour is None for state in grey)
    return Table(
        "grey",
        word("pipeline.grey_by_last"),
        (word("pipeline.colour"), word("pipeline.count")),
        (*rows, (word("pipeline.no_colour"), never)),
        total=(word("pipeline.all"), len(grey)),
        source=source(books, "grey", len(grey)),
    )


def _by_team(books: Books) -> Table | None:
    deals = books.now[Kind.DEAL]
    if not deals:
        return None
    of_teams: dict[tuple[Group, str], list[State]] = {}
    for line in deals:
        of_teams.setdefault((group(books, line.closing), line.closing.currency), []).append(line.closing)
    order = {team: place for place, team in enumerate(groups_in_order(books, [key[0] for key in of_teams]))}
    rows = []
    for (team, currency), states in sorted(
        of_teams.items(), key=lambda each: (order[each[0][0]], each[0][1])
    ):
        whole = worth(states)
        grey = worth(of_colour(states, Colour.GREY))
        colours: list[Decimal] = [worth(of_colour(states, colour)) for colour in ORDER]
        shown = [Money(amount, currency) for amount in (whole, *colours)]
        rows.append((group_name(books, team), currency, len(states), *shown, share(whole - grey, whole)))
    return Table(
        "teams",
        word("pipeline.by_team") if books.team is None else word("pipeline.by_seller"),
        (
            *(group_head(books), word("pipeline.currency"), word("pipeline.count"), word("pipeline.value")),
            *(word(f"pipeline.{colour}") for colour in ORDER),
            word("pipeline.reviewed"),
        ),
        tuple(rows),
        source=source(books, "by_team", len(deals)),
    )


def reviewed_share(states: Iterable[State]) -> Cell:
    """The share of the value that is not grey, of states of one currency."""
    listed = list(states)
    whole = worth(listed)
    return share(whole - worth(of_colour(listed, Colour.GREY)), whole)
