"""An Excel workbook to the text of one of its sheets: checked before it is opened, real dates and numbers kept."""

import csv
import io
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from bot.crm.files.errors import FileRefused, MapRefused
from bot.crm.files.opening.decoding import LIMIT, OLD_WORKBOOK, check_size
from bot.crm.files.opening.rows import COLUMN_LIMIT, TOP
from bot.crm.files.opening.sheet_xml import UNCOMPUTED, Marks, declares, marks_of
from bot.crm.files.opening.workbook_cells import CellTexts
from bot.crm.files.text import clean, shown
from flows.imports import Reason, reason

_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_PARTS = 5000  # files within a workbook
_SHEET_LIMIT = (
    256 * 1024**2
)  # bytes unpacked of a sheet, which is read bit by bit; 100,000 deals have a third of it
_OTHER_LIMIT = 64 * 1024**2  # of its texts and styles, which are held
_WHOLE_LIMIT = 512 * 1024**2
_BROKEN = (
    *(BadZipFile, zlib.error, struct.error, KeyError, ValueError, TypeError, IndexError, AttributeError),
    *(OSError, EOFError, SyntaxError, NotImplementedError, RuntimeError, ArithmeticError, AssertionError),
)


@dataclass(frozen=True)
class BookText:
    """A sheet as comma-separated text, a line for each of its rows, and what to say about it."""

    text: str
    notes: tuple[Reason, ...]


def text_of_workbook(
    data: bytes, name: str | None, promise: Callable[[Sequence[Sequence[str]]], int]
) -> BookText:
    """The text of the sheet called `name`, else of the first whose first rows promise most headings.

    `promise` gives 2 for rows among which all needed headings are, 1 for some, 0 for none. Formulas are read as the
    values saved with them and never computed, macros never run. FileRefused when the workbook is old, protected,
    damaged, or unpacks to more than anybody's pipeline.
    """
    check_size(data)
    _check_kind(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, about what it leaves out
            return _read(data, name, promise)
    except _BROKEN as error:
        raise FileRefused("workbook_damaged") from error


def _check_kind(data: bytes) -> None:
    if data.startswith(OLD_WORKBOOK):
        if _PROTECTED in data:
            raise FileRefused("workbook_protected")
        raise FileRefused("workbook_old")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive)
    except _BROKEN as error:
        raise FileRefused("not_csv", kind="damaged_zip") from error


def _check_parts(archive: ZipFile) -> None:
    """FileRefused for what is no .xlsx, unpacks to too much, or declares entities, as no workbook does.

    The sizes are the archive's own; no more than they say is ever unpacked, and one that lies is damaged.
    """
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if not any(name.endswith("workbook.xml") for name in names):
        raise FileRefused("not_xlsx", kind="binary_workbook" if "xl/workbook.bin" in names else "zip")
    read = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    large = any(
        part.file_size > (_SHEET_LIMIT if "/worksheets/" in part.filename else _OTHER_LIMIT) for part in read
    )
    if large or len(parts) > _PARTS or sum(part.file_size for part in parts) > _WHOLE_LIMIT:
        raise FileRefused("workbook_too_large")
    if len(names) < len(parts):
        raise BadZipFile("two parts of one name")
    for part in read:
        with archive.open(part) as xml:
            if declares(xml):
                raise FileRefused("workbook_declares")


def _read(data: bytes, name: str | None, promise: Callable[[Sequence[Sequence[str]]], int]) -> BookText:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = book.worksheets
        for sheet in sheets:
            sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
        sheet, others = _named(sheets, name) if name else _promising(sheets, promise)
        with sheet.parent._archive.open(sheet._worksheet_path) as xml:
            marks = marks_of(xml)
        text = _text(sheet, marks)
        return BookText(text, (*_notes(sheet, others, several=len(sheets) > 1), *marks.notes()))
    finally:
        book.close()


def _named(sheets: Sequence[Any], name: str) -> tuple[Any, list[str]]:
    for form in (str, clean, lambda text: clean(text).casefold()):
        for sheet in sheets:
            if form(sheet.title) == form(name):
                return sheet, []
    titles = tuple(shown(sheet.title) for sheet in sheets)
    raise MapRefused("no_sheet", value=shown(name), sheets=titles)


def _promising(
    sheets: Sequence[Any], promise: Callable[[Sequence[Sequence[str]]], int]
) -> tuple[Any, list[str]]:
    """The first visible sheet of the best promise, and the titles of others as good; hidden ones must be named."""
    seen = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or list(sheets)
    if not seen:
        raise FileRefused("no_cells")
    promised = [promise(_first(sheet)) for sheet in seen]
    best = promised.index(max(promised))
    others = [sheet.title for sheet, worth in zip(seen, promised, strict=True) if worth == 2]
    if promised[best] == 0:
        best = next((at for at, sheet in enumerate(seen) if any(map(any, _first(sheet)))), 0)
    return seen[best], others[1:]


def _first(sheet: Any) -> list[list[str]]:
    texts = CellTexts()
    return [[texts.text(cell) for cell in row[:COLUMN_LIMIT]] for row in islice(sheet.iter_rows(), TOP)]


def _notes(sheet: Any, others: Sequence[str], *, several: bool) -> Iterator[Reason]:
    if others:
        yield reason("sheets", sheet=shown(sheet.title), others=", ".join(map(shown, others)))
    elif several:
        yield reason("sheet", sheet=shown(sheet.title))


def _text(sheet: Any, marks: Marks) -> str:
    """The rows as comma-separated text, each on the line that has its number."""
    texts, out = CellTexts(), io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    merged, uncomputed = marks.fill(), marks.uncomputed()
    for number, row in enumerate(sheet.iter_rows(), 1):
        if len(row) > COLUMN_LIMIT:
            raise FileRefused("too_wide", line=number, limit=COLUMN_LIMIT)
        cells = [texts.text(cell) for cell in row]
        if number in uncomputed and any(cells):
            cells = [UNCOMPUTED if at in uncomputed[number] else cell for at, cell in enumerate(cells)]
        while cells and not cells[-1]:
            cells.pop()
        writer.writerow(merged.filled(number, cells) if cells else cells)
        if out.tell() > LIMIT:
            raise FileRefused("workbook_too_large")
    return out.getvalue()
