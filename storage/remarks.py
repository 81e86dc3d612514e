"""Remarks: what an owner has to say of a level that somebody else lowered; written once, never changed."""

from collections.abc import Collection

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, UniqueConstraint, select

from flows.review.lowering import Remark
from storage.engine import Transaction, insert
from storage.schema import UtcDateTime, metadata, needed

remarks = Table(  # of a seller, on a level that somebody lowered
    "remarks",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("review_id", ForeignKey("reviews.id")),  # the one that lowered it
    needed("question_id", Text),
    needed("person_id", ForeignKey("people.id")),
    needed("text", Text),
    needed("at", UtcDateTime),
    UniqueConstraint("review_id", "question_id"),
    sqlite_autoincrement=True,
)


def add(tx: Transaction, remark: Remark) -> bool:
    """Write a remark; False when this question of this review has one already, which then stays as it is."""
    new = insert(tx, remarks).values(workspace_id=tx.workspace, **vars(remark))
    return tx.execute(new.on_conflict_do_nothing().returning(remarks.c.id)).first() is not None


def of(tx: Transaction, review_ids: Collection[int]) -> list[Remark]:
    """The remarks on these reviews, the oldest first."""
    query = select(remarks).where(remarks.c.workspace_id == tx.workspace, remarks.c.review_id.in_(review_ids))
    return [
        Remark(row.review_id, row.question_id, row.person_id, row.text, row.at)
        for row in tx.execute(query.order_by(remarks.c.id))
    ]
