"""What an export says about deals, customers and people, and what importing it would change."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from flows.company.changes import FIELDS, Change, Value
from flows.company.people import Person, Role
from flows.company.subjects import Stated, Subject


@dataclass(frozen=True, kw_only=True)
class DealRecord(Stated):
    """One deal as a file states it, with whoever it says carries it."""

    owner_name: str | None
    owner_email: str | None


@dataclass(frozen=True)
class CustomerRecord:
    """One customer as a file states it; `yearly_value` is in `currency`, None when not stated."""

    name: str
    owner_name: str | None
    owner_email: str | None
    yearly_value: Decimal | None
    currency: str
    expiry_date: date | None
    segment: str | None = None


@dataclass(frozen=True)
class PersonRecord:
    """One line of the list of people; `weekday` counts from Monday = 0, `at` is local time."""

    name: str
    email: str
    role: Role
    manager_email: str | None
    weekday: int
    at: time


@dataclass(frozen=True)
class Reason:
    """Why a row was refused or wants a look: a code, and what its sentence names (cut for showing)."""

    code: str
    params: tuple[tuple[str, str | int], ...] = ()


def reason(code: str, **params: str | int) -> Reason:
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


R = TypeVar("R", DealRecord, CustomerRecord, PersonRecord)


@dataclass(frozen=True)
class Reading(Generic[R]):
    """All that one file gave.

    `dropped` has the lines of rows that state nothing, by kind (blank, title, sum, ...). `columns` says which
    heading each field was read from, `leftovers` lists the headings that nothing was read from, `stated`
    the fields of a subject that this file speaks of at all (see `differences`).
    """

    records: tuple[R, ...]
    refused: tuple[Refused, ...]
    warnings: tuple[Warned, ...]
    dropped: Mapping[str, tuple[int, ...]]
    source: str
    columns: Mapping[str, str]
    leftovers: tuple[str, ...]
    stated: frozenset[str]


class Owned(Protocol):
    """Anything that names its owner."""

    @property
    def owner_name(self) -> str | None:
        """The owner's full name, None when not stated."""

    @property
    def owner_email(self) -> str | None:
        """The owner's e-mail address, None when not stated."""


@dataclass(frozen=True)
class Ambiguous:
    """Several people could be the owner."""

    people: tuple[Person, ...]


def match_owner(record: Owned, people: Iterable[Person]) -> Person | Ambiguous | None:
    """Who owns it: by e-mail when the file gives one, else by a full name that exactly one person has.

    A stated e-mail that nobody has gives None: the name beside it may be a namesake's.
    """
    if record.owner_email:
        email = folded(record.owner_email)
        found = tuple(person for person in people if folded(person.email) == email)
    elif record.owner_name:
        name = folded(record.owner_name)
        found = tuple(each for each in people if name in {folded(each.name), folded(each.listed_as or "")})
    else:
        return None
    if len(found) > 1:
        return Ambiguous(found)
    return found[0] if found else None


def folded(text: str) -> str:
    """A name or an e-mail address as it is compared: its case and its spaces don't count."""
    return " ".join(text.casefold().split())


def differences(
    before: Subject, record: DealRecord, owner_id: int | None, *, stated: Collection[str] = FIELDS
) -> tuple[Change, ...]:
    """What importing the record would change, in the order of FIELDS; empty when nothing would.

    Only fields in `stated` (a Reading's) count: a file without a column for something says nothing about it,
    while an empty cell in such a column says that it is not known.
    """
    found = []
    for field in FIELDS:
        if field in stated:
            old: Value = getattr(before, field)
            new: Value = owner_id if field == "owner_id" else getattr(record, field)
            if old != new:
                found.append(Change(field, old, new))
    return tuple(found)
