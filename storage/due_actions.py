"""Reminders of action items: whose moment has come, some hundreds at a time, and what comes next of each."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    exists,
    or_,
    select,
    update,
)

from flows.company.people import Role
from flows.company.subjects import Status
from flows.rhythm.due_actions import Reminder, Step
from storage.absences import absences
from storage.action_items import OPEN, OWNER, action_items
from storage.engine import Transaction
from storage.mutes import mutes
from storage.people import people
from storage.schema import HERE, NOW, UtcDateTime
from storage.subjects import subjects

c, p, away = action_items.c, people.c, absences.c


@dataclass(frozen=True)
class Due:
    """A reminder of an action item that is due, and of whoever sees to it what decides when it comes.

    `status` is its subject's, None where it has none; `is_there` says whether they have a part in it and are in
    Slack; `is_wanted` that they have neither paused nor muted it.
    """

    item_id: int
    by: date
    step: Step
    status: Status | None
    slack_id: str | None
    timezone: str
    country: str | None
    away_until: date | None
    is_there: bool
    is_wanted: bool


WORKSPACES_DUE = select(c.workspace_id).where(c.due_at <= NOW).distinct()
IS_MUTED = exists().where(mutes.c.person_id == p.id, mutes.c.kind == bindparam("kind"))
SOME_DUE = (
    select(
        c.id,
        c.by,
        c.reminder,
        c.due_at,
        subjects.c.status,
        p.slack_id,
        p.role,
        p.paused,
        p.timezone,
        p.country,
        away.until,
        IS_MUTED.label("is_muted"),
    )
    .select_from(
        action_items.outerjoin(subjects, subjects.c.id == c.subject_id)
        .join(people, p.id == OWNER)
        .outerjoin(absences, (away.person_id == p.id) & away.ended_at.is_(None))
    )
    .where(c.workspace_id == HERE, c.due_at <= NOW)
    .order_by(c.due_at, c.id)
    .limit(bindparam("limit"))
    .with_for_update(of=action_items, skip_locked=True)
)
PLANNED = (
    update(action_items)
    .where(c.workspace_id == HERE, c.id.in_(bindparam("ids", expanding=True)))
    .values(reminder=bindparam("next"), due_at=bindparam("moment", type_=UtcDateTime()))
)


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces in which an action item's moment has come."""
    return sorted(connection.execute(WORKSPACES_DUE, {"now": now}).scalars())


def some_due(tx: Transaction, *, kind: str, limit: int) -> list[Due]:
    """Some whose moment has come, the longest waiting first, held: whoever asks at the same time gets others.

    `kind` is what their reminder is called where it is muted.
    """
    return [_due(row) for row in tx.run(SOME_DUE, kind=kind, limit=limit)]


def plan(tx: Transaction, steps: Mapping[int, Step | None]) -> None:
    """Have this come next of these action items (ids); None for nothing."""
    alike: defaultdict[Step | None, list[int]] = defaultdict(list)
    for id_, step in steps.items():
        alike[step].append(id_)
    for step, ids in alike.items():
        said = {"next": step.reminder.value if step else None, "moment": step.due_at if step else None}
        tx.run(PLANNED, ids=ids, **said)


def let_wait(tx: Transaction, item_ids: Collection[int]) -> None:
    """Have nothing come of these until they are looked at again."""
    if item_ids:
        its = c.workspace_id == tx.workspace, c.id.in_(item_ids)
        tx.execute(update(action_items).where(*its).values(due_at=None))


def look_again(tx: Transaction, person_id: int, *, tomorrow: datetime) -> None:
    """Look again at what somebody sees to and is not reminded of yet: they are back, or in another zone.

    At what they were reminded of once it is looked `tomorrow` at the earliest, so that both never come on one day.
    """
    carried = select(subjects.c.id).where(subjects.c.owner_id == person_id)
    theirs = or_(c.person_id == person_id, c.person_id.is_(None) & c.subject_id.in_(carried))
    _look(tx, theirs)
    once = OPEN, c.reminder == Reminder.AFTER.value, c.due_at > tomorrow
    tx.execute(
        update(action_items).where(c.workspace_id == tx.workspace, theirs, *once).values(due_at=tomorrow)
    )


def look_again_at(tx: Transaction, subject_ids: Collection[int]) -> None:
    """The same for the action items of some hundreds of subjects: they are open again."""
    _look(tx, c.subject_id.in_(subject_ids))


def _look(tx: Transaction, these: ColumnElement[bool]) -> None:
    waits = OPEN, c.reminder.is_not(None), (c.reminder == Reminder.DUE.value) | c.due_at.is_(None)
    tx.execute(
        update(action_items).where(c.workspace_id == tx.workspace, these, *waits).values(due_at=tx.now)
    )


def _due(row: Row[Any]) -> Due:
    return Due(
        item_id=row.id,
        by=row.by,
        step=Step(Reminder(row.reminder), row.due_at),
        status=Status(row.status) if row.status else None,
        slack_id=row.slack_id,
        timezone=row.timezone,
        country=row.country,
        away_until=row.until,
        is_there=row.slack_id is not None and row.role != Role.NONE.value,
        is_wanted=not row.paused and not row.is_muted,
    )
