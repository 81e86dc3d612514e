"""Reminders: whose moment has come, many at a time, what comes next for them, and what is put into the outbox."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    Text,
    exists,
    func,
    literal,
    select,
    update,
)

from flows.company.people import Role
from flows.rhythm.days_off import Reason, Rule, Settled
from flows.rhythm.pair import Cadence
from flows.rhythm.reminders import Meeting, Reminder, Step
from storage import outbox
from storage.absences import absences
from storage.engine import Transaction, among, insert
from storage.mutes import mutes
from storage.occurrences import State, occurrences, row_of
from storage.outbox import Turn, Verb
from storage.pairs import cadence_of, pairs
from storage.people import people
from storage.schema import HERE, NOW
from storage.subjects import OPEN, subjects

o, p, c = occurrences.c, pairs.c, people.c
manager = people.alias("manager")
RUNS = (p.seller_id == o.seller_id) & p.ended_at.is_(None)
BOTH: FromClause = (
    occurrences.join(pairs, RUNS)
    .join(people, c.id == o.seller_id)
    .outerjoin(manager, manager.c.id == p.manager_id)
)
# All that decides what comes next: those of whom it is the same are moved on together.
SAME: dict[str, ColumnElement[Any]] = {
    "reminder": o.reminder,
    "due_at": o.due_at,
    "begins_at": o.begins_at,
    "day": o.day,
    "moved_to": o.moved_to,
    "planned_for": o.at,
    "timezone": o.timezone,
    "zone": func.coalesce(p.timezone, c.timezone),
    "every": p.every,
    "nth": p.nth,
    "weekday": p.weekday,
    "at": p.at,
    "anchor": p.anchor,
    "minutes": p.minutes,
    "ahead": p.ahead,
    "on_day_off": p.on_day_off,
    "sellers_country": c.country,
    "managers_country": manager.c.country,
    "without_manager": p.manager_id.is_(None),
    "paused": p.paused,
}


@dataclass(frozen=True)
class Group:
    """Those for whom the same comes next at the same moment, and who meet alike."""

    row: Row[Any]

    @property
    def step(self) -> Step:
        """What is due, and since when."""
        return Step(Reminder(self.row.reminder), self.row.due_at)

    @property
    def paused(self) -> bool:
        """Whether nothing comes of it, as their pairs have paused."""
        return bool(self.row.paused)

    @property
    def meeting(self) -> Meeting:
        """The occurrence that it is about."""
        row = self.row
        return Meeting(
            row.moved_to or row.day,
            time.fromisoformat(row.planned_for),
            row.timezone,
            timedelta(hours=row.ahead),
        )

    @property
    def cadence(self) -> Cadence:
        """How often they meet, in the zone in which they are now."""
        return cadence_of(self.row, self.row.zone)

    @property
    def rule(self) -> Rule:
        """What they do about days off."""
        return Rule(self.row.on_day_off)

    @property
    def countries(self) -> tuple[str | None, ...]:
        """The countries of the two, where they are known."""
        own: str | None = self.row.sellers_country
        return (own,) if self.row.without_manager else (own, self.row.managers_country)


DUE = o.due_at <= NOW, c.slack_id.is_not(None)
WORKSPACES_DUE = (
    select(o.workspace_id).select_from(occurrences.join(people, c.id == o.seller_id)).where(*DUE).distinct()
)
GROUPS_DUE = (
    select(*(column.label(name) for name, column in SAME.items()))
    .select_from(BOTH)
    .where(o.workspace_id == HERE, *DUE)
    .distinct()
    .order_by(o.due_at)
)


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces in which somebody's moment has come."""
    return sorted(connection.execute(WORKSPACES_DUE, {"now": now}).scalars())


def groups_due(tx: Transaction) -> list[Group]:
    """Whose moment has come, of those who are in Slack; the longest waiting first."""
    return [Group(row) for row in tx.run(GROUPS_DUE)]


def move_on(tx: Transaction, group: Group, *, to: Step | None, limit: int) -> Sequence[int]:
    """Have something else come next for some of a group, also who paused, or nothing; gives the sellers' ids.

    Whoever does so at the same time gets others. Of which nothing comes any more has begun.
    """
    first = _some(tx, group).limit(limit).with_for_update(of=occurrences, skip_locked=True)
    values = {"reminder": to.reminder.value, "due_at": to.due_at} if to else _begun(group)
    moved = (
        update(occurrences).where(o.id.in_(first)).values(planned_at=tx.now, **values).returning(o.seller_id)
    )
    return tx.execute(moved).scalars().all()


