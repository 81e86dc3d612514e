"""Customers: the largest by their five areas, and the retention that is at risk, in money."""

from collections.abc import Iterable

from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.figures.groups import ORDER
from flows.figures.retention import UNCERTAIN
from flows.report.books import Books
from flows.report.cards import areas_of, by_area
from flows.report.lines import Line, largest, of_currency
from flows.report.pipeline import of_colour
from flows.report.report import Section, Sentence, Table
from flows.report.telling import section, share, source, total, word

LARGEST = 20  # of each currency


def customers(books: Books) -> Section:
    """The section."""
    if not books.now[Kind.CUSTOMER]:
        return section("customers", Sentence(word("customers.nothing")))
    return section("customers", _heat_map(books), _retention(books), _expiring(books), _unknown(books))


def _heat_map(books: Books) -> Table:
    areas = areas_of(books, Kind.CUSTOMER)
    found = books.now[Kind.CUSTOMER]
    shown = [
        line
        for currency in books.currencies(Kind.CUSTOMER)
        for line in largest((one for one in found if one.closing.currency == currency), LARGEST)
    ]
    rows = []
    for line in shown:
        colours = by_area(books, line.closing)
        each = [colours.get(area.id, Colour.GREY) for area in areas]
        rows.append((line.name, line.money, line.closing.colour, *each))
    heads = ("customer", "value", "colour")
    return Table(
        "customers_map",
        word("customers.map"),
        (*(word(f"customers.{head}") for head in heads), *(area.short for area in areas)),
        tuple(rows),
        source=source(books, "customers_map", len(shown), all=len(found)),
    )


def at_risk(lines: Iterable[Line]) -> list[Line]:
    """The customers of whom nobody knows that they stay: red, or not reviewed."""
    return [line for line in lines if line.closing.colour in UNCERTAIN]


def _retention(books: Books) -> Table:
    rows = []
    for currency in books.currencies(Kind.CUSTOMER):
        states = of_currency((line.closing for line in books.now[Kind.CUSTOMER]), currency)
        by_colour = {colour: of_colour(states, colour) for colour in ORDER}
        risky = [state for colour in UNCERTAIN for state in by_colour[colour]]
        whole, part = total(states, currency), total(risky, currency)
        values = [total(by_colour[colour], currency) for colour in ORDER]
        rows.append(
            (currency, len(states), whole, *values, len(risky), part, share(part.amount, whole.amount))
        )
    heads = ("currency", "count", "value", *ORDER, "risk_count", "risk", "share")
    return Table(
        "retention",
        word("customers.retention"),
        tuple([word(f"customers.{head}") for head in heads]),
        tuple(rows),
        source=source(books, "retention", len(books.now[Kind.CUSTOMER])),
    )


def _expiring(books: Books) -> Sentence | None:
    """How many of these end in the period that comes."""
    after = books.period.next
    found = [line for line in at_risk(books.now[Kind.CUSTOMER]) if line.closing.close_date in after]
    if not found:
        return None
    days = [line.closing.close_date for line in found if line.closing.close_date]
    told = word("customers.expiring", count=len(found), day=min(days))
    return Sentence(told, source(books, "expiring", len(found)))


def _unknown(books: Books) -> Sentence | None:
    found = books.now[Kind.CUSTOMER]
    count = sum(line.closing.amount is None for line in found)
    if not count:
        return None
    return Sentence(word("customers.unknown", count=count), source(books, "open", len(found)))
