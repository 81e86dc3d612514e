"""Putting a message into the outbox."""

from typing import Any

from bot.desk import Desk
from storage import outbox


def put(desk: Desk, *, kind: str, to: str, key: str, message: dict[str, Any]) -> bool:
    """Put a message into the outbox; False when this occurrence (`key`) is there already."""
    return outbox.put(desk.tx, kind=kind, recipient=to, key=key, facts=message, due_at=desk.now)
