"""Snoozes: when somebody wants to be reminded once more."""

from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Table, delete, select

from storage.engine import Transaction, upsert
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed

snoozes = Table(
    "snoozes",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("due_at", UtcDateTime, index=True),
)
c = snoozes.c
WORKSPACES_DUE = select(c.workspace_id).where(c.due_at <= NOW).distinct()
TAKE = delete(snoozes).where(c.workspace_id == HERE, c.due_at <= NOW).returning(c.person_id)


def put(tx: Transaction, person_id: int, due_at: datetime) -> None:
    """Somebody wants to be reminded then, in place of what they wanted before."""
    row = {"person_id": person_id, "workspace_id": tx.workspace, "due_at": due_at}
    tx.execute(upsert(tx, snoozes), row)


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces in which somebody's moment has come."""
    return sorted(connection.execute(WORKSPACES_DUE, {"now": now}).scalars())


def take_due(tx: Transaction) -> list[int]:
    """The ids of those whose moment has come; they are given once."""
    return sorted(tx.run(TAKE).scalars())
