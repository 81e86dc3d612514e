"""All rows of a sheet read one by one: what goes in, what is refused, what wants a look."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.crm.files.errors import RowRefused
from bot.crm.files.rows import Raw
from bot.crm.files.sheet import Row, Sheet
from flows.imports import CustomerRecord, DealRecord, PersonRecord, Reason, Refused, Warned, reason

R = TypeVar("R", DealRecord, CustomerRecord, PersonRecord)

_FILE_WIDE = frozenset({"no_currency_column"})  # said once, not on every row


@dataclass(frozen=True)
class Kind(Generic[R]):
    """How one kind of row is read: what it is known by, the column that states it, the record it makes.

    `repeats` says whether a row that states the same once more is fine (it is noted) or refused.
    """

    identity: str
    key: Callable[[Row], str]
    record: Callable[[Row, list[Reason]], R]
    repeats: bool


@dataclass(slots=True)
class Taken(Generic[R]):
    """One row as it went: its record, or why not, and its notes."""

    line: int
    number: int
    key: str | None = None
    written: str = ""
    record: R | None = None
    refusal: Reason | None = None
    notes: tuple[Reason, ...] = ()


def gather(sheet: Sheet, kind: Kind[R]) -> list[Taken[R]]:
    """Every row of the sheet, in order; rows that claim one identity are settled between them."""
    taken = [_take(sheet, raw, number, kind) for number, raw in enumerate(sheet.raws(), 1)]
    by_key: dict[str, list[Taken[R]]] = defaultdict(list)
    for row in taken:
        if row.key is not None:
            by_key[row.key].append(row)
    for rows in by_key.values():
        if len(rows) > 1:
            _settle(rows, repeats=kind.repeats)
    _note_case(by_key)
    return taken


def _take(sheet: Sheet, raw: Raw, number: int, kind: Kind[R]) -> Taken[R]:
    taken: Taken[R] = Taken(raw.line, number)
    notes: list[Reason] = []
    try:
        row = sheet.row(raw, number)
        notes += row.notes
        taken.key, taken.written = kind.key(row), row.text(kind.identity)
        taken.record = kind.record(row, notes)
    except RowRefused as refused:
        taken.refusal = refused.reason
    taken.notes = tuple(notes)
    return taken


def _settle(rows: list[Taken[R]], *, repeats: bool) -> None:
    """Of equal rows the first goes in and the others are noted; rows that differ are all refused.

    Which of two is right cannot be known, so the last does not win; nor does one when the other is unreadable
    or writes the identity in another form.
    """
    first = rows[0]
    same = all((row.record, row.written) == (first.record, first.written) for row in rows)
    if repeats and same and first.record is not None:
        for row in rows[1:]:
            row.record = None
            row.notes = (reason("repeated", value=first.written, line=first.line),)
        return
    lines = ", ".join(str(row.line) for row in rows)
    for row in rows:
        row.record = None
        row.refusal = row.refusal or reason("duplicate", value=row.written, lines=lines)


def _note_case(by_key: dict[str, list[Taken[R]]]) -> None:
    """Two identities that differ in case only are two, but it may be a slip."""
    folded: dict[str, Taken[R]] = {}
    for key, rows in by_key.items():
        first = folded.setdefault(key.casefold(), rows[0])
        if first is not rows[0]:
            rows[0].notes += (reason("case_differs", value=rows[0].written, line=first.line),)


def refusals(taken: Iterable[Taken[R]]) -> tuple[Refused, ...]:
    """The refused rows, by line."""
    return tuple(Refused(row.line, row.number, row.refusal) for row in taken if row.refusal)


def warnings(taken: Iterable[Taken[R]]) -> tuple[Warned, ...]:
    """What wants a look about rows that were not refused, what holds for the whole file once and first."""
    notes = [(row, note) for row in taken if not row.refusal for note in row.notes]
    whole = dict.fromkeys(note for _, note in notes if note.code in _FILE_WIDE)
    rest = tuple(Warned(row.line, row.number, note) for row, note in notes if note.code not in _FILE_WIDE)
    return tuple(Warned(1, 0, note) for note in whole) + rest
