"""Marks that programs put around a cell's text, taken off: HTML entities, ="1001" and '1002 of spreadsheets."""

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html.entities import name2codepoint

from bot.crm.files.errors import FileRefused
from bot.crm.files.opening.rows import Raw, Rows
from bot.crm.files.text import shown
from flows.imports import Reason, reason

_NAMES = "|".join([*name2codepoint, "apos"])
_ENTITY = re.compile(rf"&(?:#[0-9]{{1,7}}|#[xX][0-9A-Fa-f]{{1,6}}|{_NAMES});")
_CUT = re.compile(rf"&(?:#[0-9]{{1,7}}|{_NAMES})")
_FORMULA = re.compile(r'\s*="((?:[^"]|"")*)"\s*')
_DISARMED = re.compile(r"\s*'(?=[=+@-])")  # what keeps a spreadsheet from running a cell
_FIGURES = re.compile(r"'?\s*[0-9][0-9.,:/ \-TZ+]*'?")
_PART_OF_NAME = re.compile(r"'[a-z]{1,2}[- ]", re.IGNORECASE)  # 's-Hertogenbosch, 't Hart
_DISARMED_ANY = re.compile(r"'[=+@-]")


def cell_mender(text: str) -> Callable[[str], str] | None:
    """What takes such marks off a cell of this text, None when the text has none: most have none."""
    entities = "&" in text and _ENTITY.search(text)
    formulas = '="' in text
    disarmed = "'" in text and _DISARMED_ANY.search(text)
    if not (entities or formulas or disarmed):
        return None

    @lru_cache(maxsize=10_000)
    def mend(cell: str) -> str:
        if entities and "&" in cell:
            cell = _ENTITY.sub(lambda found: html.unescape(found[0]), cell)
        if formulas and (found := _FORMULA.fullmatch(cell)):
            return found[1].replace('""', '"')
        return _DISARMED.sub("", cell, count=1) if disarmed and _DISARMED.match(cell) else cell

    return mend


def entities_note(text: str) -> Reason | None:
    """What to say once when the text is written in HTML entities."""
    found = _ENTITY.search(text) if "&" in text else None
    return reason("entities", value=found[0], sign=shown(html.unescape(found[0]))) if found else None


def refuse_cut(rows: Rows) -> None:
    """FileRefused when the file's own delimiter, the semicolon, cuts entities in two: names would end in &amp."""
    if rows.delimiter != ";":
        return
    for row in rows:
        for cell in row.cells:
            if "&" in cell and (at := cell.rfind("&")) >= 0 and _CUT.fullmatch(cell[at:]):
                raise FileRefused("cut_entity", line=row.line, value=shown(cell[at:]))


@dataclass
class _Column:
    """How the filled cells of a column begin and end."""

    marked: int = 0
    quoted: int = 0
    others: int = 0
    only_figures: bool = True
    part_of_name: bool = False


@dataclass(frozen=True)
class Guards:
    """The columns whose cells carry an apostrophe in front, or one at each end."""

    front: frozenset[int] = field(default_factory=frozenset)
    both: frozenset[int] = field(default_factory=frozenset)

    def off(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """The cells without them."""
        return tuple(self._off(at, cell) for at, cell in enumerate(cells))

    def _off(self, at: int, cell: str) -> str:
        text = cell.strip()
        if not text.startswith("'") or at not in self.front | self.both:
            return cell
        return text[1:-1] if at in self.both and len(text) > 1 else text[1:]


def guards(text: str, records: Iterable[Raw]) -> Guards:
    """Which columns are guarded: every filled cell carries the apostrophe, or the column has figures only.

    An apostrophe that some names begin with stays.
    """
    if "'" not in text or not re.search(r"""(?m)(?:^|[,;\t|"])\s*'""", text):
        return Guards()
    columns: dict[int, _Column] = defaultdict(_Column)
    for record in records:
        for at, cell in enumerate(record.cells):
            if stripped := cell.strip():
                _look(columns[at], stripped)
    both = {
        at
        for at, column in columns.items()
        if column.quoted and column.quoted == column.marked + column.others
    }
    front = {at for at, column in columns.items() if column.marked and _is_guarded(column)}
    return Guards(frozenset(front - both), frozenset(both))


def _look(column: _Column, text: str) -> None:
    figures = _FIGURES.fullmatch(text) is not None or text == "'"
    column.only_figures &= figures
    if text.startswith("'"):
        column.marked += 1
        column.quoted += len(text) > 1 and text.endswith("'")
        column.part_of_name |= _PART_OF_NAME.match(text) is not None
    else:
        column.others += 1


def _is_guarded(column: _Column) -> bool:
    if column.only_figures:
        return True
    return not column.others and not column.part_of_name and column.marked > 1
