"""Second views: a subject given to somebody who scores it without seeing what others say of it.

An auditor's is over once they have submitted. A manager's is for one 1-to-1, and over once both it and the seller's own
review are there, or that 1-to-1 begins; or it is withdrawn, because nothing will come of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Row,
    Table,
    Text,
    bindparam,
    column,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from flows.company.colour import Colour
from flows.company.people import SCORES
from flows.review.review import Purpose
from flows.review.second_view import Before, SecondView
from flows.rhythm.sampling import Pick, Reason
from storage import blindness
from storage.engine import Transaction
from storage.occurrences import State, occurrences
from storage.pairs import pairs
from storage.people import people
from storage.reviews import COUNTS, reviews
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed
from storage.subjects import OPEN, subjects

second_views = Table(
    "second_views",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id"), index=True),
    needed("person_id", ForeignKey("people.id"), index=True),  # who is to score it
    needed("purpose", Text),
    needed("given_by", ForeignKey("people.id")),
    needed("given_at", UtcDateTime),
    Column("submitted_at", UtcDateTime),
    Column("opened_at", UtcDateTime),  # from when both may be seen side by side
    Column("withdrawn_at", UtcDateTime),
    # The 1-to-1 before which it is wanted, as the cadence has it: its row is another one once it is planned anew.
    Column("seller_id", ForeignKey("people.id")),
    Column("day", Date),
    # Why this subject, and its colour then.
    Column("reason", Text),
    Column("since", Date),
    Column("colour", Text),
    Index(
        "ix_second_views_under_way",
        "seller_id",
        sqlite_where=column("opened_at").is_(None) & column("withdrawn_at").is_(None),
        postgresql_where=column("opened_at").is_(None) & column("withdrawn_at").is_(None),
    ),
    sqlite_autoincrement=True,
)
v, o, p = second_views.c, occurrences.c, pairs.c
GIVEN = insert(second_views).returning(v.id)


def give(
    tx: Transaction, subject_id: int, *, to: int, by: int, purpose: Purpose, before: Before | None = None
) -> int:
    """Give a subject to somebody, who is blind to it from now on; returns the second view's id.

    Whether one is under way, the caller has seen.
    """
    new = {"subject_id": subject_id, "person_id": to, "purpose": purpose, "given_by": by, "given_at": tx.now}
    row = {"workspace_id": tx.workspace, **new, **_wanted(before)}
    view_id: int = tx.execute(GIVEN, row).scalar_one()
    blindness.begin(tx, subject_id, to)
    return view_id


def _wanted(before: Before | None) -> dict[str, object]:
    if before is None:
        return {}
    pick = before.pick
    why = {"reason": pick.reason.value, "since": pick.since, "colour": pick.colour.value}
    return {"seller_id": before.seller_id, "day": before.day, **why}


UNDER_WAY = v.opened_at.is_(None), v.withdrawn_at.is_(None)
ALL = select(second_views).where(v.workspace_id == HERE).order_by(v.id.desc())
BY_ID = ALL.where(v.id == bindparam("view_id"))
OF_SUBJECT = ALL.where(v.subject_id == bindparam("subject_id"))
UNDER_WAY_OF = OF_SUBJECT.where(v.person_id == bindparam("person_id"), *UNDER_WAY)
ASKED_OF = ALL.where(v.person_id == bindparam("person_id"), *UNDER_WAY, v.submitted_at.is_(None))
OF_MEETING = ALL.where(v.seller_id == bindparam("seller_id"), v.day == bindparam("day", type_=Date()))
TOGETHER_ON = (
    select(v.subject_id, func.max(v.opened_at).label("at"))
    .where(v.workspace_id == HERE, v.person_id == bindparam("person_id"))
    .where(v.subject_id.in_(bindparam("ids", expanding=True)), v.submitted_at.is_not(None))
    .group_by(v.subject_id)
)
EARLIER = ALL.where(v.person_id == bindparam("person_id"), *UNDER_WAY, v.colour.is_not(None))


def get(tx: Transaction, view_id: int) -> SecondView | None:
    """The second view with this id."""
    row = tx.run(BY_ID, view_id=view_id).one_or_none()
    return _view(row) if row else None


def those(tx: Transaction, ids: Collection[int]) -> list[SecondView]:
    """Those with these ids, the first given first."""
    found = tx.execute(
        select(second_views).where(v.workspace_id == tx.workspace, v.id.in_(ids)).order_by(v.id)
    )
    return [_view(row) for row in found]


def of_subject(tx: Transaction, subject_id: int) -> list[SecondView]:
    """All second views of a subject, the newest first."""
    return [_view(row) for row in tx.run(OF_SUBJECT, subject_id=subject_id)]


def under_way(tx: Transaction, subject_id: int, person_id: int) -> SecondView | None:
    """That for which something of the subject is hidden from this person, whether they have submitted or not."""
    row = tx.run(UNDER_WAY_OF, subject_id=subject_id, person_id=person_id).first()
    return _view(row) if row else None


def asked_of(tx: Transaction, person_id: int) -> list[SecondView]:
    """What waits for somebody, the first given first."""
    return [_view(row) for row in tx.run(ASKED_OF, person_id=person_id)][::-1]


def of_meeting(tx: Transaction, seller_id: int, day: date) -> list[SecondView]:
    """The second views that were wanted before a seller's 1-to-1 of a day of the cadence, the first given first."""
    return [_view(row) for row in tx.run(OF_MEETING, seller_id=seller_id, day=day)][::-1]


