"""Targets: what a team or the company is to sell in a quarter; each is a row of its own, and the newest counts."""

from collections.abc import Iterable

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, bindparam, func, insert, select

from flows.company.quarters import Quarter
from flows.figures.closing import Target
from storage.engine import Transaction
from storage.schema import HERE, NOW, Amount, UtcDateTime, metadata, needed

targets = Table(
    "targets",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    Column("team_id", ForeignKey("people.id")),  # who leads the team; empty for the whole company
    needed("quarter", Text),
    needed("currency", Text),
    Column("amount", Amount),  # empty where there is none any more
    needed("set_at", UtcDateTime),
    Column("set_by", ForeignKey("people.id")),  # empty for a file
    Index(None, "workspace_id", "quarter"),
    sqlite_autoincrement=True,
)

c = targets.c
# As of the moment of the act: a period that is over is told with the targets of its time.
NEWEST = (
    select(func.max(c.id))
    .where(c.workspace_id == HERE, c.quarter == bindparam("quarter", type_=Text()), c.set_at <= NOW)
    .group_by(c.team_id, c.currency)
)
OF_QUARTER = select(targets).where(c.id.in_(NEWEST), c.amount.is_not(None)).order_by(c.team_id, c.currency)


def of(tx: Transaction, quarter: Quarter) -> list[Target]:
    """The targets of a quarter, of the company and of every team, as they are at the moment of the act."""
    found = tx.run(OF_QUARTER, quarter=str(quarter))
    return [Target(row.team_id, quarter, row.amount, row.currency) for row in found]


def set_all(tx: Transaction, new: Iterable[Target], *, by: int | None = None) -> None:
    """Set targets; what was set before stays on record. An amount of 0 is no target any more."""
    said = {"workspace_id": tx.workspace, "set_at": tx.now, "set_by": by}
    rows = [
        {
            "team_id": each.team_id,
            "quarter": str(each.quarter),
            "currency": each.currency,
            "amount": each.amount or None,
            **said,
        }
        for each in new
    ]
    if rows:
        tx.execute(insert(targets), rows)
