"""The scorecards that reviews were answered with, each kept for good under the hash that it had when it came."""

from collections.abc import Mapping

from sqlalchemy import JSON, Column, ForeignKey, Table, Text, bindparam, select

from flows.scorecards.scorecard import Scorecard, parse
from storage.engine import Transaction, insert
from storage.schema import HERE, UtcDateTime, metadata, needed

scorecards = Table(
    "scorecards",
    metadata,
    Column("workspace_id", ForeignKey("workspaces.id"), primary_key=True),
    Column("hash", Text, primary_key=True),
    needed("kind", Text),
    needed("content", JSON),
    needed("first_used_at", UtcDateTime),
)


WITH_HASH = scorecards.c.workspace_id == HERE, scorecards.c.hash == bindparam("its_hash")
HAS = select(scorecards.c.hash).where(*WITH_HASH)
CONTENT = select(scorecards.c.content).where(*WITH_HASH)


def keep(tx: Transaction, hash_: str, kind: str, content: Mapping[str, object]) -> None:
    """Keep a scorecard, as plain data that flows.scorecards.scorecard.parse reads; one that is there already stays."""
    values = {
        "workspace_id": tx.workspace,
        "hash": hash_,
        "kind": kind,
        "content": content,
        "first_used_at": tx.now,
    }
    tx.execute(insert(tx, scorecards).values(values).on_conflict_do_nothing())


def has(tx: Transaction, hash_: str) -> bool:
    """Whether the scorecard with this hash is kept already."""
    return tx.run(HAS, its_hash=hash_).first() is not None


def get(tx: Transaction, hash_: str) -> Scorecard:
    """The scorecard that is kept under this hash, which stays its version; it is never hashed again.

    sqlalchemy's NoResultFound when it was never kept.
    """
    return parse(tx.run(CONTENT, its_hash=hash_).scalar_one(), version=hash_)


VERSIONS = select(scorecards.c.hash).where(scorecards.c.workspace_id == HERE).order_by(scorecards.c.hash)


def versions(tx: Transaction) -> list[str]:
    """The hashes of all that are kept."""
    return list(tx.run(VERSIONS).scalars())