def earlier_of(tx: Transaction, person_id: int) -> dict[int, SecondView]:
    """Those of somebody that are under way before a 1-to-1, by the ids of their subjects."""
    return {row.subject_id: _view(row) for row in tx.run(EARLIER, person_id=person_id)}


def together_on(tx: Transaction, person_id: int, subject_ids: Collection[int]) -> dict[int, date]:
    """When each of these was last seen side by side with somebody's view of it, as a day in UTC."""
    found = tx.run(TOGETHER_ON, person_id=person_id, ids=list(subject_ids))
    return {row.subject_id: row.at.date() for row in found if row.at}


def submit(tx: Transaction, view_id: int, purpose: Purpose) -> None:
    """Whoever it was given to has submitted; a moment that is there already stays. An audit is over by that."""
    its = v.workspace_id == tx.workspace, v.id == view_id
    tx.execute(update(second_views).where(*its, v.submitted_at.is_(None)).values(submitted_at=tx.now))
    if purpose is Purpose.AUDIT:
        tx.execute(update(second_views).where(*its, v.opened_at.is_(None)).values(opened_at=tx.now))


SECOND = v.purpose == Purpose.SECOND.value, *UNDER_WAY
ITS_MEETING = (o.seller_id == v.seller_id) & (o.day == v.day)
BEGUN = exists().where(ITS_MEETING, o.due_at.is_(None), o.state != State.SKIPPED.value)
# The seller has reviewed it since, or is not asked for it now: then what they say of it is there already.
BY_SELLER = or_(
    exists().where(
        reviews.c.subject_id == v.subject_id,
        reviews.c.submitted_at >= v.given_at,
        reviews.c.person_id != v.person_id,
        COUNTS,
    ),
    exists().where(subjects.c.id == v.subject_id, or_(subjects.c.due_at.is_(None), subjects.c.due_at > NOW)),
)
BOTH_IN = v.submitted_at.is_not(None) & BY_SELLER
# Something may still come of it: the 1-to-1 is planned, with them, and the subject is open and the seller's.
HOLDS = exists(
    select(o.id)
    .join(pairs, (p.seller_id == o.seller_id) & p.ended_at.is_(None))
    .join(people, people.c.id == func.coalesce(o.with_id, p.manager_id))
    .join(subjects, subjects.c.owner_id == o.seller_id)
    .where(
        ITS_MEETING,
        o.due_at.is_not(None),
        people.c.id == v.person_id,
        people.c.slack_id.is_not(None),
        people.c.role.in_([role.value for role in SCORES]),
        subjects.c.id == v.subject_id,
        OPEN,
    )
    .correlate(second_views)
)
OVER = or_(BEGUN, BOTH_IN, ~HOLDS)
WORKSPACES_OVER = select(v.workspace_id).where(*SECOND, OVER).distinct()
ENDING = v.id, v.subject_id, v.person_id, v.submitted_at
OPENED = (
    update(second_views)
    .where(v.workspace_id == HERE, *SECOND, or_(BEGUN, BOTH_IN))
    .values(opened_at=NOW)
    .returning(*ENDING)
)
WITHDRAWN = (
    update(second_views)
    .where(v.workspace_id == HERE, *SECOND, ~HOLDS)
    .values(withdrawn_at=NOW)
    .returning(*ENDING)
)


@dataclass(frozen=True)
class Ended:
    """The ids of second views that are over now: with `both` views there, or otherwise; and whose they were."""

    both: tuple[int, ...]
    people: frozenset[int]


def workspaces_over(connection: Connection, *, now: Any) -> list[int]:
    """The ids of the workspaces in which some before a 1-to-1 are over and nobody has said so yet."""
    return sorted(connection.execute(WORKSPACES_OVER, {"now": now}).scalars())


def end_those_over(tx: Transaction) -> Ended:
    """Open or withdraw all before a 1-to-1 that are over; from now on nothing is hidden because of them."""
    opened, withdrawn = tx.run(OPENED).all(), tx.run(WITHDRAWN).all()
    return _ended(tx, opened, withdrawn)


def withdraw(tx: Transaction, view_id: int) -> None:
    """Withdraw one that is under way, because another is chosen in its place."""
    its = v.workspace_id == tx.workspace, v.id == view_id, *UNDER_WAY
    gone = tx.execute(update(second_views).where(*its).values(withdrawn_at=tx.now).returning(*ENDING))
    _ended(tx, (), gone.all())


def _ended(tx: Transaction, opened: Collection[Row[Any]], withdrawn: Collection[Row[Any]]) -> Ended:
    for row in (*opened, *withdrawn):
        blindness.lift(tx, row.subject_id, row.person_id)
    both = tuple(sorted(row.id for row in opened if row.submitted_at is not None))
    return Ended(both, frozenset(row.person_id for row in (*opened, *withdrawn)))


def _view(row: Row[Any]) -> SecondView:
    before = None
    if row.day is not None:
        pick = Pick(row.subject_id, Reason(row.reason), Colour(row.colour), row.since)
        before = Before(row.seller_id, row.day, pick)
    return SecondView(
        id=row.id,
        subject_id=row.subject_id,
        person_id=row.person_id,
        purpose=Purpose(row.purpose),
        given_by=row.given_by,
        given_at=row.given_at,
        submitted_at=row.submitted_at,
        opened_at=row.opened_at,
        withdrawn_at=row.withdrawn_at,
        before=before,
    )
