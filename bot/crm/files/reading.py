"""The three files that Revisor reads: deals, customers, people."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

from bot.crm.files.cells import ways
from bot.crm.files.customers import customer, customer_key
from bot.crm.files.deals import deal, deal_id, deals_file
from bot.crm.files.gaps import unplaced
from bot.crm.files.gathering import Kind, gather, refusals, warnings
from bot.crm.files.headings import CUSTOMERS, DEALS, PEOPLE
from bot.crm.files.people import people_file, person, person_key
from bot.crm.files.sheet import Sheet, open_sheet
from bot.crm.files.statuses import with_days
from flows.imports import CustomerRecord, DealRecord, PersonRecord, Reading

R = TypeVar("R", DealRecord, CustomerRecord, PersonRecord)

# Which columns speak of which field of a subject; a name is always made, from other columns if need be.
_STATES: Mapping[str, tuple[str, ...]] = {
    "customer": ("customer",),
    "owner_id": ("owner", "owner_email"),
    "amount": ("amount", "yearly_value"),
    "currency": ("currency", "amount", "yearly_value"),
    "close_date": ("close_date", "closed_on", "won_on", "lost_on", "expiry_date"),
    "stage": ("stage",),
    "status": ("status", "stage", "closed", "won", "lost", "won_on", "lost_on"),
    "product": ("product",),
    "probability": ("probability",),
    "stage_probability": ("stage_probability",),
    "created_on": ("created_on",),
    "closed_on": ("close_date", "closed_on", "won_on", "lost_on"),
    "segment": ("segment",),
}


def read_deals(
    data: bytes, *, source: str | None, mapping: Mapping[str, str], default_currency: str, today: date
) -> Reading[DealRecord]:
    """A CSV export of deals. `source` overrides the recognised one; `today` bounds which dates are sane.

    `mapping` is what --map says. FIELD=HEADING names a column, by its heading or as #3: id, name, customer,
    owner, owner_email, amount, currency, close_date, closed_on, created_on, stage, status, closed, won,
    lost, won_on, lost_on, deleted, archived, active, merged_into, merged_ids, product, probability, stage_probability,
    segment; - for a column means that there is none. word.On Hold=open|won|lost|gone says what a word of status or
    stage means. The other choices say how the whole file is written: see choices.choices.
    FileRefused, with one sentence to show, when the file cannot be read whole or a column is in doubt.
    """
    sheet = with_days(open_sheet(data, DEALS, mapping))
    file = deals_file(sheet, mapping, source=source, default_currency=default_currency, today=today)
    kind = Kind("id", partial(deal_id, file=file), lambda row, notes: deal(row, file, notes), repeats=True)
    reading = _reading(sheet, kind, file.source)
    file.statuses.ask(len(reading.records) + len(reading.refused))
    return replace(reading, words=file.statuses.words(), unplaced=unplaced(sheet, reading.warnings))


def read_customers(
    data: bytes, *, default_currency: str, today: date, mapping: Mapping[str, str] | None = None
) -> Reading[CustomerRecord]:
    """A CSV list of customers: name, owner email, yearly value, currency, expiry date, in any order.

    `mapping` as for deals, with the fields name, owner, owner_email, yearly_value, currency, expiry_date, segment.
    """
    sheet = open_sheet(data, CUSTOMERS, mapping or {})
    how = ways(
        sheet,
        amount="yearly_value",
        dates=("expiry_date",),
        default_currency=default_currency,
        today=today,
    )
    kind = Kind("name", customer_key, lambda row, notes: customer(row, how, notes), repeats=True)
    return _reading(sheet, kind, sheet.format)


def read_people(data: bytes, *, mapping: Mapping[str, str] | None = None) -> Reading[PersonRecord]:
    """The list of people, or a system's export of its users: name, email, role, manager, weekday, time, in any order.

    `mapping` as for deals, with the fields name, first_name, last_name, email, role, manager, manager_email, weekday,
    at, active, inactive, status; role.TITLE=seller says what a word of the role column means, roles=seller what
    whoever has none is, word.TEXT=active|inactive what a word says of somebody who may have left.
    A manager's e-mail or name is carried as it stands: it may be somebody's known from before.
    """
    mapping = mapping or {}
    sheet = open_sheet(data, PEOPLE, mapping)
    file = people_file(sheet, mapping)
    key = partial(person_key, file=file)
    kind = Kind("email", key, lambda row, notes: person(row, file, notes), repeats=True)
    return _reading(sheet, kind, sheet.format)


def _reading(sheet: Sheet, kind: Kind[R], source: str) -> Reading[R]:
    taken = gather(sheet, kind)
    return Reading(
        records=tuple(row.record for row in taken if row.record is not None),
        refused=refusals(taken),
        warnings=warnings(taken),
        dropped=len(sheet.dropped),
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
