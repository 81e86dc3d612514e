"""Reminders in the outbox: of sellers for whom something is due, and of those with whom they meet."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, exists, func, literal, select

from flows.company.people import SCORES
from storage import outbox
from storage.absences import absences
from storage.engine import Insert, Transaction, among, listed
from storage.mutes import mutes
from storage.occurrences import occurrences
from storage.outbox import Turn, Verb
from storage.pairs import pairs
from storage.people import people
from storage.schema import HERE, NOW
from storage.subjects import OPEN, subjects

c, o, p = people.c, occurrences.c, pairs.c


def put(tx: Transaction, kind: str, seller_ids: Collection[int], day: date) -> None:
    """Remind those of these sellers for whom something is due, once on a local day, by a note of this kind.

    Only who reviews, has neither paused nor muted it, and is there on that day; whose pair has paused is for the caller
    to leave out. What is ready is looked at when it is sent.
    """
    tx.run(_putting(tx.connection.dialect.name, kind, sellers=True), ids=listed(seller_ids), **_on(day))


def put_for_managers(tx: Transaction, kind: str, ids: Collection[int], day: date) -> None:
    """Tell these people, once on a local day: only who has neither paused nor muted it, and is there on that day."""
    tx.run(_putting(tx.connection.dialect.name, kind, sellers=False), ids=listed(ids), **_on(day))


def managers_of(tx: Transaction, seller_ids: Collection[int], day: date) -> Sequence[int]:
    """The ids of those with whom these sellers meet for a day of their cadence, where the seller has something due."""
    return tx.run(_meeting(tx.connection.dialect.name), ids=listed(seller_ids), day=day).scalars().all()


def escalated_above(tx: Transaction, ids: Collection[int]) -> Sequence[int]:
    """The ids of those who lead these people and want to be told who isn't ready in the teams below them."""
    return tx.run(_escalated(tx.connection.dialect.name), ids=listed(ids)).scalars().all()


def _on(day: date) -> dict[str, object]:
    return {"day": day, "day_written": str(day)}


@cache
def _putting(dialect: str, kind: str, *, sellers: bool) -> Insert:
    """Puts a note for each of `ids`; of sellers for those who review and have something due."""
    muted = exists().where(mutes.c.person_id == c.id, mutes.c.kind == kind)
    until = absences.c.until >= bindparam("day")
    away = exists().where(absences.c.person_id == c.id, absences.c.ended_at.is_(None), until)
    waits = (c.role.in_(SCORES), _has_something_due(c.id)) if sellers else ()
    who = among(dialect, c.id), c.paused.is_(False), *waits, ~muted, ~away
    key = literal(f"{kind}:") + c.id.cast(Text) + ":" + bindparam("day_written", type_=Text)
    new = outbox.for_each(dialect, kind, Verb.POST, key, *who, turn=Turn.LAST)
    return new.on_conflict_do_nothing()


@cache
def _escalated(dialect: str) -> Select[Any]:
    led = people.alias()
    theirs = led.c.workspace_id == HERE, among(dialect, led.c.id), c.escalated
    return select(c.id).join_from(led, people, c.id == led.c.manager_id).where(*theirs).distinct()


@cache
def _meeting(dialect: str) -> Select[Any]:
    with_id = func.coalesce(o.with_id, p.manager_id)
    running = (p.seller_id == o.seller_id) & p.ended_at.is_(None)
    its = o.workspace_id == HERE, o.day == bindparam("day"), among(dialect, o.seller_id)
    found = select(with_id).select_from(occurrences.join(pairs, running)).where(*its, with_id.is_not(None))
    return found.where(_has_something_due(o.seller_id)).distinct()


def _has_something_due(seller_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(subjects.c.owner_id == seller_id, OPEN, subjects.c.due_at <= NOW)