def _some(tx: Transaction, group: Group) -> Select[Any]:
    same = (
        column.is_(None) if group.row._mapping[name] is None else column == group.row._mapping[name]
        for name, column in SAME.items()
    )
    return (
        select(o.id).select_from(BOTH).where(o.workspace_id == tx.workspace, c.slack_id.is_not(None), *same)
    )


def _begun(group: Group) -> dict[str, Any]:
    """Its moment has come; a pair that has paused had none."""
    skipped = {"state": State.SKIPPED.value, "reason": Reason.PAUSED.value} if group.paused else {}
    return {"reminder": None, "due_at": None, **skipped}


def plan_next(
    tx: Transaction, seller_ids: Collection[int], planned: Sequence[tuple[Settled, Meeting, Step | None]]
) -> None:
    """Plan what comes next for these sellers: what is skipped, and the next occurrence with its first step."""
    for settled, meeting, step in planned:
        row = row_of(settled, meeting, step) | {"planned_at": tx.now}
        values = {name: literal(value, o[name].type) for name, value in row.items()}
        names = ["workspace_id", "seller_id", *values]
        found = select(c.workspace_id, c.id, *values.values()).where(among(tx, c.id, seller_ids))
        tx.execute(insert(tx, occurrences).from_select(names, found).on_conflict_do_nothing())


def sellers_hindered(tx: Transaction, seller_ids: Collection[int], day: date) -> Sequence[int]:
    """The ids of those of these sellers who, or whose managers, are away on a day."""
    away = absences.c
    running = away.workspace_id == tx.workspace, away.ended_at.is_(None), away.until >= day
    if tx.execute(select(away.id).where(*running).limit(1)).first() is None:
        return []
    concerned = (away.person_id == p.seller_id) | (away.person_id == p.manager_id)
    query = select(p.seller_id).select_from(pairs.join(absences, concerned)).where(*running)
    return (
        tx.execute(query.where(p.ended_at.is_(None), among(tx, p.seller_id, seller_ids)).distinct())
        .scalars()
        .all()
    )


def managers_of(tx: Transaction, group: Group, seller_ids: Collection[int]) -> Sequence[int]:
    """The ids of those with whom these sellers of a group meet, where the seller has something due."""
    its = o.workspace_id == tx.workspace, o.day == group.row.day, among(tx, o.seller_id, seller_ids)
    with_id = func.coalesce(o.with_id, p.manager_id)
    query = select(with_id).select_from(occurrences.join(pairs, RUNS)).where(*its, with_id.is_not(None))
    return (
        tx.execute(query.where(_has_something_due(o.seller_id)).distinct(), {"now": tx.now}).scalars().all()
    )


def put(
    tx: Transaction, kind: str, seller_ids: Collection[int], day: date, *, roles: Collection[Role]
) -> None:
    """Remind those of these sellers for whom something is due, once on a local day, by a note of this kind.

    Only who has one of the roles, has neither paused nor muted it, and is there on that day; whose pair has paused is
    for the caller to leave out. What is ready is looked at when it is sent.
    """
    _put(tx, kind, seller_ids, day, c.role.in_(roles), _has_something_due(c.id))


def put_for_managers(tx: Transaction, kind: str, ids: Collection[int], day: date) -> None:
    """Tell these people, once on a local day: only who has neither paused nor muted it, and is there on that day."""
    _put(tx, kind, ids, day)


def _put(tx: Transaction, kind: str, ids: Collection[int], day: date, *wanted: ColumnElement[bool]) -> None:
    muted = exists().where(mutes.c.person_id == c.id, mutes.c.kind == kind)
    away = exists().where(
        absences.c.person_id == c.id, absences.c.ended_at.is_(None), absences.c.until >= day
    )
    who = among(tx, c.id, ids), c.paused.is_(False), *wanted, ~muted, ~away
    key = literal(f"{kind}:") + c.id.cast(Text) + literal(f":{day}")
    new = outbox.for_each(tx.connection.dialect.name, kind, Verb.POST, key, *who, turn=Turn.LAST)
    tx.run(new.on_conflict_do_nothing())


def _has_something_due(seller_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(subjects.c.owner_id == seller_id, OPEN, subjects.c.due_at <= NOW)
