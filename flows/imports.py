"""What an export says about deals, customers and people, and what importing it would change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from flows.company.called import Ambiguous, Known, meant
from flows.company.changes import FIELDS, Change, Value
from flows.company.people import Person, Role
from flows.company.subjects import Stated, Status, Subject
from flows.rhythm.pair import Every


@dataclass(frozen=True, kw_only=True)
class DealRecord(Stated):
    """One deal as a file states it, with whoever it says carries it.

    Deals that were made one name each other by their ids: what was merged says which deal it lives on in
    (`merged_into`, and its status is gone), or that deal says which ones went into it (`merged_ids`). It is not
    `named` where the file gives it no name: the one it has is made of other cells.
    Where the file leaves the currency open, `could_be` holds all that it may be; `currency` is then a new deal's.
    """

    owner_name: str | None
    owner_email: str | None
    merged_into: str | None = None
    merged_ids: tuple[str, ...] = ()
    could_be: frozenset[str] = frozenset()
    named: bool = True


@dataclass(frozen=True)
class CustomerRecord:
    """One customer as a file states it; `yearly_value` is in `currency`, None when not stated.

    `could_be` as for a deal.
    """

    name: str
    owner_name: str | None
    owner_email: str | None
    yearly_value: Decimal | None
    currency: str
    expiry_date: date | None
    segment: str | None = None
    could_be: frozenset[str] = frozenset()
    account_id: str | None = None


@dataclass(frozen=True)
class PersonRecord:
    """One line of the list of people; `weekday` counts from Monday = 0, `at` is local time.

    A manager is named by address or by name. Who `has_left` stands there, but has no part in it any more. How often
    (`every`, with `nth` where it counts months), how long and whose public holidays (an ISO code) are None where the
    list doesn't say: then they stay as they are.
    """

    name: str
    email: str
    role: Role
    manager_email: str | None
    weekday: int
    at: time
    manager_name: str | None = None
    has_left: bool = False
    every: Every | None = None
    nth: int | None = None
    minutes: int | None = None
    country: str | None = None


Fact = str | int | tuple["str | Reason", ...]  # what a sentence names; a tuple names several


@dataclass(frozen=True)
class Reason:
    """Why a row was refused or wants a look: a code, and what its sentence names (cut for showing)."""

    code: str
    params: tuple[tuple[str, Fact], ...] = ()


def reason(code: str, **params: Fact) -> Reason:
    """A reason with its params in a fixed order, so that equal reasons are equal."""
    return Reason(code, tuple(sorted(params.items())))


@dataclass(frozen=True)
class Refused:
    """A row left out. `line` is the physical line it starts on, `record` counts the rows with content."""

    line: int
    record: int
    reason: Reason


@dataclass(frozen=True)
class Warned:
    """A row that goes in although something about it wants a look; record 0 means the whole file."""

    line: int
    record: int
    reason: Reason


@dataclass(frozen=True)
class Word:
    """A word in a column of status or stage: what it was taken as in how many rows (None: refused), and if it is known.

    A word that isn't known was taken as open.
    """

    heading: str
    text: str
    status: Status | None
    count: int
    known: bool


@dataclass(frozen=True)
class Unplaced:
    """A field that has no column in the file, and the unread headings whose cells could be it."""

    field: str
    candidates: tuple[str, ...]


R = TypeVar("R", DealRecord, CustomerRecord, PersonRecord)


@dataclass(frozen=True)
class Reading(Generic[R]):
    """All that one file gave.

    `dropped` has the lines of rows that state nothing, by kind (blank, title, sum, ...). `columns` says which heading
    each field was read from, `leftovers` lists the headings that nothing was read from, `stated` the fields of a
    subject that this file speaks of at all (see `differences`). `words` says what the words of status and stage were
    taken as, `unplaced` which important fields have no column. `ids` are the identities of all its rows, also of those
    that were refused; None where some row could not be read so far, so that nothing can be said of what is missing.
    `shape` is the same for all files with the same headings.
    """

    records: tuple[R, ...]
    refused: tuple[Refused, ...]
    warnings: tuple[Warned, ...]
    dropped: Mapping[str, tuple[int, ...]]
    source: str
    columns: Mapping[str, str]
    leftovers: tuple[str, ...]
    stated: frozenset[str]
    words: tuple[Word, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    ids: frozenset[str] | None = frozenset()
    shape: str = ""


class Owned(Protocol):
    """Anything that names its owner."""

    @property
    def owner_name(self) -> str | None:
        """The owner's full name, None when not stated."""

    @property
    def owner_email(self) -> str | None:
        """The owner's e-mail address, None when not stated."""


def match_owner(record: Owned, among: Known) -> Person | Ambiguous | None:
    """Who owns it: by e-mail when the file gives one, else by a name that exactly one person has; see `meant`."""
    named = record.owner_email or record.owner_name
    return meant(named, among) if named else None


def differences(
    before: Subject, record: DealRecord, owner_id: int | None, *, stated: Collection[str] = FIELDS
) -> tuple[Change, ...]:
    """What importing the record would change, in the order of FIELDS; empty when nothing would.

    Only fields in `stated` (a Reading's) count: a file without a column for something says nothing about it,
    while an empty cell in such a column says that it is not known. The known currency stays where it is among those
    that the file leaves open: a blank one says nothing.
    """
    found = []
    for field in FIELDS:
        if field in stated and not (field == "currency" and before.currency in record.could_be):
            old: Value = getattr(before, field)
            new: Value = owner_id if field == "owner_id" else getattr(record, field)
            if old != new:
                found.append(Change(field, old, new))
    return tuple(found)
