"""Having somebody's reminder be due when a test needs it."""

from datetime import datetime

from sqlalchemy import update

from flows.rhythm.reminders import Reminder
from storage.engine import Transaction
from storage.occurrences import OPEN, occurrences


def remind_at(tx: Transaction, seller_id: int, moment: datetime) -> None:
    """Have the reminder to prepare for what a seller has planned come at this moment (aware)."""
    its = occurrences.c.workspace_id == tx.workspace, occurrences.c.seller_id == seller_id, OPEN
    tx.execute(update(occurrences).where(*its).values(reminder=Reminder.PREPARE.value, due_at=moment))
