"""What was said of how a source writes its files, so that its next file of the same shape needs no option."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import JSON, ForeignKey, PrimaryKeyConstraint, Table, Text, delete, select

from storage.engine import Transaction, upsert
from storage.schema import UtcDateTime, metadata, needed

kept_answers = Table(
    "kept_answers",
    metadata,
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("layout", Text),  # what the file holds: deals, customers
    needed("shape", Text),  # which headings it has
    needed("source", Text),
    needed("answers", JSON),
    needed("at", UtcDateTime),
    PrimaryKeyConstraint("workspace_id", "layout", "shape", "source"),
)


@dataclass(frozen=True)
class Kept:
    """The answers, by their keys, that were given for a source's files of one shape (see bot.crm.usecases.keeping)."""

    shape: str
    source: str
    answers: Mapping[str, str]


def of(tx: Transaction, layout: str) -> list[Kept]:
    """What is kept of files of this kind, the newest first."""
    c = kept_answers.c
    query = select(c.shape, c.source, c.answers).where(c.workspace_id == tx.workspace, c.layout == layout)
    return [Kept(*row) for row in tx.execute(query.order_by(c.at.desc(), c.source))]


def keep(tx: Transaction, layout: str, kept: Kept) -> None:
    """Keep these answers in place of those of before."""
    row = {"workspace_id": tx.workspace, "layout": layout, "shape": kept.shape, "source": kept.source}
    tx.execute(upsert(tx, kept_answers), row | {"answers": dict(kept.answers), "at": tx.now})


def forget(tx: Transaction, layout: str, kept: Kept) -> None:
    """Drop what is kept of a source's files of this shape."""
    c = kept_answers.c
    its = c.workspace_id == tx.workspace, c.layout == layout, c.shape == kept.shape, c.source == kept.source
    tx.execute(delete(kept_answers).where(*its))
