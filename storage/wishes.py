"""Wishes for help: who has asked for it with which subject, and when; never changed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, bindparam, func, insert, select

from storage.engine import Transaction
from storage.schema import HERE, UtcDateTime, metadata, needed
from storage.subjects import OPEN, subjects

wishes = Table(
    "wishes",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id")),
    needed("person_id", ForeignKey("people.id")),
    needed("helper_id", ForeignKey("people.id")),
    needed("at", UtcDateTime),
    Index(None, "workspace_id", "at"),
    sqlite_autoincrement=True,
)

c = wishes.c
LATEST = func.max(c.at).label("at")
SINCE = (
    select(c.subject_id, c.person_id, LATEST)
    .join(subjects, subjects.c.id == c.subject_id)
    .where(c.workspace_id == HERE, c.at > bindparam("since", type_=UtcDateTime()), OPEN)
    .group_by(c.subject_id, c.person_id)
    .order_by(LATEST.desc(), c.subject_id)
)


def add(tx: Transaction, *, subject_id: int, person_id: int, helper_id: int) -> None:
    """Note that somebody has asked somebody for help with a subject."""
    said = {"subject_id": subject_id, "person_id": person_id, "helper_id": helper_id}
    tx.execute(insert(wishes).values(workspace_id=tx.workspace, at=tx.now, **said))


def since(tx: Transaction, moment: datetime, *, of: Collection[int] | None = None) -> list[tuple[int, int]]:
    """Which open subjects and who asked for help with each since a moment, the latest first.

    `of` are the ids of the people to whose wishes it is narrowed.
    """
    found = [(row.subject_id, row.person_id) for row in tx.run(SINCE, since=moment)]
    return [each for each in found if of is None or each[1] in of]
