"""Reports in groups, where a blank cell means "as above": told by their first columns, filled or asked about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bot.crm.files.errors import Asked, in_doubt, must_be
from bot.crm.files.opening.rows import Raw
from bot.crm.files.text import clean, shown

WAYS = ("same", "blank")


@dataclass
class _Column:
    """What a first column has said so far: a group's name stands once, above the rows without it."""

    is_group: bool = True
    blank: int | None = None  # the first line on which it is blank
    last: str = ""
    seen: set[str] = field(default_factory=set)


def groups_of(records: Iterable[Raw], count: int) -> list[int]:
    """The lines on which the first columns (of the first `count`) are first blank under a group's name.

    A flat file repeats its customers, owners or stages; one that never does and leaves cells blank is grouped.
    """
    columns = [_Column() for _ in range(count)]
    for row in records if count else ():
        for at, column in enumerate(columns):
            above_filled = at > 0 and bool(clean(row.cells[at - 1])) if at <= len(row.cells) else False
            text = clean(row.cells[at]) if at < len(row.cells) else ""
            _look(column, text, row.line, starts=above_filled)
        if not columns[0].is_group:
            return []
    found = []
    for column in columns:
        if not column.is_group or column.blank is None:
            break
        found.append(column.blank)
    return found


def _look(column: _Column, text: str, line: int, *, starts: bool) -> None:
    """`starts` says that the column before begins a new group on this row, so this one must as well."""
    if starts:
        column.seen.clear()
        column.last = ""
    if text:
        column.is_group &= text not in column.seen
        column.seen.add(text)
        column.last = text
    elif not column.last:
        column.is_group = False
    elif column.blank is None:
        column.blank = line


def means_above(way: str | None, headings: Collection[str], lines: Collection[int], *, sums: bool) -> bool:
    """Whether the blank cells of these columns repeat the cell above: surely so among subtotals, else Asked."""
    if way not in (None, *WAYS):
        raise must_be("above", WAYS, way or "")
    if way or sums:
        return way != "blank"
    columns = tuple(map(shown, headings))
    answers = [(each, "") for each in WAYS]
    raise Asked([in_doubt("above", "above", answers, columns=columns, line=min(lines))])
