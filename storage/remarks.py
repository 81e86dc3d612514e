"""Remarks: what an owner has to say of a level that somebody else lowered; written once, never changed."""

from collections.abc import Collection

from sqlalchemy import select

from flows.review.remark import Remark
from storage.engine import Transaction
from storage.statements import insert
from storage.tables import remarks


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
