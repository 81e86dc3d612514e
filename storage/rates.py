"""Rates: what a unit of a currency is in the company's, as somebody has set it for a day; the newest counts."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text, func, insert, select

from flows.figures.closing import Rate
from storage.engine import Transaction
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed

rates = Table(
    "rates",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id"), index=True),
    needed("currency", Text),
    needed("into_", Text),
    needed("rate", Text),  # as it was written: it has as many decimals as it likes
    needed("as_of", Date),
    needed("set_at", UtcDateTime),
    sqlite_autoincrement=True,
)

c = rates.c
NEWEST = select(func.max(c.id)).where(c.workspace_id == HERE, c.set_at <= NOW).group_by(c.currency)
OURS = select(rates).where(c.id.in_(NEWEST)).order_by(c.currency)


def all_of(tx: Transaction) -> dict[str, Rate]:
    """The rates by their currency, as they are at the moment of the act."""
    return {row.currency: Rate(row.currency, row.into_, Decimal(row.rate), row.as_of) for row in tx.run(OURS)}


def set_all(tx: Transaction, new: Iterable[Rate]) -> None:
    """Set rates; what was set before stays on record."""
    said = {"workspace_id": tx.workspace, "set_at": tx.now}
    rows = [
        {"currency": each.currency, "into_": each.into, "rate": f"{each.rate:f}", "as_of": each.as_of, **said}
        for each in new
    ]
    if rows:
        tx.execute(insert(rates), rows)
