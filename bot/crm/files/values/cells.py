"""Cells that deals and customers share: dates, amounts with their currency, owners."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from bot.crm.files.errors import Asked, Doubt, RowRefused, in_doubt
from bot.crm.files.opening.sheet import Row, Sheet
from bot.crm.files.text import shown
from bot.crm.files.values.currencies import Currency, Signs, currency, doubts
from bot.crm.files.values.currency_names import Codes, codes_of
from bot.crm.files.values.dates import Dates, date_column, read_date
from bot.crm.files.values.ids import source_id
from bot.crm.files.values.numbers import amount_column, read_amount, sign_beside
from bot.crm.files.values.priced import priced
from flows.imports import Reason, reason


@dataclass(frozen=True)
class Ways:
    """How the columns of one file are read, and what stands in where the file is silent.

    `amounts` and `dates` say it by field, `times` is what one counts in the amounts. `said` keeps what is said once
    for the whole file, with the first cell that it is said of.
    """

    amounts: Mapping[str, str]
    times: int
    dates: Mapping[str, Dates]
    signs: Signs
    today: date
    said: dict[str, Reason] = field(default_factory=dict)
    _days: dict[tuple[str, str], date | None] = field(default_factory=dict)
    _currencies: dict[tuple[str, str], Currency] = field(default_factory=dict)

    def day(self, name: str, text: str) -> date | None:
        """The day in a cell of the field's column, None when it stands for none; RowRefused when it cannot be read."""
        cell = name, text
        if cell not in self._days:
            self._days[cell] = read_date(text, self.dates[name], field=name, today=self.today)
        return self._days[cell]

    def currency(self, cell: str, sign: str) -> Currency:
        """The currency of a row (see `currencies.currency`)."""
        seen = cell, sign
        if seen not in self._currencies:
            self._currencies[seen] = currency(cell, sign, self.signs)
        return self._currencies[seen]

    def once(self, note: Reason) -> Reason:
        """The note as it was said first."""
        return self.said.setdefault(note.code, note)


def ways(sheet: Sheet, *, amount: str, dates: Collection[str], default_currency: str, today: date) -> Ways:
    """Decides over all its rows how every column is written, with what the person said; Asked for all in doubt."""
    said = sheet.choices
    heading = priced(sheet.heading(amount))
    signs = Signs(default_currency, heading.sign, said.currencies)
    cells = sheet.cells([amount, "currency", *dates])
    style = amount_column(sheet.heading(amount), _placed(cells[amount]), said=said.numbers)
    columns = {
        each: date_column(sheet.heading(each), _placed(cells[each]), said=said.dates_of(each), zone=said.zone)
        for each in dates
    }
    asked = [
        *_once(said.dates, columns),
        *([style] if isinstance(style, Doubt) else []),
        *([_counted(sheet.heading(amount))] if heading.counts and not said.amounts else []),
        *doubts(_money(sheet, amount, cells), signs),
    ]
    if asked:
        raise Asked(asked)
    decided = {each: how for each, how in columns.items() if isinstance(how, Dates)}
    return Ways({amount: str(style)}, int(said.amounts or 1), decided, signs, today)


def _placed(cells: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    return ((line, text) for text, line in cells.items() if text)


def _once(said: str | None, columns: Mapping[str, Dates | Doubt]) -> list[Doubt]:
    """One question for the dates of the whole file; where no one answer fits all columns, one for each."""
    asked = {each: how for each, how in columns.items() if isinstance(how, Doubt)}
    if said or len({doubt.answers for doubt in asked.values()}) > 1:
        return [replace(doubt, key=f"dates.{each}") for each, doubt in asked.items()]
    return list(asked.values())[:1]


def _counted(heading: str) -> Doubt:
    answers = [("1", ""), ("1000", ""), ("1000000", "")]
    return in_doubt("amounts", "amounts", answers, heading=shown(heading))


def _money(
    sheet: Sheet, amount: str, cells: Mapping[str, Mapping[str, int]]
) -> Iterable[tuple[str, str, int]]:
    """Every currency cell with the sign beside its amount, and the first line that has the two."""
    found: dict[tuple[str, str], int] = {}
    if "currency" not in sheet.places:
        for text, line in cells[amount].items():
            if text and (sign := sign_beside(text)) is not None:
                found.setdefault(("", sign), line)
    elif any(len(codes_of(text)) != 1 for text in cells["currency"]):  # else every row has its own
        for raw in sheet.raws():
            with suppress(RowRefused):
                row = sheet.row(raw, 0)
                if (sign := sign_beside(row.text(amount))) is not None:
                    found.setdefault((row.text("currency"), sign), row.line)
    return ((cell, sign, line) for (cell, sign), line in found.items())


def day(row: Row, field: str, how: Ways, notes: list[Reason]) -> date | None:
    """The date in the field's column, None when not known."""
    text = row.text(field)
    if not text:
        return None
    found = how.day(field, text)
    if found is None:
        notes.append(reason("taken_as_unknown", field=field, value=shown(text)))
    return found


def money(row: Row, field: str, how: Ways, notes: list[Reason]) -> tuple[Decimal | None, str, Codes]:
    """The amount (None when not known), its ISO currency, and all that it could be where the file leaves it open.

    What is left open is noted.
    """
    text, cell = row.text(field), row.text("currency")
    amount = read_amount(text, how.amounts[field], times=how.times) if text else None
    found = how.currency(cell, amount.sign if amount else "")
    if amount is None:
        return None, found.code, found.could_be
    if amount.rounded:
        notes.append(how.once(reason("amount_decimals", value=shown(text))))
    if amount.exponent:
        notes.append(how.once(reason("amount_exponent", value=shown(text))))
    if found.could_be:
        notes.append(_assumption(row, cell or amount.sign or how.signs.heading, found.code))
    return amount.value, found.code, found.could_be


def _assumption(row: Row, seen: str, code: str) -> Reason:
    if seen:
        return reason("currency_assumed", value=shown(seen), currency=code)
    if "currency" in row.texts:
        return reason("currency_missing", currency=code)
    return reason("no_currency_column", currency=code)


def account_id(row: Row, source: str, *, salesforce: bool, notes: list[Reason]) -> str | None:
    """The id of the customer's account as "system:id"; None when none, several or a damaged one (noted) is stated."""
    text = row.text("account_id")
    if not text or ";" in text:  # HubSpot joins several so
        return None
    try:
        return f"{source}:{source_id(text, salesforce=salesforce)}"
    except RowRefused as refused:
        notes.append(refused.reason)
        return None


def owner(row: Row) -> tuple[str | None, str | None]:
    """The owner's name and e-mail (lower case), each from whichever of the two columns holds such a thing."""
    return _owner(row.name("owner"), row.name("owner_email"))


@lru_cache(maxsize=10_000)
def _owner(*cells: str | None) -> tuple[str | None, str | None]:
    texts = [text for text in cells if text]
    name = next((text for text in texts if "@" not in text), None)
    email = next((text.lower() for text in reversed(texts) if "@" in text), None)
    return name, email
