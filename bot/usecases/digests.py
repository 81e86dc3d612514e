"""The channel digest: take a snapshot, compare it with the last one, and say what wants attention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

from bot.desk import Desk
from bot.usecases.standings import Standing, by_attention, standings
from flows.colour import Colour
from flows.digest import Group, Mark, Move, Snapshot, bridge, coverage, groups, reviewed_share
from flows.people import Person, Role, reads
from flows.retention import Agreement, Retention, uncertain
from flows.subjects import Kind
from storage import digests, people, subjects

MAY_POST = {Role.MANAGER, Role.DIRECTOR, Role.ADMIN}


@dataclass(frozen=True)
class Digest:
    """The figures of one digest. `moves` and `before` are empty for the first one, and for one person's own."""

    taken_at: datetime
    deals: tuple[Standing, ...]  # open, those that want attention first
    customers: tuple[Standing, ...]
    groups: Mapping[Colour, Group]
    before: Mapping[Colour, Group] | None
    moves: Mapping[Move, tuple[int, ...]]
    share: Mapping[str, Decimal]
    not_ready: int | None  # how many people; None in a person's own, where it is nobody's business

    @property
    def customer_groups(self) -> Mapping[Colour, Group]:
        """The customers by colour."""
        return groups(Mark(s.colour, s.subject.money) for s in self.customers)

    @property
    def retention(self) -> Retention:
        """The customers who are red or not reviewed, with what they are worth a year."""
        agreements = [Agreement(s.colour, s.subject.money, s.subject.close_date) for s in self.customers]
        return uncertain(agreements, today=self.taken_at.date())

    @property
    def coverage(self) -> float:
        """The share of the deals by count that is not grey."""
        return float(coverage(Mark(s.colour, s.subject.money) for s in self.deals))


def take(tx: Connection, desk: Desk, *, now: datetime) -> Digest:
    """The company's digest as of `now`; its snapshot is kept for the next one's comparison."""
    last = digests.last(tx, desk.workspace)
    found = subjects.everything(tx, desk.workspace, open_only=True)
    digest = _digest(tx, desk, standings(tx, desk, found, now=now), last, now)
    digests.keep(tx, desk.workspace, _marks(digest.deals), now=now)
    return digest


def personal(tx: Connection, desk: Desk, person: Person, *, now: datetime) -> Digest:
    """A digest of what this person may read, for their eyes only; it leaves no snapshot."""
    found = subjects.listed(tx, desk.workspace, viewer=person, reach=reads(person))
    return replace(_digest(tx, desk, standings(tx, desk, found, now=now), None, now), not_ready=None)


def not_ready(tx: Connection, desk: Desk, *, now: datetime) -> dict[Person, int]:
    """Who has something due, and how much; people who paused their reminders are not counted."""
    waiting: dict[Person, int] = {}
    for person in people.all_of(tx, desk.workspace):
        if person.role in (Role.SELLER, Role.MANAGER) and not person.paused:
            due = subjects.due_count(tx, desk.workspace, person.id, now=now)
            if due:
                waiting[person] = due
    return waiting


def _marks(found: Sequence[Standing]) -> Snapshot:
    return {s.subject.id: Mark(s.colour, s.subject.money) for s in found}


def _digest(
    tx: Connection, desk: Desk, found: Sequence[Standing], last: Snapshot | None, now: datetime
) -> Digest:
    ordered = by_attention(found)
    deals = tuple(s for s in ordered if s.subject.kind is Kind.DEAL)
    marks = _marks(deals)
    return Digest(
        taken_at=now,
        deals=deals,
        customers=tuple(s for s in ordered if s.subject.kind is Kind.CUSTOMER),
        groups=groups(marks.values()),
        before=groups(last.values()) if last is not None else None,
        moves=bridge(last, marks) if last is not None else {},
        share=reviewed_share(marks.values()),
        not_ready=len(not_ready(tx, desk, now=now)),
    )
