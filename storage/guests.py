"""Guests of the Slack workspace: people of others, whom its channels may have as readers."""

from collections.abc import Collection

from sqlalchemy import Column, ForeignKey, Table, Text, delete, select

from storage.engine import Transaction, insert
from storage.schema import metadata

guests = Table(
    "guests",
    metadata,
    Column("workspace_id", ForeignKey("workspaces.id"), primary_key=True),
    Column("slack_id", Text, primary_key=True),
)
c = guests.c


def all_of(tx: Transaction) -> frozenset[str]:
    """Their Slack ids."""
    return frozenset(tx.execute(select(c.slack_id).where(c.workspace_id == tx.workspace)).scalars())


def note(tx: Transaction, *, are: Collection[str], are_not: Collection[str]) -> None:
    """These are guests, and those are none (any more)."""
    if are_not:
        tx.execute(delete(guests).where(c.workspace_id == tx.workspace, c.slack_id.in_(are_not)))
    if are:
        rows = [{"workspace_id": tx.workspace, "slack_id": id_} for id_ in sorted(are)]
        tx.execute(insert(tx, guests).on_conflict_do_nothing(), rows)
