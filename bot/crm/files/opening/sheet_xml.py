"""What a workbook's sheet says beside its values: hidden rows, merged cells, formulas without a saved value."""

import re
from dataclasses import dataclass, field
from typing import IO

from flows.imports import Reason, reason

_CHUNK = 1024**2
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_END = b"row>"
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_SHOWN = 5
UNCOMPUTED = "\ufdd0"  # stands for the value that a formula lacks: no letter, and in no text of a file


@dataclass
class Marks:
    """Rows that are hidden; formulas without a value as row and column; merged cells as column, first and last row."""

    hidden: list[int] = field(default_factory=list)
    empty_formulas: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)

    def notes(self) -> list[Reason]:
        """What to say of them."""
        found = []
        if self.hidden:
            found.append(reason("hidden_rows", count=len(self.hidden), lines=_listed(self.hidden)))
        if self.empty_formulas:
            lines = _listed([row for row, _ in self.empty_formulas])
            found.append(reason("formulas_empty", count=len(self.empty_formulas), lines=lines))
        if self.merged:
            lines = _listed([first for _, first, _ in self.merged])
            found.append(reason("merged_cells", count=len(self.merged), lines=lines))
        return found

    def uncomputed(self) -> dict[int, set[int]]:
        """The columns of the formulas without a value, by row."""
        found: dict[int, set[int]] = {}
        for row, column in self.empty_formulas:
            found.setdefault(row, set()).add(column)
        return found

    def fill(self) -> "_Fill":
        """What fills merged cells, row by row from the first."""
        return _Fill(sorted(self.merged, key=lambda cell: cell[1], reverse=True))


class _Fill:
    """Cells merged downwards have their value in the first row only; it holds for the others as well."""

    def __init__(self, coming: list[tuple[int, int, int]]) -> None:
        self._coming = coming
        self._open: dict[int, tuple[str, int]] = {}  # column -> value, last row

    def filled(self, number: int, cells: list[str]) -> list[str]:
        """The cells of a row that has any, with those of merged ones."""
        for at, (value, last) in list(self._open.items()):
            if number > last:
                del self._open[at]
            elif at < len(cells):
                cells[at] = cells[at] or value
            else:
                cells += [""] * (at - len(cells)) + [value]
        while self._coming and self._coming[-1][1] <= number:
            at, first, last = self._coming.pop()
            if first == number and at < len(cells):
                self._open[at] = (cells[at], last)
        return cells


def declares(xml: IO[bytes]) -> bool:
    """Whether a part of a workbook declares a document type, the only place for entities; UTF-16 would hide it."""
    rest = b""
    while chunk := xml.read(_CHUNK):
        rest = rest[-16:] + chunk
        if b"<!DOCTYPE" in rest or b"<!ENTITY" in rest or b"\x00" in rest:
            return True
    return False


def marks_of(xml: IO[bytes]) -> Marks:
    """The marks of a sheet's XML, read bit by bit."""
    marks, rest = Marks(), b""
    while chunk := xml.read(_CHUNK):
        rest += chunk
        end = rest.rfind(_END) + len(_END)
        if end < len(_END) and len(rest) < 16 * _CHUNK:
            continue
        _look(marks, rest[:end])
        rest = rest[end:] if end >= len(_END) else b""
    _look(marks, rest)
    return marks


def _look(marks: Marks, xml: bytes) -> None:
    if b"hidden" in xml:
        rows = (found[1] for found in _ROW.finditer(xml) if _HIDDEN.search(found[1]))
        marks.hidden += [int(number[1]) for row in rows if (number := _NUMBER.search(row))]
    if b"<f" in xml or b":f" in xml:
        # A formula may well give an empty text, which then is its value.
        cells = (found[1] for found in _FORMULA.finditer(xml) if b't="str"' not in found[1])
        places = (place for cell in cells if (place := _PLACE.search(cell)))
        marks.empty_formulas += [(int(place[2]), _column(place[1])) for place in places]
    for column, first, last in _MERGED.findall(xml):
        if int(last) > int(first):
            marks.merged.append((_column(column), int(first), int(last)))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _listed(lines: list[int]) -> str:
    some = list(dict.fromkeys(lines))
    return ", ".join(map(str, some[:_SHOWN])) + (" …" if len(some) > _SHOWN else "")
