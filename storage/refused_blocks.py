"""Kinds of blocks that a Slack workspace does not take yet: what has them goes out in plain ones for a while."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from sqlalchemy import Column, ForeignKey, Table, Text, delete, select

from storage.engine import Transaction, upsert
from storage.schema import UtcDateTime, metadata, needed

refused_blocks = Table(
    "refused_blocks",
    metadata,
    Column("workspace_id", ForeignKey("workspaces.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    needed("refused_at", UtcDateTime),
    needed("release", Text),  # of ours, in which it was refused
)
c = refused_blocks.c
FOR = timedelta(days=30)


def note(tx: Transaction, kinds: Iterable[str], *, release: str) -> None:
    """Slack has refused blocks of these kinds now."""
    same = {"workspace_id": tx.workspace, "refused_at": tx.now, "release": release}
    if rows := [{**same, "kind": kind} for kind in sorted(kinds)]:
        tx.execute(upsert(tx, refused_blocks), rows)


def forget(tx: Transaction, kinds: Collection[str]) -> None:
    """They were no reason: what did without them was refused too."""
    tx.execute(delete(refused_blocks).where(c.workspace_id == tx.workspace, c.kind.in_(kinds)))


def among(tx: Transaction, kinds: Collection[str], *, release: str) -> frozenset[str]:
    """Which of these kinds are not to be tried now: refused within FOR (whatever clock said so), in this release."""
    its = c.workspace_id == tx.workspace, c.kind.in_(kinds), c.release == release
    around = c.refused_at > tx.now - FOR, c.refused_at < tx.now + FOR
    return frozenset(tx.execute(select(c.kind).where(*its, *around)).scalars())
