"""Reading back what was changed in a subject, for whoever may read it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select

from flows.crm import Change, Value
from storage.engine import Transaction
from storage.tables import changes

AMOUNTS = {"amount", "probability", "stage_probability"}
DATES = {"close_date", "created_on", "closed_on"}


@dataclass(frozen=True)
class Noted:
    """A change on record: when (UTC), and by which person (id) or which source."""

    change: Change
    at: datetime
    by_person: int | None
    by_source: str | None


def newest(tx: Transaction, subject_id: int, *, limit: int) -> list[Noted]:
    """The newest changes of a subject, the newest first."""
    its = changes.c.workspace_id == tx.workspace, changes.c.subject_id == subject_id
    query = select(changes).where(*its).order_by(changes.c.id.desc()).limit(limit)
    return [
        Noted(
            Change(row.field, _value(row.field, row.before), _value(row.field, row.after)),
            row.at,
            row.by_person,
            row.by_source,
        )
        for row in tx.execute(query)
    ]


def _value(field: str, text: str | None) -> Value:
    if text is None:
        return None
    if field == "owner_id":
        return int(text)
    if field in DATES:
        return date.fromisoformat(text)
    return Decimal(text) if field in AMOUNTS else text
