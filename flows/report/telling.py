"""Small parts that all sections are told with: words of ours, shares, amounts, and what a figure rests on."""

from collections.abc import Iterable
from decimal import Decimal

from flows.company.money import Money, to_places
from flows.report.books import Action, Books
from flows.report.lines import NOTHING, State, worth
from flows.report.report import Cell, Part, Section, Share, Source, Word

Group = int | None  # the id of whoever leads a team, or of a seller; None for nobody
PLACES = 4  # decimals of a share
CENTS = 2


def word(key: str, **values: Cell) -> Word:
    """One of the report's own texts."""
    return Word(f"report.{key}", values)


def source(books: Books, key: str, count: int, **values: Cell) -> Source:
    """What a figure rests on: its definition by its key, of so many subjects, as of the closing."""
    return Source(word(f"source.{key}", **values), count, books.cut_offs.closing)


def section(key: str, *parts: Part | None) -> Section:
    """A section with its title; what is None is left out."""
    return Section(key, word(f"{key}.title"), tuple([part for part in parts if part is not None]))


def share(part: Decimal | int, whole: Decimal | int) -> Share | None:
    """A part of a whole; None where there is nothing to have a part of."""
    return Share(to_places(Decimal(part) / whole, PLACES)) if whole > 0 else None


def total(states: Iterable[State], currency: str) -> Money:
    """What states of one currency are worth together."""
    return Money(worth(states), currency)


def weighted(states: Iterable[State], currency: str) -> Money:
    """The same, each with its probability; what has none counts as nothing."""
    found = sum([state.worth * (state.probability or NOTHING) for state in states], NOTHING)
    return Money(to_places(found / 100, CENTS), currency)


def group(books: Books, state: State) -> Group:
    """Under whom a subject is told: its team; in a team's edition whoever carries it."""
    return state.team if books.team is None else state.owner_id


def group_of_action(books: Books, action: Action) -> Group:
    """The same of an action item."""
    return action.team if books.team is None else action.owner_id


def group_head(books: Books) -> Word:
    """The heading over teams, or over sellers."""
    return word("team") if books.team is None else word("seller")


def group_name(books: Books, one: Group) -> Cell:
    """A team by the name of whoever leads it, a seller by their own."""
    if one is None:
        return word("no_team") if books.team is None else word("no_seller")
    return books.names.get(one) or word("unnamed")


def groups_in_order(books: Books, found: Iterable[Group]) -> list[Group]:
    """Teams or sellers by name; what is in nobody's comes last."""
    return sorted(set(found), key=lambda one: (one is None, books.names.get(one or 0, ""), one or 0))
