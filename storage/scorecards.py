"""The scorecards that reviews were answered with, each kept for good under its content hash."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from storage.statements import insert
from storage.tables import scorecards


def keep(
    tx: Connection, workspace: int, hash_: str, kind: str, content: Mapping[str, object], *, now: datetime
) -> None:
    """Keep a scorecard, as plain data that flows.scorecard.parse reads; one that is there already stays."""
    values = {
        "workspace_id": workspace,
        "hash": hash_,
        "kind": kind,
        "content": content,
        "first_used_at": now,
    }
    tx.execute(insert(tx, scorecards).values(values).on_conflict_do_nothing())


def has(tx: Connection, workspace: int, hash_: str) -> bool:
    """Whether the scorecard with this hash is kept already."""
    which = scorecards.c.workspace_id == workspace, scorecards.c.hash == hash_
    return tx.execute(select(scorecards.c.hash).where(*which)).first() is not None


def content(tx: Connection, workspace: int, hash_: str) -> dict[str, object]:
    """The scorecard with this hash as plain data; sqlalchemy's NoResultFound when it was never kept."""
    which = scorecards.c.workspace_id == workspace, scorecards.c.hash == hash_
    found: dict[str, object] = tx.execute(select(scorecards.c.content).where(*which)).scalar_one()
    return found
