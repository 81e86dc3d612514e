"""Important fields that no column of a deals file holds, with the columns that could."""

from collections.abc import Iterable, Mapping
from itertools import islice

from bot.crm.files.columns.candidates import ROWS, could_be
from bot.crm.files.columns.placing import unread
from bot.crm.files.opening.sheet import Sheet
from bot.crm.files.text import clean
from flows.imports import Unplaced, Warned

_IMPORTANT: Mapping[str, tuple[str, ...]] = {
    "amount": ("amount",),
    "currency": ("currency",),
    "close_date": ("close_date", "closed_on"),
    "owner": ("owner", "owner_email"),
    "status": ("status", "stage", "closed", "won", "lost", "won_on", "lost_on", "closed_on"),
}


def unplaced(sheet: Sheet, warnings: Iterable[Warned]) -> tuple[Unplaced, ...]:
    """The important fields without a column; a currency that the amounts say themselves needs none."""
    missing = [field for field, columns in _IMPORTANT.items() if sheet.places.keys().isdisjoint(columns)]
    if not any(warned.reason.code == "no_currency_column" for warned in warnings):
        missing = [field for field in missing if field != "currency"]
    if not missing:
        return ()
    first = [row.cells for row in islice(sheet.raws(), ROWS)]
    cells = {
        at: [clean(row[at]) for row in first if at < len(row)] for at in unread(sheet.headings, sheet.places)
    }
    return tuple(
        Unplaced(
            field,
            tuple(
                clean(sheet.headings[at])
                for at, texts in cells.items()
                if could_be(field, sheet.headings[at], texts)
            ),
        )
        for field in missing
    )
