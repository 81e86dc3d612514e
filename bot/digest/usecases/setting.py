"""Targets and rates as somebody sets them: what a file says, line by line, and what of it can't be taken."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from bot.kit.desk import Desk
from bot.kit.fields import BELOW
from flows.company.money import CURRENCIES
from flows.company.people import Person, Role
from flows.company.quarters import Quarter
from flows.figures.closing import Rate, Target
from storage import people, rates, targets

COMPANY = {"company", "virksomheden"}
TARGET_HEADINGS = {
    "team": ("team", "leader", "leder"),
    "quarter": ("quarter", "kvartal"),
    "amount": ("amount", "target", "beløb", "mål"),
    "currency": ("currency", "valuta"),
}
RATE_HEADINGS = {
    "currency": ("currency", "valuta"),
    "rate": ("rate", "kurs"),
    "date": ("date", "dato"),
}
PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?")
# With at least two groups, or one and decimals: 12.500 alone may be twelve and a half.
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
WITH_DECIMALS = re.compile(r"\d{1,3}\.\d{3},\d{1,2}|\d{1,3},\d{3}\.\d{1,2}")
QUARTER = re.compile(r"(?P<year>\d{4})[- ]?[QK](?P<number>[1-4])", re.IGNORECASE)
T = TypeVar("T")


class Wrong(Exception):
    """A line, or a whole file, that can't be taken; the text says why, in a plain sentence."""


@dataclass(frozen=True)
class Said(Generic[T]):
    """What a file says, and a sentence for each line of it that can't be taken."""

    found: tuple[T, ...]
    problems: tuple[str, ...]


def targets_in(desk: Desk, content: bytes) -> Said[Target]:
    """The targets of a file with team (e-mail of who leads it, or company), quarter, amount and currency.

    Raises Wrong for a file without these headings.
    """
    leaders = {each.manager_id for each in people.all_of(desk.tx)}

    def one(row: Mapping[str, str]) -> Target:
        team = _team(desk, row["team"], leaders)
        currency = currency_of(row["currency"] or desk.settings.currency)
        return Target(
            team.id if team else None, quarter_of(row["quarter"]), amount_of(row["amount"]), currency
        )

    return _said(content, TARGET_HEADINGS, one)


def rates_in(desk: Desk, content: bytes) -> Said[Rate]:
    """The rates of a file with currency, rate (of one unit, in the company's currency) and the date that they are of.

    Raises Wrong for a file without these headings.
    """
    into = desk.settings.currency

    def one(row: Mapping[str, str]) -> Rate:
        currency = currency_of(row["currency"])
        if currency == into:
            raise Wrong(f"{into} is the company's currency, and has no rate")
        return Rate(currency, into, _rate(row["rate"]), _day(row["date"]))

    return _said(content, RATE_HEADINGS, one)


def keep_targets(desk: Desk, new: Iterable[Target], *, by: Person | None = None) -> None:
    """Set targets; what was set before stays on record. 0 is no target any more."""
    targets.set_all(desk.tx, new, by=by.id if by else None)


def keep_rates(desk: Desk, new: Iterable[Rate]) -> None:
    """Set rates; what was set before stays on record."""
    rates.set_all(desk.tx, new)


def before(desk: Desk, target: Target) -> Decimal | None:
    """What was set until now for the same team, quarter and currency."""
    found = targets.of(desk.tx, target.quarter)
    same = (each for each in found if (each.team_id, each.currency) == (target.team_id, target.currency))
    return next((each.amount for each in same), None)


def amount_of(written: str) -> Decimal:
    """An amount as people write it; Wrong for what could be two."""
    text = re.sub(r"\s", "", written)
    if GROUPED.fullmatch(text) or WITH_DECIMALS.fullmatch(text):
        last, other = (".", ",") if text.rfind(".") > text.rfind(",") else (",", ".")
        text = text.replace(other, "").replace(last, ".") if other in text else text.replace(last, "")
    if not PLAIN.fullmatch(text):
        raise Wrong(f"“{written}” is no amount that is sure: write 12500000 or 12500000.50")
    amount = Decimal(text.replace(",", "."))
    if amount >= BELOW:
        raise Wrong(f"“{written}” is too much")
    return amount


def currency_of(written: str) -> str:
    """A currency's code; Wrong for what is none."""
    code = written.strip().upper()
    if code not in CURRENCIES:
        raise Wrong(f"“{written}” is no currency: write DKK, EUR or another code of three letters")
    return code


def quarter_of(written: str) -> Quarter:
    """A quarter, 2026-Q4; Wrong for what is none."""
    found = QUARTER.fullmatch(written.strip())
    if not found:
        raise Wrong(f"“{written}” is no quarter: write 2026-Q4")
    return Quarter(int(found["year"]), int(found["number"]))


def _team(desk: Desk, written: str, leaders: Iterable[int | None]) -> Person | None:
    if written.strip().casefold() in COMPANY:
        return None
    person = people.by_email(desk.tx, written.strip())
    if person is None:
        raise Wrong(
            f"“{written}” is nobody on the list: write the e-mail address of who leads the team, or company"
        )
    if person.role is not Role.MANAGER and person.id not in leaders:
        raise Wrong(f"{person.name} leads no team")
    return person


def _rate(written: str) -> Decimal:
    text = written.strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,10})?", text) or not Decimal(text):
        raise Wrong(f"“{written}” is no rate: write what one unit is worth, 7.4604")
    return Decimal(text)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise Wrong(f"“{written}” is no date: write 2026-11-01") from error


def _said(
    content: bytes, headings: Mapping[str, tuple[str, ...]], one: Callable[[Mapping[str, str]], T]
) -> Said[T]:
    found, problems = [], []
    for number, row in _rows(content, headings):
        try:
            found.append(one(row))
        except Wrong as error:
            problems.append(f"Line {number}: {error}.")
    return Said(tuple(found), tuple(problems))


def _rows(content: bytes, headings: Mapping[str, tuple[str, ...]]) -> list[tuple[int, dict[str, str]]]:
    """The lines of a file with the values by their field, each with its number."""
    lines = io.StringIO(_text(content), newline="")
    first = lines.readline()
    separator = max(";\t,", key=first.count)
    names = [name.strip().casefold() for name in next(csv.reader([first], delimiter=separator), [])]
    places = {
        field: next((names.index(each) for each in known if each in names), None)
        for field, known in headings.items()
    }
    if missing := [field for field, place in places.items() if place is None]:
        raise Wrong(f"The file has no heading “{missing[0]}”. It wants: {', '.join(headings)}.")
    reader = csv.reader(lines, delimiter=separator)
    return [
        (reader.line_num + 1, {field: _cell(row, place) for field, place in places.items()})
        for row in reader
        if any(cell.strip() for cell in row)
    ]


def _cell(row: list[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
