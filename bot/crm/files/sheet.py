"""A file as rows of named, cleaned texts, before anything is read out of them."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from bot.crm.files.choices import Choices, choices
from bot.crm.files.columns import place
from bot.crm.files.decoding import decode
from bot.crm.files.errors import FileRefused, RowRefused
from bot.crm.files.footers import is_blank, left_out
from bot.crm.files.headings import Layout, heading_key, recognise
from bot.crm.files.rows import Raw, Rows
from bot.crm.files.text import clean, shown

TEXT_LIMIT = 255  # signs of a name; Salesforce and most databases stop there too


class Row(NamedTuple):
    """One record: its place, and field -> cleaned text ("" where the cell or the column is missing)."""

    line: int
    record: int
    texts: Mapping[str, str]

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
    """A file with its columns placed; its records are the rows after the first `start`, but for the `dropped` lines."""

    rows: Rows
    start: int
    dropped: frozenset[int]
    headings: tuple[str, ...]
    places: Mapping[str, int]
    format: str
    choices: Choices

    def heading(self, field: str) -> str:
        """The heading of the field's column, "" when it has none."""
        return clean(self.headings[self.places[field]]) if field in self.places else ""

    def leftovers(self) -> tuple[str, ...]:
        """The headings that nothing is read from, as written."""
        used = set(self.places.values())
        return tuple(clean(h) for at, h in enumerate(self.headings) if at not in used and clean(h))

    def raws(self) -> Iterator[Raw]:
        """The records, read anew from the file's text."""
        return (row for row in islice(self.rows, self.start, None) if row.line not in self.dropped)

    def cells(self, fields: Collection[str]) -> dict[str, dict[str, int]]:
        """Every cleaned text in these fields' columns, of rows that can be read, with the line that has it first."""
        places = [(self.places[field], field) for field in fields if field in self.places]
        found: dict[str, dict[str, int]] = {field: {} for field in fields}
        for raw in self.raws() if places else ():
            if len(raw.cells) == len(self.headings):
                for at, field in places:
                    found[field].setdefault(clean(raw.cells[at]), raw.line)
        return found

    def readable(self) -> Iterator[Row]:
        """The records that can be read."""
        for raw in self.raws():
            with suppress(RowRefused):
                yield self.row(raw, 0)

    def row(self, raw: Raw, record: int) -> Row:
        """The record by field; RowRefused when its cells do not fit the headings or hold no text."""
        if len(raw.cells) != len(self.headings):
            raise RowRefused("field_count", found=len(raw.cells), expected=len(self.headings))
        if any("\x00" in cell for cell in raw.cells):
            raise RowRefused("control_character")
        texts = {field: clean(raw.cells[at]) for field, at in self.places.items()}
        damaged = next((field for field, text in texts.items() if "\ufffd" in text), None)
        if damaged:
            raise RowRefused("damaged_text", field=damaged)
        return Row(raw.line, record, texts)


def open_sheet(data: bytes, layout: Layout, mapping: Mapping[str, str]) -> Sheet:
    """The file with its columns placed; FileRefused when that cannot be done without guessing."""
    known = set(layout.fields("csv")) | {heading_key(wish) for wish in mapping.values()}
    rows = Rows(decode(data), lambda cell: heading_key(cell) in known)
    start, headings = next(((at, row.cells) for at, row in enumerate(rows, 1) if not is_blank(row)), (0, ()))
    if not headings:
        raise FileRefused("The file is empty.")
    dropped = left_out(islice(rows, start, None))
    format_name = recognise({heading_key(heading) for heading in headings})
    cells = lambda: (row.cells for row in islice(rows, start, None) if row.line not in dropped)  # noqa: E731
    places = place(headings, layout, format_name, mapping, cells)
    return Sheet(rows, start, dropped, headings, places, format_name, choices(mapping))


def quoted(row: Row, field: str) -> str:
    """A cell as a sentence may show it."""
    return shown(row.text(field))
