"""Decisions that a 1-to-1 asks of somebody else, and what became of them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)

from flows.meetings.held import Decision
from storage.engine import Transaction
from storage.schema import HERE, UtcDateTime, metadata, needed

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("meeting_id", ForeignKey("meetings.id"), index=True),
    needed("what", Text),
    needed("asked_id", ForeignKey("people.id"), index=True),  # who decides
    needed("by", Date),
    needed("person_id", ForeignKey("people.id")),  # who wrote it down
    needed("at", UtcDateTime),
    Column("answer", Text),
    Column("answered_at", UtcDateTime),
    Column("answered_by", ForeignKey("people.id")),
    sqlite_autoincrement=True,
)


def ask(
    tx: Transaction, meeting_id: int, what: str, asked_id: int, by: date, *, person_id: int
) -> tuple[int, bool]:
    """Ask somebody for a decision; gives its id, and False where the meeting has asked for the same already."""
    d = decisions.c
    same = d.workspace_id == tx.workspace, d.meeting_id == meeting_id, d.what == what, d.asked_id == asked_id
    there = tx.execute(select(d.id).where(*same)).scalar()
    if there is not None:
        return there, False
    row = {
        "workspace_id": tx.workspace,
        "meeting_id": meeting_id,
        "what": what,
        "asked_id": asked_id,
        "by": by,
    }
    new = insert(decisions).values(row | {"person_id": person_id, "at": tx.now}).returning(d.id)
    return tx.execute(new).scalar_one(), True


def answer(tx: Transaction, decision_id: int, text: str, *, person_id: int) -> bool:
    """Note what was decided; False where it was before."""
    d = decisions.c
    its = d.workspace_id == tx.workspace, d.id == decision_id, d.answered_at.is_(None)
    said_now: Mapping[str, object] = {"answer": text, "answered_at": tx.now, "answered_by": person_id}
    return tx.execute(update(decisions).where(*its).values(said_now)).rowcount == 1


def get(tx: Transaction, decision_id: int) -> Decision | None:
    """The one with this id."""
    found = _read(tx, decisions.c.id == decision_id)
    return found[0] if found else None


def of(tx: Transaction, meeting_ids: Collection[int]) -> list[Decision]:
    """What these meetings have asked for, in order."""
    return _read(tx, decisions.c.meeting_id.in_(meeting_ids))


def _query(*conditions: ColumnElement[bool]) -> Select[Any]:
    d = decisions.c
    columns = d.id, d.meeting_id, d.what, d.asked_id, d.by, d.person_id, d.at, d.answer, d.answered_at
    return select(*columns).where(d.workspace_id == HERE, *conditions).order_by(d.id)


# Every Home asks for these.
WAITING = _query(
    decisions.c.asked_id == bindparam("person_id", type_=Integer), decisions.c.answered_at.is_(None)
)


def asked_of(tx: Transaction, person_id: int) -> list[Decision]:
    """The decisions that wait for somebody, the soonest first."""
    found = map(_decision, tx.run(WAITING, person_id=person_id))
    return sorted(found, key=lambda each: (each.by, each.id))


def _read(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Decision]:
    return [_decision(row) for row in tx.run(_query(*conditions))]


def _decision(row: Row[Any]) -> Decision:
    values: tuple[Any, ...] = tuple(row)
    return Decision(*values)
