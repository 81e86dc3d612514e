"""Mutes: which kinds of messages somebody wants none of."""

from collections.abc import Collection

from sqlalchemy import Column, ForeignKey, Table, Text, bindparam, delete, select

from storage.engine import Transaction, insert
from storage.schema import HERE, metadata, needed

mutes = Table(
    "mutes",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("kind", Text, primary_key=True),  # as in the outbox
    needed("workspace_id", ForeignKey("workspaces.id")),
)
c = mutes.c
OF = select(c.kind).where(c.workspace_id == HERE, c.person_id == bindparam("person_id"))


def of(tx: Transaction, person_id: int) -> frozenset[str]:
    """The kinds that somebody wants none of."""
    return frozenset(tx.run(OF, person_id=person_id).scalars())


def choose(tx: Transaction, person_id: int, kinds: Collection[str]) -> None:
    """Somebody wants none of these kinds, and all others."""
    its = c.workspace_id == tx.workspace, c.person_id == person_id
    tx.execute(delete(mutes).where(*its, c.kind.not_in(kinds)))
    rows = [{"person_id": person_id, "kind": kind, "workspace_id": tx.workspace} for kind in sorted(kinds)]
    if rows:
        tx.execute(insert(tx, mutes).on_conflict_do_nothing(), rows)
