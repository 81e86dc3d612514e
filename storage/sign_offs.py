"""Sign-offs: that each of the two has signed what a 1-to-1 came to, and whether it was worth the time."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, func, select

from flows.meetings.held import SignOff
from storage import engine
from storage.engine import Transaction
from storage.schema import UtcDateTime, metadata, needed

sign_offs = Table(
    "sign_offs",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("meeting_id", ForeignKey("meetings.id")),
    needed("person_id", ForeignKey("people.id")),
    needed("at", UtcDateTime),
    Column("remark", Text),
    Column("worth", Integer),  # the time, from 1 to 5
    UniqueConstraint("meeting_id", "person_id"),
    Index(None, "workspace_id", "at"),
    sqlite_autoincrement=True,
)


def add(tx: Transaction, meeting_id: int, person_id: int, *, remark: str | None, worth: int | None) -> bool:
    """Note that somebody has signed; False where they had."""
    row = {"workspace_id": tx.workspace, "meeting_id": meeting_id, "person_id": person_id, "at": tx.now}
    new = engine.insert(tx, sign_offs).values(row | {"remark": remark, "worth": worth})
    return tx.execute(new.on_conflict_do_nothing().returning(sign_offs.c.id)).first() is not None


def of(tx: Transaction, meeting_id: int) -> list[SignOff]:
    """Who has signed, in order."""
    s = sign_offs.c
    its = s.workspace_id == tx.workspace, s.meeting_id == meeting_id
    return [
        SignOff(*row) for row in tx.execute(select(s.person_id, s.at, s.remark).where(*its).order_by(s.id))
    ]


def worth_between(tx: Transaction, since: datetime, until: datetime) -> tuple[int, int, int]:
    """How many people said between two moments (UTC) whether a meeting was worth the time, how often, and their sum."""
    s = sign_offs.c
    query = select(
        func.count(s.person_id.distinct()), func.count(s.worth), func.coalesce(func.sum(s.worth), 0)
    )
    its = s.workspace_id == tx.workspace, s.at >= since, s.at < until, s.worth.is_not(None)
    people, times, total = tx.execute(query.where(*its)).one()
    return people, times, total
