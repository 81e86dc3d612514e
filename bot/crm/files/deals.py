"""One row of a deals file to one deal."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.crm.files.columns.headings import heading_key
from bot.crm.files.errors import RowRefused
from bot.crm.files.opening.sheet import TEXT_LIMIT, Row, Sheet
from bot.crm.files.statuses.status import Statuses, statuses
from bot.crm.files.values.cells import Ways, account_id, day, money, owner, ways
from bot.crm.files.values.ids import are_whole_numbers, source_id
from bot.crm.files.values.numbers import read_percent
from flows.company.subjects import Status, key_of
from flows.imports import DealRecord, Reason, reason

DATES = ("close_date", "closed_on", "won_on", "lost_on", "created_on")
_BETWEEN_IDS = re.compile(r"[;,|\s]+")
_SHARES = frozenset({"deal probability", "hs deal stage probability"})  # HubSpot's, from 0 to 1


@dataclass(frozen=True)
class DealsFile:
    """What holds for every row of one deals file."""

    source: str
    salesforce: bool
    whole_ids: bool  # written as 1001.0
    identity: tuple[str, ...]  # the fields that say which deal a row is
    how: Ways
    scales: Mapping[str, str]  # of the two probabilities
    statuses: Statuses


def deals_file(
    sheet: Sheet,
    mapping: Mapping[str, str],
    *,
    source: str | None,
    default_currency: str,
    today: date,
    identity: tuple[str, ...] = ("id",),
) -> DealsFile:
    """What the whole file says about its rows; FileRefused when a column's style stays in doubt."""
    how = ways(sheet, amount="amount", dates=DATES, default_currency=default_currency, today=today)
    name = source or sheet.format
    scales = {field: _scale(sheet, field) for field in ("probability", "stage_probability")}
    salesforce = "salesforce" in {name, sheet.format}
    whole = are_whole_numbers(_ids(sheet))
    return DealsFile(name, salesforce, whole, identity, how, scales, statuses(sheet, mapping, today))


def _ids(sheet: Sheet) -> Iterator[str]:
    for raw in sheet.raws():
        with suppress(RowRefused):
            yield sheet.row(raw, 0).text("id")


def _scale(sheet: Sheet, field: str) -> str:
    heading = sheet.heading(field)
    if sheet.format == "hubspot" and heading_key(heading) in _SHARES:
        return "share"
    return "percent" if "%" in heading else "mixed"


def deal_id(row: Row, file: DealsFile) -> str:
    """The row's identity within its source: its id, or what several columns say; RowRefused when it has none."""
    if file.identity == ("id",):
        return source_id(row.text("id"), salesforce=file.salesforce, whole=file.whole_ids)
    parts = [key_of(row.text(field)) for field in file.identity]
    if not any(parts):
        raise RowRefused("no_id")
    return " + ".join(parts)


def deal(row: Row, id_: str, file: DealsFile, notes: list[Reason]) -> DealRecord:
    """The deal with this id that the row states; RowRefused when it cannot be read, `notes` gets what wants a look."""
    verdict = file.statuses.read(row)
    if verdict.status is None or verdict.status is Status.GONE:
        return _gone(row, id_, file)
    where = verdict.status
    amount, currency, could_be = money(row, "amount", file.how, notes)
    owner_name, owner_email = owner(row)
    created_on, closing, closed_on = _days(row, where, file.how, notes)
    _note_oddities(where, amount, created_on, closing, notes)
    record = DealRecord(
        source=file.source,
        source_id=id_,
        name=_name(row),
        named=bool(row.text("name")),
        customer=row.name("customer") or "",
        owner_name=owner_name,
        owner_email=owner_email,
        amount=amount,
        currency=currency,
        could_be=could_be,
        close_date=closing,
        stage=row.name("stage"),
        status=where,
        product=row.name("product"),
        probability=_percent(row, "probability", file, where),
        stage_probability=_percent(row, "stage_probability", file, where),
        created_on=created_on,
        closed_on=closed_on,
        segment=row.name("segment"),
        merged_ids=_other_ids(row, "merged_ids", id_, file),
        account_id=account_id(row, file.source, salesforce=file.salesforce, notes=notes),
    )
    file.statuses.doubt(verdict, closing)
    return record


def _gone(row: Row, id_: str, file: DealsFile) -> DealRecord:
    """A deal that was deleted, put away or merged: only who it is, and where it lives on, count any more."""
    return DealRecord(
        source=file.source,
        source_id=id_,
        name=row.name("name") or "",
        customer=row.name("customer") or "",
        owner_name=None,
        owner_email=None,
        amount=None,
        currency=file.how.signs.default,
        close_date=None,
        stage=row.name("stage"),
        status=Status.GONE,
        merged_into=next(iter(_other_ids(row, "merged_into", id_, file)), None),
        merged_ids=_other_ids(row, "merged_ids", id_, file),
    )


def _other_ids(row: Row, field: str, own: str, file: DealsFile) -> tuple[str, ...]:
    """The ids that a cell lists, without the deal's own."""
    text = row.text(field)
    if not text:
        return ()
    found = (source_id(each, salesforce=file.salesforce) for each in _BETWEEN_IDS.split(text) if each)
    return tuple(id_ for id_ in dict.fromkeys(found) if id_ != own)


def _name(row: Row) -> str:
    """The deal's name, else "customer - product", else "product id", else "customer id"."""
    name, customer, product = row.name("name"), row.name("customer"), row.name("product")
    if name:
        return name
    if not (product or customer):
        raise RowRefused("no_name")
    made = (
        f"{customer} - {product}"
        if customer and product
        else f"{product or customer} {row.text('id')}".strip()
    )
    if len(made) > TEXT_LIMIT:
        raise RowRefused("too_long", field="name", limit=TEXT_LIMIT)
    return made


def _days(
    row: Row, where: Status, how: Ways, notes: list[Reason]
) -> tuple[date | None, date | None, date | None]:
    """Created, close, and actual close: what a closed deal's only close column states is the actual close."""
    expected, closed, won, lost, created = (day(row, field, how, notes) for field in DATES)
    if where is Status.OPEN:
        return created, expected or (closed if closed and closed > how.today else None), None
    actual = closed or (won if where is Status.WON else lost) or expected
    return created, actual, actual


def _percent(row: Row, field: str, file: DealsFile, where: Status) -> Decimal | None:
    text = row.text(field)
    return read_percent(text, scale=file.scales[field], won=where is Status.WON) if text else None


def _note_oddities(
    where: Status, amount: Decimal | None, created: date | None, closing: date | None, notes: list[Reason]
) -> None:
    if amount == 0 and where is Status.OPEN:
        notes.append(reason("amount_zero"))
    if created and closing and created > closing:
        notes.append(reason("created_after_close", created=created.isoformat(), close=closing.isoformat()))
