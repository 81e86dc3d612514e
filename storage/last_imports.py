"""When a file of each kind was last imported, and what it brought: how old is what the company knows of itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Integer, PrimaryKeyConstraint, Table, Text, select

from storage.engine import Transaction, upsert
from storage.schema import UtcDateTime, metadata, needed

last_imports = Table(
    "last_imports",
    metadata,
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("layout", Text),  # what the file held: deals, customers, people
    needed("source", Text),
    needed("at", UtcDateTime),
    needed("new", Integer),
    needed("changed", Integer),
    PrimaryKeyConstraint("workspace_id", "layout", "source"),
)
c = last_imports.c


@dataclass(frozen=True)
class LastImport:
    """The last file of a kind from a source: when it was imported (UTC), and how much of it was new or changed."""

    layout: str
    source: str
    at: datetime
    new: int
    changed: int


def note(tx: Transaction, layout: str, source: str, *, new: int, changed: int) -> None:
    """Note that a file is imported now, also one that brings nothing new."""
    row = {"workspace_id": tx.workspace, "layout": layout, "source": source, "at": tx.now}
    tx.execute(upsert(tx, last_imports), row | {"new": new, "changed": changed})


def of(tx: Transaction) -> list[LastImport]:
    """The last one of each kind and source, the newest first."""
    query = select(c.layout, c.source, c.at, c.new, c.changed).where(c.workspace_id == tx.workspace)
    return [LastImport(*row) for row in tx.execute(query.order_by(c.at.desc(), c.layout, c.source))]
