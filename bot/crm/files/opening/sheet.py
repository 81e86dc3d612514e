"""A file as rows of named, cleaned texts, before anything is read out of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from bot.crm.files.choices import Choices, choices
from bot.crm.files.columns.headings import Layout, heading_key, recognise
from bot.crm.files.columns.placing import place
from bot.crm.files.errors import FileRefused, RowRefused
from bot.crm.files.opening.decoding import decode, is_workbook
from bot.crm.files.opening.dropping import SUM, Left, left_out
from bot.crm.files.opening.grouped import groups_of, means_above
from bot.crm.files.opening.marks import cell_mender, entities_note, guards, refuse_cut
from bot.crm.files.opening.mending import Mending
from bot.crm.files.opening.rows import Raw, Rows
from bot.crm.files.opening.top import Top, fields_of, fills, find_top, wished
from bot.crm.files.opening.twice import put_right
from bot.crm.files.text import clean, shown
from bot.crm.files.unknown import NOTHING, means_nothing
from flows.imports import Reason, reason

TEXT_LIMIT = 255  # signs of a name; Salesforce and most databases stop there too


class Row(NamedTuple):
    """One record: its place, field -> cleaned text ("" where it is missing or says that nothing is known), notes."""

    line: int
    record: int
    texts: Mapping[str, str]
    notes: tuple[Reason, ...] = ()

    def text(self, field: str) -> str:
        """The field's text, "" when the file has none."""
        return self.texts.get(field, "")

    def name(self, field: str) -> str | None:
        """A text that people read, None when empty; RowRefused when it is longer than TEXT_LIMIT."""
        text = self.text(field)
        if len(text) > TEXT_LIMIT:
            raise RowRefused("too_long", field=field, limit=TEXT_LIMIT)
        return text or None


@dataclass(frozen=True)
class Sheet:
    """A file with its columns placed; its records are the rows after the first `start`, but for the `dropped` lines.

    `dropped` has the lines by kind, `shortest` how many cells a row must have, `notes` what holds for the whole file;
    `suspect` is False when no row can hold a NUL or a replacement character.
    """

    rows: Rows
    start: int
    dropped: Mapping[str, Collection[int]]
    headings: tuple[str, ...]
    places: Mapping[str, int]
    format: str
    choices: Choices
    notes: tuple[Reason, ...] = ()
    shortest: int = 0
    mending: Mending | None = None
    suspect: bool = True

    def heading(self, field: str) -> str:
        """The heading of the field's column, "" when it has none."""
        return clean(self.headings[self.places[field]]) if field in self.places else ""

    def leftovers(self) -> tuple[str, ...]:
        """The headings that nothing is read from, as written."""
        used = set(self.places.values())
        return tuple(clean(h) for at, h in enumerate(self.headings) if at not in used and clean(h))

    def raws(self) -> Iterator[Raw]:
        """The records, read anew from the file's text."""
        rows = _records(self.rows, self.start, self.dropped)
        return self.mending.mended(rows) if self.mending else rows

    def cells(self, fields: Collection[str]) -> dict[str, dict[str, int]]:
        """Every cleaned text in these fields' columns, of rows that can be read, with the line that has it first."""
        places = [(self.places[field], field) for field in fields if field in self.places]
        found: dict[str, dict[str, int]] = {field: {} for field in fields}
        for raw in self.raws() if places else ():
            if (cells := self._fitted(raw.cells)) is not None:
                for at, field in places:
                    found[field].setdefault(clean(cells[at]), raw.line)
        return found

    def readable(self) -> Iterator[Row]:
        """The records that can be read."""
        for raw in self.raws():
            with suppress(RowRefused):
                yield self.row(raw, 0)

    def row(self, raw: Raw, record: int) -> Row:
        """The record by field; RowRefused when its cells do not fit the headings or hold no text."""
        cells = self._fitted(raw.cells)
        if cells is None:
            raise RowRefused("field_count", found=len(raw.cells), expected=len(self.headings))
        texts = {field: clean(cells[at]) for field, at in self.places.items()}
        if self.suspect:
            _refuse_damage(cells, texts)
        notes = [] if NOTHING.isdisjoint(texts.values()) else _forget(texts)
        if (
            missing := sum(at >= len(raw.cells) for at in self.places.values())
            if cells is not raw.cells
            else 0
        ):
            notes.append(reason("cells_missing", count=missing))
        return Row(raw.line, record, texts, tuple(notes))

    def _fitted(self, cells: tuple[str, ...]) -> tuple[str, ...] | None:
        """As many cells as headings: empty ones beyond them cut, missing last ones empty; None when they do not fit."""
        width = len(self.headings)
        if len(cells) == width:
            return cells
        if len(cells) > width:
            return None if any(cell.strip() for cell in cells[width:]) else cells[:width]
        return (*cells, *[""] * (width - len(cells))) if len(cells) >= self.shortest else None


def _refuse_damage(cells: Sequence[str], texts: Mapping[str, str]) -> None:
    if any("\x00" in cell for cell in cells):
        raise RowRefused("control_character")
    damaged = next((field for field, text in texts.items() if "\ufffd" in text), None)
    if damaged:
        raise RowRefused("damaged_text", field=damaged)


def _forget(texts: dict[str, str]) -> list[Reason]:
    """Empty the texts that say that nothing is known; gives what to say of them."""
    words = [(field, text) for field, text in texts.items() if means_nothing(field, text)]
    texts |= dict.fromkeys((field for field, _ in words), "")
    return [reason("taken_as_unknown", field=field, value=text) for field, text in words]


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
        raise FileRefused("The file is empty.")
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
        suspect=any(sign in text for sign in ("\x00", "\ufffd", "&#")),
    )
    places = place(headings, layout, format_name, mapping, lambda: (row.cells for row in sheet.raws()))
    return replace(sheet, places=places, shortest=_shortest(places, left, layout))


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


def _records(rows: Rows, start: int, dropped: Mapping[str, Collection[int]]) -> Iterator[Raw]:
    lines = frozenset(line for lines in dropped.values() for line in lines)
    return (row for row in islice(rows, start, None) if row.line not in lines)


def _mending(
    text: str, rows: Rows, top: Top, left: Left, layout: Layout, mapping: Mapping[str, str]
) -> Mending:
    found = guards(text, _records(rows, top.start, left.lines))
    # Reports in groups are of deals; in a list of people a blank first column is a weekday that nobody chose.
    own = [at for at in (top.position("id"), top.position("name")) if at is not None and "id" in layout.names]
    lines = groups_of(_records(rows, top.start, left.lines), min(own, default=0))
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


def quoted(row: Row, field: str) -> str:
    """A cell as a sentence may show it."""
    return shown(row.text(field))
