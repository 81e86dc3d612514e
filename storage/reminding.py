"""Reminders: whose weekly moment has come, many at a time, and what is put into the outbox for them."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import Connection, Text, exists, literal, select, update

from flows.company.people import Role
from storage import outbox
from storage.engine import Transaction
from storage.outbox import Turn, Verb
from storage.people import people
from storage.schema import HERE, NOW
from storage.subjects import OPEN, subjects

c = people.c


class Rhythm(NamedTuple):
    """Who meets on a weekday (Monday = 0) at a local time of a zone, and when their reminder was `planned` (UTC)."""

    weekday: int
    at: time
    timezone: str
    planned: datetime


DUE = c.remind_at <= NOW, c.slack_id.is_not(None)
WORKSPACES_DUE = select(c.workspace_id).where(*DUE).distinct()
RHYTHMS_DUE = (
    select(c.weekday, c.at, c.timezone, c.remind_at).where(c.workspace_id == HERE, *DUE).distinct()
).order_by(c.remind_at)


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces in which somebody's moment has come."""
    return sorted(connection.execute(WORKSPACES_DUE, {"now": now}).scalars())


def rhythms_due(tx: Transaction) -> list[Rhythm]:
    """Whose moment has come, of those who are in Slack; the longest waiting first."""
    return [
        Rhythm(row.weekday, time.fromisoformat(row.at), row.timezone, row.remind_at)
        for row in tx.run(RHYTHMS_DUE)
    ]


def move_on(tx: Transaction, rhythm: Rhythm, *, to: datetime, limit: int) -> list[int]:
    """Give some people of a rhythm their next moment, also who paused; gives their ids.

    Whoever does so at the same time gets others. Of rhythms that differ in the moment only, the earlier goes first.
    """
    some = select(c.id).where(
        c.workspace_id == tx.workspace,
        c.remind_at <= rhythm.planned,
        c.weekday == rhythm.weekday,
        c.at == rhythm.at.strftime("%H:%M"),
        c.timezone == rhythm.timezone,
        c.slack_id.is_not(None),
    )
    first = some.limit(limit).with_for_update(skip_locked=True)
    moved = update(people).where(c.id.in_(first)).values(remind_at=to).returning(c.id)
    return list(tx.execute(moved).scalars())


def put(tx: Transaction, kind: str, ids: Collection[int], day: date, *, roles: Collection[Role]) -> None:
    """Remind those of these people for whom something is due, once on a local day, by a note of this kind.

    Only who has one of the roles and has not paused. What is ready is looked at when it is sent.
    """
    waits = exists().where(subjects.c.owner_id == c.id, OPEN, subjects.c.due_at <= NOW)
    who = c.id.in_(ids), c.role.in_(roles), c.paused.is_(False), waits
    key = literal(f"{kind}:") + c.id.cast(Text) + literal(f":{day}")
    new = outbox.for_each(tx.connection.dialect.name, kind, Verb.POST, key, *who, turn=Turn.LAST)
    tx.run(new.on_conflict_do_nothing())
