"""Importing deals: what a file would change, and changing it, a few hundred deals in one transaction."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.crm.usecases.owners import OwnerOf, Unowned, owner_finder
from bot.crm.usecases.sources import Identified, Met
from bot.deals.usecases.accounts import Account, Known, follow_accounts, news, shared
from bot.kit.desk import Desk
from bot.standing.keeping import keep_new
from flows.company.changes import Change
from flows.company.subjects import STATED, Kind, NewSubject, Status, Subject, key_of
from flows.facts import Imported
from flows.imports import DealRecord, Reading, differences
from storage import changes, people, subjects
from storage.changes import said_before_people
from storage.engine import in_parts

AT_ONCE = 750  # deals: whoever else wants to write waits so long
SLACK = "slack"  # where deals come from that no file has
SHOWN = 20  # of a long list


Changed = tuple[Subject, tuple[Change, ...]]


@dataclass(frozen=True)
class Plan:
    """What some deals of the file would do: new records with their owner, changes by subject.

    And how many stay as they are, or have values that stay as somebody in Slack has changed them (`held`), and which
    are left out: gone before they were ever known here.
    """

    new: tuple[tuple[DealRecord, int | None], ...]
    changed: tuple[Changed, ...]
    unchanged: int
    unowned: tuple[Unowned, ...]
    held: int = 0
    left_out: tuple[DealRecord, ...] = ()


@dataclass
class Outlook:
    """What the whole file would do: counts, the first of each list, and the records that bring news, in order.

    `owners` are the names of everybody who could be one, by id; `emptied` counts the fields of which the file says
    no more what they were, `beside` names customers whom several of its accounts could be. `shown` is how many of a
    list are kept.
    """

    owners: Mapping[int, str]
    shown: int = SHOWN
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    held: int = 0
    left_out: int = 0
    first_new: list[str] = field(default_factory=list)
    first_changed: list[Changed] = field(default_factory=list)
    unowned: list[Unowned] = field(default_factory=list)
    news: list[DealRecord] = field(default_factory=list)
    met: Met = field(default_factory=Met)
    emptied: Counter[str] = field(default_factory=Counter)
    beside: tuple[str, ...] = ()

    def add(self, records: Sequence[DealRecord], plan: Plan) -> None:
        """With what these records would do."""
        self.new += len(plan.new)
        self.changed += len(plan.changed)
        self.unchanged += plan.unchanged
        self.held += plan.held
        self.left_out += len(plan.left_out)
        self.first_new += [record.name for record, _ in plan.new[: self.shown - len(self.first_new)]]
        self.first_changed += plan.changed[: self.shown - len(self.first_changed)]
        self.unowned += plan.unowned
        self.emptied.update(
            one.field
            for _, found in plan.changed
            for one in found
            if one.after is None and one.before is not None
        )
        known = {(subject.source, subject.source_id) for subject, _ in plan.changed}
        known |= {(record.source, record.source_id) for record, _ in plan.new}
        self.news += [record for record in records if (record.source, record.source_id) in known]


def preview_deals(
    desk: Desk, reading: Reading[DealRecord], *, source_is_said: bool = False, shown: int = SHOWN
) -> Outlook:
    """What importing these deals would do; changes nothing.

    Asked when their ids say that another system wrote the file, unless somebody has said which did.
    """
    everybody = people.all_of(desk.tx)
    owner_of = owner_finder(everybody)
    outlook = Outlook({person.id: person.name for person in everybody}, shown)
    sources = [each for each in subjects.sources(desk.tx, Kind.DEAL) if each != SLACK]
    for part in parts(reading.records):
        known = _identified(desk, part, sources)
        outlook.met.meet(reading, part, known)
        outlook.add(part, _plan(desk, replace(reading, records=part), owner_of, known))
    if not source_is_said:
        outlook.met.ask(reading, sources)
    outlook.beside = _of_several_accounts(desk, reading.records)
    return outlook


def _of_several_accounts(desk: Desk, records: Collection[DealRecord]) -> tuple[str, ...]:
    """The names of customers without an id whom several accounts of the file are called like."""
    ids: dict[str, set[str]] = {}
    for each in records:
        if each.account_id:
            ids.setdefault(each.customer, set()).add(each.account_id)
    alike = {Account(id_, key_of(name)) for name, those in ids.items() if len(those) > 1 for id_ in those}
    known = Known(subjects.of_kind(desk.tx, Kind.CUSTOMER) if alike else ())
    return tuple(known.by_id[each].name for each in shared(known, alike))


def _identified(desk: Desk, records: Collection[DealRecord], sources: Collection[str]) -> Identified:
    ids = [record.source_id for record in records]
    found = subjects.identified(desk.tx, Kind.DEAL, ids, sources=sources)
    return {(each.source, each.source_id): each for each in found}


def parts(records: Sequence[DealRecord]) -> Iterator[tuple[DealRecord, ...]]:
    """The records, so many at a time as go into one transaction."""
    return map(tuple, in_parts(records, AT_ONCE))


def import_deals(desk: Desk, reading: Reading[DealRecord], owner_of: OwnerOf | None = None) -> Plan:
    """Import these deals, a few hundred of a file; the same ones a second time change nothing.

    Customers of won deals are not made of them yet. Whoever imports part after part finds the owners once (`owner_of`).
    """
    known = _identified(desk, reading.records, [reading.source])
    plan = _plan(desk, reading, owner_of or owner_finder(people.all_of(desk.tx)), known)
    new = [_new(record, owner_id, desk.now) for record, owner_id in plan.new]
    keep_new(desk, subjects.insert_missing(desk.tx, new))
    changed = {subject.id: (*found, *_no_reason(subject, found)) for subject, found in plan.changed}
    changes.apply_many(desk.tx, changed, by_source=f"import {reading.source}")
    _follow_status(desk, changed)
    follow_accounts(desk, {each.account_id: each.customer for each in reading.records if each.account_id})
    desk.say(Imported(_owners(plan)))
    return plan


def _no_reason(subject: Subject, found: Collection[Change]) -> tuple[Change, ...]:
    """A deal that was opened again is not merged any more, nor lost for the reason that it was lost for."""
    opened = any(one.field == "status" and one.after == Status.OPEN for one in found)
    return (Change(changes.LOST_REASON, subject.lost_reason, None),) if opened and subject.lost_reason else ()


def _owners(plan: Plan) -> frozenset[int]:
    """Whoever carries something that the file brought news of, before or after."""
    owners = {owner_id for _, owner_id in plan.new}
    for subject, found in plan.changed:
        owners |= {
            subject.owner_id,
            *(int(str(one.after)) for one in found if one.field == "owner_id" and one.after),
        }
    return frozenset(owner_id for owner_id in owners if owner_id is not None)


def _plan(desk: Desk, reading: Reading[DealRecord], owner_of: OwnerOf, known: Identified) -> Plan:
    said = said_before_people(desk.tx, [subject.id for subject in known.values()])
    new, changed, unowned, unchanged, held, left_out = [], [], [], 0, 0, []
    for record in reading.records:
        before = known.get((reading.source, record.source_id))
        if record.status is Status.GONE and (before is None or record.merged_into):
            left_out += (
                [record] if before is None else []
            )  # what was merged closes with the other's name (vanishing)
            continue
        owner_id, problem = owner_of(record, record.name)
        if problem:
            unowned.append(replace(problem, kept=before is not None and before.owner_id is not None))
        if before is None:
            new.append((record, owner_id))
            continue
        stated = reading.stated - {"owner_id"} if problem else reading.stated
        if record.status is Status.GONE:
            stated = frozenset({"status"})
        elif before.status is Status.GONE:
            stated = stated | {"status"}  # what is in the file again is not gone
        if not record.named and not _is_made(before):
            stated = stated - {"name"}
        differing = differences(before, record, owner_id, stated=stated)
        found = news(before, differing, said)
        held += len(differing) - len(found)
        if found:
            changed.append((before, found))
        else:
            unchanged += 1
    return Plan(tuple(new), tuple(changed), unchanged, tuple(unowned), held, tuple(left_out))


def _is_made(before: Subject) -> bool:
    """Whether its name was made of other cells (bot.crm.files.deals), since no file has given it one."""
    what = before.product or before.customer
    made = f"{before.customer} - {before.product}", f"{what} {before.source_id}", what
    return before.name in made or before.name == f"{what} {before.source_id[:15]}"


def _new(record: DealRecord, owner_id: int | None, now: datetime) -> NewSubject:
    stated = {name: getattr(record, name) for name in ("source", "source_id", *STATED)}
    due_at = now if record.status is Status.OPEN else None
    return NewSubject(kind=Kind.DEAL, owner_id=owner_id, seen_at=now, due_at=due_at, **stated)


def _follow_status(desk: Desk, changed: Mapping[int, tuple[Change, ...]]) -> None:
    """A deal that was closed wants no more reviews; one that was opened again wants one now."""
    moved = {id_: one.after for id_, found in changed.items() for one in found if one.field == "status"}
    opened = [id_ for id_, status in moved.items() if status == Status.OPEN]
    subjects.set_due_of(desk.tx, opened, desk.now)
    subjects.set_due_of(desk.tx, moved.keys() - opened, None)


def accounts_of(records: Collection[DealRecord]) -> frozenset[Account]:
    """The customers whom these records name."""
    return frozenset(Account(record.account_id, key_of(record.customer)) for record in records)
