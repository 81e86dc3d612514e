"""1-to-1s that were begun: whose each is, what it looks at, and where it stands."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    exists,
    select,
    update,
)

from flows.meetings.held import Meeting
from storage import engine
from storage.engine import Transaction
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed
from storage.sign_offs import sign_offs
from storage.workspaces import that_have

meetings = Table(
    "meetings",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("occurrence_id", ForeignKey("occurrences.id"), unique=True),
    needed("seller_id", ForeignKey("people.id")),
    needed("manager_id", ForeignKey("people.id"), index=True),  # or who stands in
    needed("subject_ids", JSON),  # those that are looked at one by one, in this order
    needed("begun_at", UtcDateTime),
    needed("begun_by", ForeignKey("people.id")),
    needed("place", Text),  # the name of the stop where it stands
    Column("ended_at", UtcDateTime),
    Column("remind_at", UtcDateTime, index=True),  # of signing; empty once that was said, or both have
    Index(None, "seller_id", "begun_at"),
    sqlite_autoincrement=True,
)


c = meetings.c
FEW = 5


def begin(
    tx: Transaction,
    occurrence_id: int,
    seller_id: int,
    manager_id: int,
    subject_ids: Collection[int],
    *,
    by: int,
    place: str,
) -> tuple[Meeting, bool]:
    """Note that a 1-to-1 has begun (`by` whom, at which `place`); gives it, and whether it is new."""
    new = {"occurrence_id": occurrence_id, "seller_id": seller_id, "manager_id": manager_id}
    when = {"begun_at": tx.now, "begun_by": by, "place": place}
    row = new | when | {"workspace_id": tx.workspace, "subject_ids": list(subject_ids)}
    made = engine.insert(tx, meetings).values(row).on_conflict_do_nothing().returning(c.id)
    is_new = tx.execute(made).first() is not None
    [found] = _read(tx, c.occurrence_id == occurrence_id)
    return found, is_new


def get(tx: Transaction, meeting_id: int, *, held: bool = False) -> Meeting | None:
    """The one with this id; `held` for writing: whoever else holds it waits for our end."""
    found = _read(tx, c.id == meeting_id, held=held)
    return found[0] if found else None


def _query(*conditions: ColumnElement[bool], limit: int | None = None) -> Select[Any]:
    return select(meetings).where(c.workspace_id == HERE, *conditions).order_by(c.id.desc()).limit(limit)


# Every Home asks for these.
SOMEBODY = bindparam("person_id", type_=Integer)
WITH_SOMEBODY = (c.seller_id == SOMEBODY) | (c.manager_id == SOMEBODY)
SIGNED = exists().where(sign_offs.c.meeting_id == c.id)
SIGNED_BY_ONE = (
    SIGNED.where(sign_offs.c.person_id != SOMEBODY),
    ~SIGNED.where(sign_offs.c.person_id == SOMEBODY),
)
OPEN_WITH = _query(WITH_SOMEBODY, c.ended_at.is_(None))
UNSIGNED_BY = _query(WITH_SOMEBODY, c.ended_at.is_not(None), *SIGNED_BY_ONE, limit=FEW)


def open_with(tx: Transaction, person_id: int) -> list[Meeting]:
    """Those that go on in which somebody is one of the two, the latest first."""
    return [_meeting(row) for row in tx.run(OPEN_WITH, person_id=person_id)]


def unsigned_by(tx: Transaction, person_id: int) -> list[Meeting]:
    """Those that the other one has signed and somebody has not, the latest first."""
    return [_meeting(row) for row in tx.run(UNSIGNED_BY, person_id=person_id)]


def of_both(tx: Transaction, seller_id: int, manager_id: int) -> list[Meeting]:
    """All of a seller and a manager, the latest first."""
    return _read(tx, c.seller_id == seller_id, c.manager_id == manager_id)


def before(tx: Transaction, meeting: Meeting) -> Meeting | None:
    """The one of the same seller and manager before it."""
    both = c.seller_id == meeting.seller_id, c.manager_id == meeting.manager_id
    found = _read(tx, *both, c.id < meeting.id, limit=1)
    return found[0] if found else None


def move(tx: Transaction, meeting_id: int, place: str) -> None:
    """Have it stand elsewhere."""
    _change(tx, meeting_id, place=place)


def remind(tx: Transaction, meeting_id: int, at: datetime | None) -> None:
    """Remind of signing at a moment (UTC), or not any more."""
    _change(tx, meeting_id, remind_at=at)


def end(tx: Transaction, meeting_id: int) -> None:
    """It is over; what it has no sign-offs for still waits for them."""
    _change(tx, meeting_id, ended_at=tx.now)


WORKSPACES_DUE = that_have(meetings, [c.remind_at <= NOW])


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces in which somebody is to be reminded of signing."""
    return list(connection.execute(WORKSPACES_DUE, {"now": now}).scalars())


def to_remind(tx: Transaction, *, limit: int) -> list[Meeting]:
    """Some of those of which signing is to be reminded of, held until we end."""
    return _read(tx, c.remind_at <= tx.now, limit=limit, held=True)


def _change(tx: Transaction, meeting_id: int, **values: object) -> None:
    tx.execute(update(meetings).where(c.workspace_id == tx.workspace, c.id == meeting_id).values(values))


def _read(
    tx: Transaction, *conditions: ColumnElement[bool], limit: int | None = None, held: bool = False
) -> list[Meeting]:
    query = _query(*conditions, limit=limit)
    return [_meeting(row) for row in tx.run(query.with_for_update() if held else query)]


def _meeting(row: Row[Any]) -> Meeting:
    return Meeting(
        id=row.id,
        occurrence_id=row.occurrence_id,
        seller_id=row.seller_id,
        manager_id=row.manager_id,
        subject_ids=tuple(row.subject_ids),
        begun_at=row.begun_at,
        begun_by=row.begun_by,
        place=row.place,
        ended_at=row.ended_at,
    )
