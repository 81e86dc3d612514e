"""Whose moment has come, many at a time, and what comes next for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    bindparam,
    func,
    select,
    update,
)

from flows.rhythm.days_off import Reason, Rule, Settled
from flows.rhythm.pair import Cadence
from flows.rhythm.reminders import Meeting, Reminder, Step
from storage.absences import absences
from storage.engine import Insert, Transaction, among, insert_as, listed
from storage.occurrences import PLANNED, State, occurrences, row_of
from storage.pairs import cadence_of, pairs
from storage.people import people
from storage.schema import HERE, NOW

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
    def day(self) -> date:
        """The cadence's day that it is about."""
        day: date = self.row.day
        return day

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


GROUP: dict[str, ColumnElement[bool]] = {
    name: column.is_not_distinct_from(bindparam(f"its_{name}", type_=column.type))
    for name, column in SAME.items()
} | {"due_at": o.due_at == bindparam("its_due_at")}  # a PostgreSQL index knows equal, but not "not distinct"
SOME = (
    select(o.id)
    .select_from(BOTH)
    .where(o.workspace_id == HERE, c.slack_id.is_not(None), *GROUP.values())
    .limit(bindparam("limit"))
    .with_for_update(of=occurrences, skip_locked=True)
)
MOVE_ON = (
    update(occurrences)
    .where(o.id.in_(SOME))
    .values(
        reminder=bindparam("to_reminder"),
        due_at=bindparam("to_due_at"),
        planned_at=NOW,
        state=func.coalesce(bindparam("to_state"), o.state),
        reason=func.coalesce(bindparam("to_reason"), o.reason),
    )
    .returning(o.seller_id)
)


def move_on(tx: Transaction, group: Group, *, to: Step | None, limit: int) -> Sequence[int]:
    """Have something else come next for some of a group, also who paused, or nothing; gives the sellers' ids.

    Whoever does so at the same time gets others. Of which nothing comes any more has begun; while its pair has paused
    it was skipped.
    """
    skipped = to is None and group.paused
    changed = {
        "to_reminder": to.reminder.value if to else None,
        "to_due_at": to.due_at if to else None,
        "to_state": State.SKIPPED.value if skipped else None,
        "to_reason": Reason.PAUSED.value if skipped else None,
    }
    its = {f"its_{name}": value for name, value in group.row._mapping.items()}
    return tx.run(MOVE_ON, limit=limit, **its, **changed).scalars().all()


def plan_next(
    tx: Transaction, seller_ids: Collection[int], planned: Sequence[tuple[Settled, Meeting, Step | None]]
) -> None:
    """Plan what comes next for these sellers: what is skipped, and the next occurrence with its first step."""
    for settled, meeting, step in planned:
        row = {f"its_{name}": value for name, value in row_of(settled, meeting, step).items()}
        tx.run(_planning(tx.connection.dialect.name), ids=listed(seller_ids), **row)


@cache
def _planning(dialect: str) -> Insert:
    values = {name: bindparam(f"its_{name}", type_=o[name].type) for name in PLANNED}
    found = select(c.workspace_id, c.id, NOW, *values.values())
    names = ["workspace_id", "seller_id", "planned_at", *values]
    its = c.workspace_id == HERE, among(dialect, c.id)
    return insert_as(dialect, occurrences).from_select(names, found.where(*its)).on_conflict_do_nothing()


AWAY = absences.c.workspace_id == HERE, absences.c.ended_at.is_(None), absences.c.until >= bindparam("day")
ANYBODY_AWAY = select(absences.c.id).where(*AWAY).limit(1)


def sellers_hindered(tx: Transaction, seller_ids: Collection[int], day: date) -> Sequence[int]:
    """The ids of those of these sellers who, or whose managers, are away on a day."""
    if tx.run(ANYBODY_AWAY, day=day).first() is None:
        return []
    hindered = _hindered(tx.connection.dialect.name)
    return tx.run(hindered, ids=listed(seller_ids), day=day).scalars().all()


@cache
def _hindered(dialect: str) -> Select[Any]:
    concerned = (absences.c.person_id == p.seller_id) | (absences.c.person_id == p.manager_id)
    of_these = p.ended_at.is_(None), among(dialect, p.seller_id)
    return select(p.seller_id).select_from(pairs.join(absences, concerned)).where(*AWAY, *of_these).distinct()
