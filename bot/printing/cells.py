"""One value of a report as it is read: in a cell of a table, or in the middle of a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from unicodedata import category

from bot.kit.texts import Texts
from bot.standing.words import word
from flows.company.colour import Colour
from flows.company.money import Money, to_places
from flows.report.report import Cell, Share, Word
from flows.scorecards.words import Words

UNKNOWN = "–"
NO_LETTER = "▯"
BYTE_ORDER = "\ufeff"  # a mark that is seen nowhere, and that PDF/UA does not allow
MOST_PLACES = 2
NUMBERS = (int, Decimal, Share, Money)


@dataclass(frozen=True)
class Printed:
    """A cell of a table: its text, and its colour where it is one. `is_unknown` says that nobody knows it."""

    text: str
    colour: Colour | None = None
    is_unknown: bool = False


def printed(cell: Cell, t: Texts, now: datetime, *, currency: str | None = None, places: int = 0) -> Printed:
    """A cell of a table, as of `now`, the report's cut-off.

    `currency` is the one that is said already, in its heading or beside it; `places` are the decimals of its column.
    """
    if cell is None:
        return Printed(UNKNOWN, is_unknown=True)
    if isinstance(cell, Colour):
        return Printed(t(f"colour.{cell}"), cell)
    if isinstance(cell, Money | Decimal):
        return Printed(_figure(cell, t, currency, places))
    if isinstance(cell, datetime):
        return Printed(f"{t.short_day(cell, now=now)} {t.clock(cell)}")
    if isinstance(cell, date):
        return Printed(t.short_day(cell, now=now))
    return Printed(said(cell, t, now))


def _figure(cell: Money | Decimal, t: Texts, currency: str | None, places: int) -> str:
    number = to_places(cell.amount, 0) if isinstance(cell, Money) else to_places(cell, places)
    figure = _minus(t.plain_number(number, decimals=places if isinstance(cell, Decimal) else 0))
    return f"{figure} {cell.currency}" if isinstance(cell, Money) and cell.currency != currency else figure


def said(cell: Cell, t: Texts, now: datetime) -> str:
    """A value in a sentence: short money, a colour by its word, and literally what people have written."""
    if cell is None:
        return t("printed.unknown")
    if isinstance(cell, Word):
        return t(cell.key, **{name: _value(value, t, now) for name, value in cell.values.items()})
    if isinstance(cell, Words):
        return drawable(cell[t.language])
    if isinstance(cell, Colour):
        return t(f"colour_small.{cell}")
    if isinstance(cell, date):
        day = t.day(cell, now=now)
        return f"{day} {t.clock(cell)}" if isinstance(cell, datetime) else day
    return drawable(cell) if isinstance(cell, str) else _measured(cell, t)


def _measured(cell: int | Decimal | Share | Money, t: Texts) -> str:
    if isinstance(cell, Money):
        return t.money(cell.amount, cell.currency)
    if isinstance(cell, Share):
        return t.percent(cell.of_one)
    if isinstance(cell, int):
        return _minus(t.figure(cell))
    return _minus(t.plain_number(to_places(cell, 2).normalize(), decimals=0))


def drawable(text: str) -> str:
    """What people wrote on one line, with a box for each character that no page can hold."""
    line = " ".join(text.replace(BYTE_ORDER, "").split())
    return "".join(NO_LETTER if category(c) in {"Cc", "Cs"} or _is_none(c) else c for c in line)


def _is_none(character: str) -> bool:
    """Whether Unicode says that this is no character and never will be; XML holds none."""
    number = ord(character)
    return number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF


def shaped(colour: Colour, t: Texts) -> str:
    """A colour as text alone can say it: its shape and its word."""
    return word(colour, t)


def is_number(cells: Sequence[Cell]) -> bool:
    """Whether a column holds numbers, as far as anything of it is known."""
    known = [cell for cell in cells if cell is not None]
    return bool(known) and all(isinstance(cell, NUMBERS) for cell in known)


def currency_of(cells: Sequence[Cell]) -> str | None:
    """The one currency of a column's amounts; None where it has several, or none."""
    found = {cell.currency for cell in cells if isinstance(cell, Money)}
    return found.pop() if len(found) == 1 else None


def places_of(cells: Sequence[Cell]) -> int:
    """How many decimals a column's numbers have, two at most."""
    rounded = [to_places(cell, MOST_PLACES).normalize() for cell in cells if isinstance(cell, Decimal)]
    return max((max(0, -int(number.as_tuple().exponent)) for number in rounded), default=0)


def said_beside(cells: Sequence[Cell]) -> str | None:
    """The currency of a row's amounts, where a cell of its own says it."""
    currency = currency_of(cells)
    return currency if currency in [cell for cell in cells if isinstance(cell, str)] else None


def _value(value: Cell, t: Texts, now: datetime) -> object:
    """A whole number stays one: it chooses the plural, and the words write it."""
    return value if type(value) is int else said(value, t, now)


def _minus(number: str) -> str:
    """With a sign as wide as a plus has, which no line ends after."""
    return number.replace("-", "−")
