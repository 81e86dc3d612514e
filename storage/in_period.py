"""What happened until a moment, and in a period: teams, reviews, second views, action items, decisions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, func, or_, select

from flows.company.subjects import Status
from flows.review.action_item import Fate
from flows.review.review import Purpose
from storage.action_items import action_fates, action_items
from storage.changes import changes
from storage.decisions import decisions
from storage.engine import Transaction
from storage.meetings import meetings
from storage.pairs import pairs
from storage.people import people
from storage.reviews import COUNTS, reviews
from storage.schema import HERE, UtcDateTime
from storage.scorecards import scorecards
from storage.second_views import second_views

OPENING = bindparam("opening", type_=UtcDateTime())
CLOSING = bindparam("closing", type_=UtcDateTime())
p, r, v, ch = pairs.c, reviews.c, second_views.c, changes.c

PAIRS = select(p.seller_id, p.manager_id, p.since, p.ended_at).where(p.workspace_id == HERE).order_by(p.id)
LISTED = select(people.c.id, people.c.manager_id, people.c.role, people.c.name).where(
    people.c.workspace_id == HERE
)
CLOSED = (
    select(ch.subject_id, func.max(ch.at).label("at"))
    .where(
        ch.workspace_id == HERE,
        ch.field == "status",
        ch.at > OPENING,
        ch.at <= CLOSING,
        ch.after != Status.OPEN.value,
    )
    .group_by(ch.subject_id)
)
IN_PERIOD = r.workspace_id == HERE, r.submitted_at > OPENING, r.submitted_at <= CLOSING, COUNTS
REVIEWED = (
    select(
        r.subject_id,
        func.count().label("number"),
        func.sum(case((r.cutoff_at.is_not(None), 1), else_=0)).label("after_cut_off"),
    )
    .where(*IN_PERIOD)
    .group_by(r.subject_id)
)
CORRECTED = (
    select(r.subject_id, r.submitted_at, r.reason)
    .where(*IN_PERIOD, r.corrects_id.is_not(None))
    .order_by(r.id)
)
OVER = func.coalesce(v.opened_at, v.withdrawn_at)
VIEWED = (
    select(v.subject_id, r.id.label("second_id"), OVER.label("opened_at"), v.submitted_at)
    .join(reviews, r.second_view_id == v.id)
    .where(
        v.workspace_id == HERE,
        v.purpose == Purpose.SECOND.value,
        OVER <= CLOSING,
        v.submitted_at <= CLOSING,
        or_(OVER > OPENING, v.submitted_at > OPENING),
    )
    .order_by(v.id)
)
STANDING_AT = select(func.max(r.id)).where(
    r.workspace_id == HERE,
    r.subject_id == bindparam("subject_id"),
    r.submitted_at <= bindparam("moment", type_=UtcDateTime()),
    COUNTS,
)
FIRST_USED = select(scorecards.c.hash, scorecards.c.first_used_at).where(scorecards.c.workspace_id == HERE)

i, f = action_items.c, action_fates.c
LAST_FATE = (
    select(f.item_id, func.max(f.id).label("id"))
    .where(f.workspace_id == HERE, f.at <= CLOSING)
    .group_by(f.item_id)
    .subquery()
)
ACTIONS = (
    select(
        *(i.id, i.kind, i.what, i.subject_id, i.question_id, i.scorecard_hash, i.person_id, i.about_id),
        *(i.by, i.created_at, i.created_by, f.fate, f.at.label("fate_at")),
    )
    .select_from(
        action_items.outerjoin(LAST_FATE, LAST_FATE.c.item_id == i.id).outerjoin(
            action_fates, f.id == LAST_FATE.c.id
        )
    )
    .where(
        i.workspace_id == HERE,
        i.created_at <= CLOSING,
        or_(f.fate.is_(None), f.fate == Fate.TAKEN_BACK.value, f.at > OPENING),
    )
    .order_by(i.id)
)
d = decisions.c
ASKED = (
    select(d.id, d.what, d.asked_id, d.by, d.at, d.answer, d.answered_at, meetings.c.manager_id)
    .join(meetings, meetings.c.id == d.meeting_id)
    .where(d.workspace_id == HERE, d.at <= CLOSING, or_(d.answered_at.is_(None), d.answered_at > OPENING))
    .order_by(d.by, d.id)
)


@dataclass(frozen=True)
class Managed:
    """Who had which manager at a moment, by the ids of people; `in_doubt` are those of whom it isn't known.

    These stand with their first known manager.
    """

    managers: dict[int, int | None]
    in_doubt: frozenset[int]


def managed(tx: Transaction, moment: datetime) -> Managed:
    """Who met with whom at a moment, as the pairs have it."""
    running: dict[int, int | None] = {}
    first: dict[int, int | None] = {}
    for row in tx.run(PAIRS):
        first.setdefault(row.seller_id, row.manager_id)
        if row.since <= moment and (row.ended_at is None or row.ended_at > moment):
            running[row.seller_id] = row.manager_id
    for row in tx.run(LISTED):
        first.setdefault(row.id, row.manager_id)
    return Managed(first | running, frozenset(first.keys() - running.keys()))


def listed(tx: Transaction) -> Sequence[Row[Any]]:
    """Everybody on the list, as (id, manager_id, role, name)."""
    return tx.run(LISTED).all()


def closed(tx: Transaction, opening: datetime, closing: datetime) -> dict[int, datetime]:
    """When subjects were said to be won, lost or gone between two moments, the last time, by their ids."""
    return {row.subject_id: row.at for row in tx.run(CLOSED, opening=opening, closing=closing)}


def reviewed(tx: Transaction, opening: datetime, closing: datetime) -> Sequence[Row[Any]]:
    """The reviews that came between two moments, as (subject_id, number, after_cut_off)."""
    return tx.run(REVIEWED, opening=opening, closing=closing).all()


def corrected(tx: Transaction, opening: datetime, closing: datetime) -> Sequence[Row[Any]]:
    """The corrections among them, as (subject_id, submitted_at, reason)."""
    return tx.run(CORRECTED, opening=opening, closing=closing).all()


def viewed(tx: Transaction, opening: datetime, closing: datetime) -> Sequence[Row[Any]]:
    """The second views of managers that could be seen beside the first from a moment between the two on.

    As (subject_id, second_id, opened_at, submitted_at), where `second_id` is the manager's review.
    """
    return tx.run(VIEWED, opening=opening, closing=closing).all()


def standing_at(tx: Transaction, subject_id: int, moment: datetime) -> int | None:
    """The id of the review that none had superseded at a moment."""
    found: int | None = tx.run(STANDING_AT, subject_id=subject_id, moment=moment).scalar()
    return found


def actions(tx: Transaction, opening: datetime, closing: datetime) -> Sequence[Row[Any]]:
    """All action items that were open at some moment from the opening on, with what had become of them last.

    What is `taken back` was open again.
    """
    return tx.run(ACTIONS, opening=opening, closing=closing).all()


def decided(tx: Transaction, opening: datetime, closing: datetime) -> Sequence[Row[Any]]:
    """The decisions that were asked for until the closing and not answered before the opening."""
    return tx.run(ASKED, opening=opening, closing=closing).all()


def first_used(tx: Transaction, versions: Collection[str]) -> dict[str, datetime]:
    """When these scorecards were first answered with, by their versions."""
    return {row.hash: row.first_used_at for row in tx.run(FIRST_USED) if row.hash in versions}
