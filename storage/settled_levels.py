"""Levels that a seller and a manager have settled on in a 1-to-1, beside what each had said; none is ever changed."""

from collections.abc import Collection

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, Text, insert, select

from flows.meetings.settling import SettledLevel
from storage.engine import Transaction
from storage.schema import UtcDateTime, metadata, needed

settled_levels = Table(
    "settled_levels",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("meeting_id", ForeignKey("meetings.id"), index=True),
    needed("subject_id", ForeignKey("subjects.id")),
    needed("question_id", Text),
    Column("first", Integer),  # the seller's level, empty for "not known"
    Column("second", Integer),  # the manager's
    Column("level", Integer),  # what counts from then on
    needed("is_agreed", Boolean),
    needed("person_id", ForeignKey("people.id")),  # who wrote it down
    needed("at", UtcDateTime),
    sqlite_autoincrement=True,
)


def add(tx: Transaction, meeting_id: int, found: Collection[SettledLevel], *, person_id: int) -> int:
    """Write down the levels that were settled; gives a number that nothing else has been given."""
    of_each = {"workspace_id": tx.workspace, "meeting_id": meeting_id, "person_id": person_id, "at": tx.now}
    new = insert(settled_levels).returning(settled_levels.c.id)
    ids: list[int] = list(tx.execute(new, [of_each | vars(each) for each in found]).scalars())
    return max(ids)


def of(tx: Transaction, meeting_id: int) -> list[SettledLevel]:
    """What was settled in it: of each question the last."""
    s = settled_levels.c
    query = select(s.subject_id, s.question_id, s.first, s.second, s.level, s.is_agreed).order_by(s.id)
    rows = tx.execute(query.where(s.workspace_id == tx.workspace, s.meeting_id == meeting_id))
    return list({(row.subject_id, row.question_id): SettledLevel(*row) for row in rows}.values())
