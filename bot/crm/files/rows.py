"""Text to rows of cells, each with the physical line it starts on."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.crm.files.errors import FileRefused

DELIMITERS = ",;\t|"
COLUMN_LIMIT = 2000  # 617 is the widest real export that we know of
ROW_LIMIT = 1_048_576  # Excel's and HubSpot's


@dataclass(frozen=True)
class Raw:
    """One row as the file has it; `line` is the physical line that it starts on."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells hold anything but white space."""
        return sum(1 for cell in self.cells if cell and not cell.isspace())


def split(text: str, knows: Callable[[str], bool]) -> list[Raw]:
    """All rows, with the delimiter that makes most known headings (else most cells) of the first one.

    FileRefused when the file ends inside a quoted cell, breaks the rules of quoting, or is too wide or long.
    """
    with _cells_of_any_size(len(text)):
        return _rows(text, _delimiter(text, knows))


@contextmanager
def _cells_of_any_size(size: int) -> Iterator[None]:
    """csv refuses a whole file for one cell above 131,072 signs; long cells are judged row by row instead."""
    before = csv.field_size_limit(max(size, 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str, knows: Callable[[str], bool]) -> str:
    def promise(delimiter: str) -> tuple[int, int]:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in cells) and not _is_hint(cells):
                return sum(1 for cell in cells if knows(cell)), len(cells)
        return 0, 0

    return max(DELIMITERS, key=promise)


def _is_hint(cells: list[str]) -> bool:
    """Excel writes "sep=;" above the headings of some files."""
    return len(cells) in (1, 2) and cells[0].lower().startswith("sep=") and not any(cells[1:])


def _rows(text: str, delimiter: str) -> list[Raw]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Raw] = []
    line = 1
    try:
        for cells in reader:
            if not _is_hint(cells):
                rows.append(_row(line, cells, len(rows)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused(_broken(text, delimiter, line, error)) from error
    return rows


def _row(line: int, cells: list[str], count: int) -> Raw:
    if len(cells) > COLUMN_LIMIT:
        raise FileRefused(f"Line {line} has more than {COLUMN_LIMIT} columns.")
    if count >= ROW_LIMIT:
        raise FileRefused(f"The file has more than {ROW_LIMIT} rows; export fewer.")
    return Raw(line, tuple(cells))


def _broken(text: str, delimiter: str, start: int, error: csv.Error) -> str:
    if "end of data" not in str(error):
        return f"The row on line {start} breaks off: text follows a closing quotation mark."
    lines = io.StringIO(text, newline="").readlines()
    tail = io.StringIO("".join(lines[start - 1 :]), newline="")
    cells = next(csv.reader(tail, delimiter=delimiter))
    spanned = max(1, len(io.StringIO(cells[-1], newline="").readlines()))
    return f"The file ends inside a quoted cell that opened on line {len(lines) - spanned + 1}."
