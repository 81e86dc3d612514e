"""Opening a file as a sheet: its text, where its headings stand, what is no record, which column holds what."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from bot.crm.files.choices import choices
from bot.crm.files.columns.headings import Layout, heading_key, recognise
from bot.crm.files.columns.placing import place
from bot.crm.files.errors import FileRefused
from bot.crm.files.opening.decoding import decode, is_workbook
from bot.crm.files.opening.dropping import SUM, Left, left_out
from bot.crm.files.opening.grouped import groups_of, means_above
from bot.crm.files.opening.marks import cell_mender, entities_note, guards, refuse_cut
from bot.crm.files.opening.mending import Mending
from bot.crm.files.opening.rows import Rows
from bot.crm.files.opening.sheet import Sheet, records
from bot.crm.files.opening.sheet_xml import UNCOMPUTED
from bot.crm.files.opening.top import Top, fields_of, fills, find_top, wished
from bot.crm.files.opening.twice import put_right
from bot.crm.files.text import shown
from flows.imports import Reason, reason


def open_sheet(data: bytes, layout: Layout, mapping: Mapping[str, str]) -> Sheet:
    """The file with its columns placed; FileRefused when that cannot be done without guessing."""
    text, notes = _text(data, layout, mapping)
    known = set(layout.fields("csv")) | wished(mapping)
    rows = Rows(text, lambda cell: heading_key(cell) in known, cell_mender(text))
    if entities := entities_note(text):
        refuse_cut(rows)
        notes.append(entities)
    top = find_top(rows, layout, mapping)
    if top is None:
        raise FileRefused("empty")
    left = left_out(islice(rows, top.start, None), top, layout)
    mending = _mending(text, rows, top, left, layout, mapping)
    if mending.above:
        notes.append(reason("as_above", columns=", ".join(map(shown, top.headings[: mending.above]))))
    headings = (*top.headings, "Group") if left.groups else top.headings
    format_name = recognise({heading_key(heading) for heading in headings})
    sheet = Sheet(
        rows,
        top.start,
        left.lines,
        headings,
        {},
        format_name,
        choices(mapping),
        tuple(notes),
        0,
        mending if mending != Mending(len(top.headings)) else None,
        suspect=any(sign in text for sign in ("\x00", "\ufffd", "&#", UNCOMPUTED)),
    )
    places = place(headings, layout, format_name, mapping, lambda: (row.cells for row in sheet.raws()))
    placed = replace(sheet, places=places, shortest=_shortest(places, left, layout))
    if UNCOMPUTED in text:
        _refuse_uncomputed(placed)
    return placed


def _text(data: bytes, layout: Layout, mapping: Mapping[str, str]) -> tuple[str, list[Reason]]:
    """The text of the file, of a workbook that of one sheet, with what to say about the whole of it."""
    if is_workbook(data):
        from bot.crm.files.opening.workbook import text_of_workbook  # noqa: PLC0415 - only a workbook wants openpyxl

        def promise(first: Sequence[Sequence[str]]) -> int:
            found = [fields_of(cells, layout, mapping) for cells in first]
            if any(fills(fields.values(), layout) for fields in found):
                return 2
            return int(any(len(fields) > 1 for fields in found))

        book = text_of_workbook(data, mapping.get("sheet"), promise)
        text, notes = book.text, list(book.notes)
    else:
        text, notes = decode(data, mapping.get("encoding")), []
    text, note = put_right(text, mapping.get("twice"))
    return text, [*notes, note] if note else notes


def _refuse_uncomputed(sheet: Sheet) -> None:
    """FileRefused where a column that is read has only formulas without a value; single ones refuse their rows."""
    for field, cells in sheet.cells(sheet.places).items():
        if UNCOMPUTED in cells and not cells.keys() - {UNCOMPUTED, ""}:
            raise FileRefused("uncomputed", heading=shown(sheet.heading(field)), key=field)


def _mending(
    text: str, rows: Rows, top: Top, left: Left, layout: Layout, mapping: Mapping[str, str]
) -> Mending:
    found = guards(text, records(rows, top.start, left.lines))
    # Reports in groups are of deals; in a list of people a blank first column is a weekday that nobody chose.
    own = [at for at in (top.position("id"), top.position("name")) if at is not None and "id" in layout.names]
    lines = groups_of(records(rows, top.start, left.lines), min(own, default=0))
    sums = any(line < left.last for line in left.lines.get(SUM, ()))
    headings = top.headings[: len(lines)]
    above = len(lines) if lines and means_above(mapping.get("above"), headings, lines, sums=sums) else 0
    return Mending(len(top.headings), found, above, left.groups)


def _shortest(places: Mapping[str, int], left: Left, layout: Layout) -> int:
    """How many cells a row must have: all that are read, or only the needed ones where empty last ones are left off."""
    if not left.leaves_off:
        return max(places.values(), default=0) + 1
    return (
        max(min((places[field] for field in group if field in places), default=0) for group in layout.needed)
        + 1
    )
