"""All rows of a sheet read one by one: what goes in, what is refused, what wants a look."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.crm.files.errors import RowRefused
from bot.crm.files.opening.rows import Raw
from bot.crm.files.opening.sheet import Row, Sheet
from flows.imports import CustomerRecord, DealRecord, PersonRecord, Reason, Refused, Warned, reason

R = TypeVar("R", DealRecord, CustomerRecord, PersonRecord)
Watch = Callable[[Iterable[Raw]], Iterable[Raw]]  # lets somebody see how far it has come

# Said once, not on every row.
_FILE_WIDE = frozenset({"no_currency_column", "amount_decimals", "amount_exponent", "role_taken"})


@dataclass(frozen=True)
class RowKind(Generic[R]):
    """How one kind of row is read: what it is known by, the columns that state it, the record it makes with that.

    `repeats` says whether a row that states the same once more is fine (it is noted) or refused. `join` makes one
    record of several rows with one identity, where those are parts of it: None where they are not.
    """

    identity: tuple[str, ...]
    key: Callable[[Row], str]
    record: Callable[[Row, str, list[Reason]], R]
    repeats: bool
    join: Callable[[list[R]], R | Reason | None] = lambda _records: None


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


def gather(sheet: Sheet, kind: RowKind[R], watch: Watch = lambda raws: raws) -> list[Taken[R]]:
    """Every row of the sheet, in order; rows that claim one identity are settled between them."""
    taken = [_take(sheet, raw, number, kind) for number, raw in enumerate(watch(sheet.raws()), 1)]
    first: dict[str, Taken[R]] = {}
    alike: dict[str, list[Taken[R]]] = {}
    for row in taken:
        if row.key is not None and (one := first.setdefault(row.key, row)) is not row:
            alike.setdefault(row.key, [one]).append(row)
    for rows in alike.values():
        _settle(rows, kind)
    _note_case(first)
    return taken


def _take(sheet: Sheet, raw: Raw, number: int, kind: RowKind[R]) -> Taken[R]:
    taken: Taken[R] = Taken(raw.line, number)
    notes: list[Reason] = []
    try:
        row = sheet.row(raw, number)
        notes += row.notes
        key = kind.key(row)
        taken.key, taken.written = key, " + ".join(map(row.text, kind.identity))
        taken.record = kind.record(row, key, notes)
    except RowRefused as refused:
        taken.refusal = refused.reason
    taken.notes = tuple(notes)
    return taken


def _settle(rows: list[Taken[R]], kind: RowKind[R]) -> None:
    """Of equal rows the first goes in and the others are noted, parts of one record make it; others are all refused.

    Which of two is right cannot be known, so the last does not win; nor does one when the other is unreadable
    or writes the identity in another form.
    """
    first = rows[0]
    records = [row.record for row in rows if row.record is not None]
    if len(records) < len(rows) or any(row.written != first.written for row in rows):
        _refuse(rows)
    elif kind.repeats and all(record == first.record for record in records):
        _leave_out(rows[1:], reason("repeated", value=first.written, line=first.line))
    elif isinstance(whole := kind.join(records), Reason):
        _refuse(rows, parts=True)
    elif whole is not None:
        first.record = whole
        _leave_out(rows[1:], reason("product_row", value=first.written, line=first.line))
    else:
        _refuse(rows)


def _leave_out(rows: Iterable[Taken[R]], why: Reason) -> None:
    for row in rows:
        row.record = None
        row.notes = (why,)


def _refuse(rows: list[Taken[R]], *, parts: bool = False) -> None:
    lines = ", ".join(str(row.line) for row in rows)
    for row in rows:
        row.record = None
        row.refusal = row.refusal or reason(
            "lines_differ" if parts else "duplicate", value=row.written, lines=lines
        )


def _note_case(by_key: dict[str, Taken[R]]) -> None:
    """Two identities that differ in case only are two, but it may be a slip."""
    folded: dict[str, Taken[R]] = {}
    for key, row in by_key.items():
        first = folded.setdefault(key.casefold(), row)
        if first is not row:
            row.notes += (reason("case_differs", value=row.written, line=first.line),)


def identities(taken: Iterable[Taken[R]]) -> frozenset[str] | None:
    """What all rows are known by, also those that were refused; None where one could not be read so far."""
    found = []
    for row in taken:
        if row.key is None and row.refusal and row.refusal.code != "no_id":
            return None
        if row.key is not None:
            found.append(row.key)
    return frozenset(found)


def refusals(taken: Iterable[Taken[R]]) -> tuple[Refused, ...]:
    """The refused rows, by line."""
    return tuple(Refused(row.line, row.number, row.refusal) for row in taken if row.refusal)


def warnings(taken: Iterable[Taken[R]]) -> tuple[Warned, ...]:
    """What wants a look about rows that were not refused, what holds for the whole file once and first."""
    notes = [(row, note) for row in taken if not row.refusal for note in row.notes]
    whole = dict.fromkeys(note for _, note in notes if note.code in _FILE_WIDE)
    rest = tuple(Warned(row.line, row.number, note) for row, note in notes if note.code not in _FILE_WIDE)
    return tuple(Warned(1, 0, note) for note in whole) + rest
