"""What is in hand: the outbox tells that it was begun, and not yet what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, select

from storage.engine import Transaction
from storage.outbox import OutboxRow, c, outbox, row_of


@dataclass(frozen=True)
class Told:
    """The kinds of the two rows, whose keys are the same after the kind: `begun:…` and `done:…`."""

    begun: str
    done: str


def in_hand(tx: Transaction, told: Told, *, since: datetime) -> list[Mapping[str, Any]]:
    """The facts of all that was begun since then in this workspace and is not done."""
    rows = tx.execute(select(outbox).where(_open(told), c.workspace_id == tx.workspace, c.asked_at > since))
    return [row_of(row).facts for row in rows]


def left_behind(tx: Transaction, told: Told, *, before: datetime) -> list[OutboxRow]:
    """What was begun before then and is not done: whoever had it in hand has ended."""
    rows = tx.execute(select(outbox).where(_open(told), c.workspace_id == tx.workspace, c.asked_at <= before))
    return [row_of(row) for row in rows]


def workspaces_left_behind(connection: Connection, told: Told, *, before: datetime) -> list[int]:
    """The ids of the workspaces that have any."""
    return sorted(
        connection.execute(
            select(c.workspace_id).where(_open(told), c.asked_at <= before).distinct()
        ).scalars()
    )


def _open(told: Told) -> ColumnElement[bool]:
    done = outbox.alias("done")
    key = told.done + func.substr(c.key, len(told.begun) + 1)
    ended = exists().where(done.c.workspace_id == c.workspace_id, done.c.key == key)
    return (c.kind == told.begun) & ~ended
