"""Importing deals: what a file would change, and changing it in one transaction."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.deals.usecases.accounts import keep_customers, news
from bot.kit.desk import Desk
from flows.company.changes import Change
from flows.company.people import Person
from flows.company.subjects import STATED, Kind, NewSubject, Status, Subject
from flows.facts import Imported
from flows.imports import Ambiguous, DealRecord, Owned, Reading, differences, match_owner
from storage import changes, people, subjects
from storage.changes import said_before_people

CHUNK = 1000


@dataclass(frozen=True)
class Unowned:
    """A record whose owner is nobody we know (`several` False) or could be several people.

    `kept` says that it has an owner already, who stays.
    """

    name: str
    owner: str
    several: bool
    kept: bool = False


OwnerOf = Callable[[Owned, str], tuple[int | None, Unowned | None]]


@dataclass(frozen=True)
class Plan:
    """What the file would do: new records with their owner, changes by subject, how many stay as they are.

    `owners` are the names of everybody who could be one, by id.
    """

    new: tuple[tuple[DealRecord, int | None], ...]
    changed: tuple[tuple[Subject, tuple[Change, ...]], ...]
    unchanged: int
    unowned: tuple[Unowned, ...]
    customers: int = 0
    held: int = 0  # values that stay as somebody in Slack has changed them
    owners: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing."""
        return not self.new and not self.changed and not self.customers


def preview_deals(desk: Desk, reading: Reading[DealRecord]) -> Plan:
    """What importing these deals would do; changes nothing."""
    return _plan(desk, reading)


def import_deals(desk: Desk, reading: Reading[DealRecord]) -> Plan:
    """Import these deals: all of it in one transaction. The same file a second time changes nothing."""
    plan = _plan(desk, reading)
    new = [_new(record, owner_id, desk.now) for record, owner_id in plan.new]
    for start in range(0, len(new), CHUNK):
        subjects.insert_many(desk.tx, new[start : start + CHUNK])
    changed = {subject.id: found for subject, found in plan.changed}
    changes.apply_many(desk.tx, changed, by_source=f"import {reading.source}")
    for subject, found in plan.changed:
        _follow_status(desk, subject, found)
    added = keep_customers(desk)
    desk.say(Imported(_owners(plan)))
    return replace(plan, customers=added)


def _owners(plan: Plan) -> frozenset[int]:
    """Whoever carries something that the file brought news of, before or after."""
    owners = {owner_id for _, owner_id in plan.new}
    for subject, found in plan.changed:
        owners |= {
            subject.owner_id,
            *(int(str(one.after)) for one in found if one.field == "owner_id" and one.after),
        }
    return frozenset(owner_id for owner_id in owners if owner_id is not None)


def _plan(desk: Desk, reading: Reading[DealRecord]) -> Plan:
    known = subjects.by_identity(desk.tx, Kind.DEAL)
    everybody = people.all_of(desk.tx)
    owner_of = owner_finder(everybody)
    said = said_before_people(desk.tx)
    new, changed, unowned, unchanged, held = [], [], [], 0, 0
    for record in reading.records:
        owner_id, problem = owner_of(record, record.name)
        before = known.get((record.source, record.source_id))
        if problem:
            unowned.append(replace(problem, kept=before is not None and before.owner_id is not None))
        if before is None:
            new.append((record, owner_id))
            continue
        stated = reading.stated - {"owner_id"} if problem else reading.stated
        differing = differences(before, record, owner_id, stated=stated)
        found = news(before, differing, said)
        held += len(differing) - len(found)
        if found:
            changed.append((before, found))
        else:
            unchanged += 1
    names = {person.id: person.name for person in everybody}
    return Plan(tuple(new), tuple(changed), unchanged, tuple(unowned), held=held, owners=names)


def owner_finder(everybody: Collection[Person]) -> OwnerOf:
    """Gives the owner's id of a record with that name, or what is in doubt about an owner that the file names.

    Thousands of rows name a few people, so each is looked for once.
    """
    met: dict[tuple[str | None, str | None], Person | Ambiguous | None] = {}

    def owner_of(record: Owned, name: str) -> tuple[int | None, Unowned | None]:
        called = (record.owner_email, record.owner_name)
        if called not in met:
            met[called] = match_owner(record, everybody)
        owner = met[called]
        if isinstance(owner, Person):
            return owner.id, None
        named = record.owner_email or record.owner_name
        return None, Unowned(name, named, several=owner is not None) if named else None

    return owner_of


def _new(record: DealRecord, owner_id: int | None, now: datetime) -> NewSubject:
    stated = {name: getattr(record, name) for name in ("source", "source_id", *STATED)}
    due_at = now if record.status is Status.OPEN else None
    return NewSubject(kind=Kind.DEAL, owner_id=owner_id, seen_at=now, due_at=due_at, **stated)


def _follow_status(desk: Desk, subject: Subject, changed: tuple[Change, ...]) -> None:
    """A deal that was closed wants no more reviews; one that was opened again wants one now."""
    for change in changed:
        if change.field == "status":
            due_at = desk.now if change.after == Status.OPEN else None
            subjects.set_due(desk.tx, subject.id, due_at)
