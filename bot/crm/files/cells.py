"""Cells that deals and customers share: dates, amounts with their currency, owners."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal

from bot.crm.files.currencies import currency
from bot.crm.files.dates import date_styles, read_date
from bot.crm.files.errors import RowRefused
from bot.crm.files.ids import source_id
from bot.crm.files.numbers import NUMBER_STYLES, read_amount
from bot.crm.files.sheet import Row, Sheet, quoted
from bot.crm.files.styles import decide
from flows.imports import Reason, reason

_UNKNOWN = frozenset({"n/a", "na", "n.a.", "-", "–", "—", "?", "null", "none", "unknown", "ukendt", "tbd"})


@dataclass(frozen=True)
class Ways:
    """How the columns of one file are read: field -> style, and what stands in where the file is silent."""

    styles: Mapping[str, str]
    default_currency: str
    today: date
    zone: tzinfo


def ways(
    sheet: Sheet, *, amounts: Collection[str], dates: Collection[str], default_currency: str, today: date
) -> Ways:
    """Decides every column's style over all its rows, or takes what the person said; FileRefused in doubt."""
    chosen, by_date = sheet.choices, date_styles(sheet.choices.zone)
    said = dict.fromkeys(amounts, chosen.numbers) | dict.fromkeys(dates, chosen.dates)
    cells = sheet.cells([field for field, style in said.items() if not style])

    def decided(field: str) -> str:
        written = ((line, text) for text, line in cells[field].items())
        return decide(NUMBER_STYLES if field in amounts else by_date, sheet.heading(field), written)

    styles = {field: style or decided(field) for field, style in said.items()}
    return Ways(styles, default_currency, today, chosen.zone)


def known(row: Row, field: str, notes: list[Reason]) -> str:
    """The field's text, "" when it is empty or says in words that it is not known (which is noted)."""
    text = row.text(field)
    if text.casefold() in _UNKNOWN:
        notes.append(reason("taken_as_unknown", field=field, value=text))
        return ""
    return text


def day(row: Row, field: str, how: Ways, notes: list[Reason]) -> date | None:
    """The date in the field's column, None when not known."""
    text = known(row, field, notes)
    if not text:
        return None
    return read_date(text, how.styles[field], field=field, zone=how.zone, today=how.today)


def money(row: Row, field: str, how: Ways, notes: list[Reason]) -> tuple[Decimal | None, str]:
    """The amount (None when not known) and its ISO currency; one that the file leaves open is noted."""
    text = known(row, field, notes)
    amount = read_amount(text, how.styles[field]) if text else None
    found = currency(row.text("currency"), amount.sign if amount else None, how.default_currency)
    if amount is None:
        return None, found.code
    if found.assumed:
        notes.append(_assumption(row, amount.sign, found.code))
    return amount.value, found.code


def _assumption(row: Row, sign: str | None, code: str) -> Reason:
    if seen := quoted(row, "currency") or sign:
        return reason("currency_assumed", value=seen, currency=code)
    if "currency" in row.texts:
        return reason("currency_missing", currency=code)
    return reason("no_currency_column", currency=code)


def account_id(row: Row, source: str, *, salesforce: bool, notes: list[Reason]) -> str | None:
    """The id of the customer's account as "system:id"; None when none, several or a damaged one (noted) is stated."""
    text = known(row, "account_id", notes)
    if not text or ";" in text:  # HubSpot joins several so
        return None
    try:
        return f"{source}:{source_id(text, salesforce=salesforce)}"
    except RowRefused as refused:
        notes.append(refused.reason)
        return None


def owner(row: Row) -> tuple[str | None, str | None]:
    """The owner's name and e-mail (lower case), each from whichever of the two columns holds such a thing."""
    texts = [text for text in (row.name("owner"), row.name("owner_email")) if text]
    name = next((text for text in texts if "@" not in text), None)
    email = next((text.lower() for text in reversed(texts) if "@" in text), None)
    return name, email
