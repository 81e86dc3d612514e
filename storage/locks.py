"""Waiting for each other: what two people write about one subject at the same moment comes one after the other."""

from sqlalchemy import select

from storage.engine import Transaction
from storage.tables import subjects


def hold_subject(tx: Transaction, subject_id: int) -> bool:
    """Have whoever else would hold this subject wait for our end; False when there is none.

    SQLite has one writer anyway.
    """
    its = subjects.c.workspace_id == tx.workspace, subjects.c.id == subject_id
    return tx.execute(select(subjects.c.id).where(*its).with_for_update()).first() is not None
