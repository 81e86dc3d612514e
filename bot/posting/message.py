"""Putting a message into the outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.desk import Desk
from storage import outbox


def put(
    tx: Connection, desk: Desk, *, kind: str, to: str, key: str, message: dict[str, Any], now: datetime
) -> bool:
    """Put a message into the outbox; False when this occurrence (`key`) is there already."""
    return outbox.put(tx, desk.workspace, kind=kind, recipient=to, key=key, facts=message, due_at=now)
