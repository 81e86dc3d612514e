"""The three files that Revisor reads: deals, customers, people."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TypeVar

from bot.crm.files.cells import ways
from bot.crm.files.customers import customer, customer_key
from bot.crm.files.deals import deal, deal_id, deals_file
from bot.crm.files.gathering import Kind, gather, refusals, warnings
from bot.crm.files.headings import CUSTOMERS, DEALS, PEOPLE
from bot.crm.files.people import person, person_key
from bot.crm.files.sheet import Sheet, open_sheet
from flows.imports import CustomerRecord, DealRecord, PersonRecord, Reading, Warned

R = TypeVar("R", DealRecord, CustomerRecord, PersonRecord)

# Which columns speak of which field of a subject; a name is always made, from other columns if need be.
_STATES: Mapping[str, tuple[str, ...]] = {
    "customer": ("customer",),
    "owner_id": ("owner", "owner_email"),
    "amount": ("amount", "yearly_value"),
    "currency": ("currency", "amount", "yearly_value"),
    "close_date": ("close_date", "closed_on", "expiry_date"),
    "stage": ("stage",),
    "status": ("status", "stage", "closed", "won"),
    "product": ("product",),
    "probability": ("probability",),
    "stage_probability": ("stage_probability",),
    "created_on": ("created_on",),
    "closed_on": ("close_date", "closed_on"),
    "segment": ("segment",),
}


def read_deals(
    data: bytes, *, source: str | None, mapping: Mapping[str, str], default_currency: str, today: date
) -> Reading[DealRecord]:
    """A CSV or XLSX export of deals. `source` overrides the recognised one; `today` bounds which dates are sane.

    `mapping` is what --map says. FIELD=HEADING names a column, by its heading or as #3: id, name, customer,
    owner, owner_email, amount, currency, close_date, closed_on, created_on, stage, status, closed, won,
    product, probability, stage_probability, segment. dates=dmy|mdy and numbers=comma|point (before the decimals) say
    how the whole file is written, zone=Europe/Copenhagen which day a moment with an offset belongs to;
    encoding=cp1250 in which code page, sheet=NAME which sheet of a workbook; twice=repair|keep and above=same|blank
    answer what is asked.
    FileRefused, with one sentence to show, when the file cannot be read whole or a column is in doubt.
    """
    sheet = open_sheet(data, DEALS, mapping)
    file = deals_file(sheet, source=source, default_currency=default_currency, today=today)
    kind = Kind("id", partial(deal_id, file=file), lambda row, notes: deal(row, file, notes), repeats=True)
    return _reading(sheet, kind, file.source)


def read_customers(
    data: bytes, *, default_currency: str, today: date, mapping: Mapping[str, str] | None = None
) -> Reading[CustomerRecord]:
    """A CSV or XLSX list of customers: name, owner email, yearly value, currency, expiry date, in any order.

    `mapping` as for deals, with the fields name, owner, owner_email, yearly_value, currency, expiry_date, segment.
    """
    sheet = open_sheet(data, CUSTOMERS, mapping or {})
    how = ways(
        sheet,
        amounts=("yearly_value",),
        dates=("expiry_date",),
        default_currency=default_currency,
        today=today,
    )
    kind = Kind("name", customer_key, lambda row, notes: customer(row, how, notes), repeats=True)
    return _reading(sheet, kind, sheet.format)


def read_people(data: bytes, *, mapping: Mapping[str, str] | None = None) -> Reading[PersonRecord]:
    """The list of people: name, email, role, manager email, weekday, time, in any order, English or Danish.

    A manager's e-mail is carried as it stands: it may name somebody known from before.
    """
    sheet = open_sheet(data, PEOPLE, mapping or {})
    return _reading(sheet, Kind("email", person_key, person, repeats=False), sheet.format)


def _reading(sheet: Sheet, kind: Kind[R], source: str) -> Reading[R]:
    taken = gather(sheet, kind)
    whole = tuple(Warned(1, 0, note) for note in sheet.notes)
    return Reading(
        records=tuple(row.record for row in taken if row.record is not None),
        refused=refusals(taken),
        warnings=whole + warnings(taken),
        dropped={kind: tuple(lines) for kind, lines in sheet.dropped.items() if lines},
        source=source,
        columns={field: sheet.heading(field) for field in sheet.places},
        leftovers=sheet.leftovers(),
        stated=_stated(sheet),
    )


def _stated(sheet: Sheet) -> frozenset[str]:
    spoken = {
        field for field, columns in _STATES.items() if any(column in sheet.places for column in columns)
    }
    return frozenset({"name", *spoken})
