"""Text to rows of cells, each with the physical line it starts on."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from bot.crm.files.errors import FileRefused
from bot.crm.files.opening.decoding import LIMIT

DELIMITERS = ",;\t|"
COLUMN_LIMIT = 2000  # 617 is the widest real export that we know of
ROW_LIMIT = 1_048_576  # Excel's and HubSpot's
TOP = 30  # rows in which the headings are looked for
csv.field_size_limit(LIMIT)  # csv refuses a file for one cell above 131,072 signs; we judge those row by row
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Raw(NamedTuple):
    """One row as the file has it; `line` is the physical line that it starts on."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether two cells or more hold anything but white space."""
        filled = (cell for cell in self.cells if cell and not cell.isspace())
        return next(filled, None) is not None and next(filled, None) is not None

    @property
    def is_blank(self) -> bool:
        """Whether no cell has any letter or digit: nothing, delimiters only, or a drawn line."""
        return not any(any(map(str.isalnum, cell)) for cell in self.cells)


class Rows:
    """All rows of a text, read anew whenever they are asked for: a large file is never held in cells."""

    def __init__(
        self, text: str, knows: Callable[[str], bool], mend: Callable[[str], str] | None = None
    ) -> None:
        """With the delimiter that makes most known headings (else most cells) of one of the first rows.

        `mend` takes marks off each cell.
        """
        self._text, self._mend = text, mend
        self.delimiter = _delimiter(text, knows)
        # A space before a quotation mark belongs to neither: id, "name", "account"
        self._spaced = (
            ' "' in text and re.search(rf'(?m)(?:^|{re.escape(self.delimiter)}) +"', text) is not None
        )

    def __iter__(self) -> Iterator[Raw]:
        """From the first to the last.

        FileRefused when the file ends inside a quoted cell, breaks the rules of quoting, or is too wide or long.
        """
        reader = csv.reader(
            _lines(self._text), delimiter=self.delimiter, strict=True, skipinitialspace=self._spaced
        )
        line, count, mend = 1, 0, self._mend
        try:
            for cells in reader:
                if not _is_hint(cells):
                    yield _row(line, cells if mend is None else map(mend, cells), count)
                    count += 1
                line = reader.line_num + 1
        except csv.Error as error:
            raise _broken(self._text, self.delimiter, line, error) from error


def _lines(text: str) -> Iterator[str]:
    """The physical lines with their ends, as io.StringIO would give them from four times the room."""
    return (found[0] for found in _LINE.finditer(text))


def _delimiter(text: str, knows: Callable[[str], bool]) -> str:
    def promise(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True)
        filled = (cells for cells in reader if any(cell.strip() for cell in cells) and not _is_hint(cells))
        first, best = 0, (0, 0)
        for cells in islice(filled, TOP):
            first = first or len(cells)
            best = max(best, (sum(1 for cell in cells if knows(cell)), len(cells)))
        return best if best[0] else (0, first)

    return max(DELIMITERS, key=promise)


def _is_hint(cells: list[str]) -> bool:
    """Excel writes "sep=;" above the headings of some files."""
    return len(cells) in (1, 2) and cells[0].lower().startswith("sep=") and not any(cells[1:])


def _row(line: int, cells: Iterable[str], count: int) -> Raw:
    row = Raw(line, tuple(cells))
    if len(row.cells) > COLUMN_LIMIT:
        raise FileRefused("too_wide", line=line, limit=COLUMN_LIMIT)
    if count >= ROW_LIMIT:
        raise FileRefused("too_many_rows", limit=ROW_LIMIT)
    return row


def _broken(text: str, delimiter: str, start: int, error: csv.Error) -> FileRefused:
    if "end of data" not in str(error):
        return FileRefused("row_breaks_off", line=start)
    lines = io.StringIO(text, newline="").readlines()
    tail = io.StringIO("".join(lines[start - 1 :]), newline="")
    cells = next(csv.reader(tail, delimiter=delimiter))
    spanned = max(1, len(io.StringIO(cells[-1], newline="").readlines()))
    return FileRefused("quote_never_ends", line=len(lines) - spanned + 1)
