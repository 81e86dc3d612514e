"""A file as rows of named, cleaned texts, before anything is read out of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from bot.crm.files.choices import Choices
from bot.crm.files.errors import RowRefused
from bot.crm.files.opening.mending import Mending
from bot.crm.files.opening.rows import Raw, Rows
from bot.crm.files.opening.sheet_xml import UNCOMPUTED
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
        rows = records(self.rows, self.start, self.dropped)
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
    uncomputed = next((field for field, text in texts.items() if text == UNCOMPUTED), None)
    if uncomputed:
        raise RowRefused("formula_empty", field=uncomputed)
    damaged = next((field for field, text in texts.items() if "\ufffd" in text), None)
    if damaged:
        raise RowRefused("damaged_text", field=damaged)


def _forget(texts: dict[str, str]) -> list[Reason]:
    """Empty the texts that say that nothing is known; gives what to say of them."""
    words = [(field, text) for field, text in texts.items() if means_nothing(field, text)]
    texts |= dict.fromkeys((field for field, _ in words), "")
    return [reason("taken_as_unknown", field=field, value=text) for field, text in words]


def records(rows: Rows, start: int, dropped: Mapping[str, Collection[int]]) -> Iterator[Raw]:
    """The rows after the first `start`, but for those that begin on the `dropped` lines."""
    lines = frozenset(line for lines in dropped.values() for line in lines)
    return (row for row in islice(rows, start, None) if row.line not in lines)


def quoted(row: Row, field: str) -> str:
    """A cell as a sentence may show it."""
    return shown(row.text(field))
