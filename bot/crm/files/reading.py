"""The three files that Revisor reads: deals, customers, people."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from typing import TypeVar

from bot.crm.files import products
from bot.crm.files.columns import identity
from bot.crm.files.columns.gaps import unplaced
from bot.crm.files.columns.headings import CUSTOMERS, PEOPLE
from bot.crm.files.columns.systems import system_of
from bot.crm.files.customers import CustomersFile, customer, customer_key
from bot.crm.files.deals import deal, deal_id, deals_file
from bot.crm.files.errors import FileRefused
from bot.crm.files.gathering import RowKind, Watch, gather, identities, refusals, warnings
from bot.crm.files.opening.opened import open_sheet
from bot.crm.files.opening.sheet import Sheet
from bot.crm.files.people.person import people_file, person, person_key
from bot.crm.files.statuses.status import with_days
from bot.crm.files.text import clean, fold
from bot.crm.files.values.cells import ways
from flows.imports import CustomerRecord, DealRecord, PersonRecord, Reading, Warned

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
    "account_id": ("account_id",),
}


def read_deals(
    data: bytes,
    *,
    source: str | None = None,
    mapping: Mapping[str, str],
    default_currency: str,
    today: date,
    watch: Watch = lambda raws: raws,
) -> Reading[DealRecord]:
    """A CSV or XLSX export of deals. `source`, or source=… of the mapping, overrides the recognised one.

    `mapping` is what --map says. FIELD=HEADING names a column, by its heading or as #3: id, name, customer, account_id,
    owner, owner_email, amount, currency, close_date, closed_on, created_on, stage, status, closed, won,
    lost, won_on, lost_on, deleted, archived, active, merged_into, merged_ids, product, probability, stage_probability,
    segment; - for a column means that there is none, id=HEADING+HEADING makes the identity of several columns.
    word.On Hold=open|won|lost|gone says what a word of status or stage means. The other choices say how the whole
    file is written: see choices.choices. `today` bounds which dates are sane.
    FileRefused, with one sentence to show, when the file cannot be read whole or a column is in doubt.
    """
    said = dict(mapping)
    named = source or said.pop("source", "").strip() or None
    said.pop("source", None)
    sheet, by = identity.open_deals(data, said)
    sheet = with_days(sheet)
    system = system_of(sheet.headings, _texts(sheet, "id")) if by == ("id",) else sheet.format
    file = deals_file(
        replace(sheet, format=system) if system == "salesforce" else sheet,
        said,
        source=named or system,
        default_currency=default_currency,
        today=today,
        identity=by,
    )
    kind = RowKind(
        by,
        partial(deal_id, file=file),
        lambda row, key, notes: deal(row, key, file, notes),
        repeats=True,
        join=products.join,
    )
    reading = _reading(sheet, kind, file.source, watch)
    file.statuses.ask(len(reading.records) + len(reading.refused))
    return replace(reading, words=file.statuses.words(), unplaced=unplaced(sheet, reading.warnings))


def read_customers(
    data: bytes,
    *,
    source: str | None = None,
    default_currency: str,
    today: date,
    mapping: Mapping[str, str] | None = None,
) -> Reading[CustomerRecord]:
    """A CSV or XLSX list of customers: name, account id, owner, yearly value, currency, expiry date, in any order.

    `mapping` as for deals, with the fields name, account_id, owner, owner_email, yearly_value, currency, expiry_date,
    segment. Ids are those of the recognised system, or of the `source`.
    """
    said = dict(mapping or {})
    named = source or said.pop("source", "").strip() or None
    sheet = open_sheet(data, CUSTOMERS, said)
    how = ways(
        sheet,
        amount="yearly_value",
        dates=("expiry_date",),
        default_currency=default_currency,
        today=today,
    )
    system = named or system_of(sheet.headings, _texts(sheet, "account_id"))
    file = CustomersFile(system, how)
    kind = RowKind(
        ("name",),
        partial(customer_key, file=file),
        lambda row, _key, notes: customer(row, file, notes),
        repeats=True,
    )
    return _reading(sheet, kind, system)


def read_people(data: bytes, *, mapping: Mapping[str, str] | None = None) -> Reading[PersonRecord]:
    """The list of people, or a system's export of its users: name, email, role, manager, weekday, time, in any order.

    `mapping` as for deals, with the fields name, first_name, last_name, email, role, manager, manager_email, weekday,
    at, cadence, minutes, country, active, inactive, status; role.TITLE=seller says what a word of the role column
    means, roles=seller what whoever has none is, word.TEXT=active|inactive what a word says of somebody who may have
    left.
    A manager's e-mail or name is carried as it stands: it may be somebody's known from before.
    """
    mapping = mapping or {}
    sheet = open_sheet(data, PEOPLE, mapping)
    file = people_file(sheet, mapping)
    key = partial(person_key, file=file)
    kind = RowKind(("email",), key, lambda row, _key, notes: person(row, file, notes), repeats=True)
    return _reading(sheet, kind, sheet.format)


def _texts(sheet: Sheet, field: str) -> Iterator[str]:
    """The field's texts, row by row; none without such a column."""
    at = sheet.places.get(field)
    rows = () if at is None else sheet.raws()
    return (clean(raw.cells[at]) for raw in rows if at is not None and at < len(raw.cells))


def shape_in(data: bytes, mapping: Mapping[str, str], *, customers: bool = False) -> str | None:
    """The shape of the file (see `shape_of`) when it is opened with this mapping; None where it cannot be."""
    said = {key: value for key, value in mapping.items() if key != "source"}
    try:
        sheet = open_sheet(data, CUSTOMERS, said) if customers else identity.open_deals(data, said)[0]
    except FileRefused:
        return None
    return shape_of(sheet.headings)


def _reading(sheet: Sheet, kind: RowKind[R], source: str, watch: Watch = lambda raws: raws) -> Reading[R]:
    taken = gather(sheet, kind, watch)
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
        ids=identities(taken),
        shape=shape_of(sheet.headings),
    )


def shape_of(headings: Collection[str]) -> str:
    """What files of one shape have in common: their headings, in any order."""
    return sha256("\n".join(sorted(map(fold, headings))).encode()).hexdigest()


def _stated(sheet: Sheet) -> frozenset[str]:
    spoken = {
        field for field, columns in _STATES.items() if any(column in sheet.places for column in columns)
    }
    return frozenset({"name", *spoken})
