"""The outbox: messages that are written with what causes them, and sent afterwards, each at most once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from storage.engine import Transaction
from storage.statements import insert
from storage.tables import outbox


class State(StrEnum):
    """Where a message stands. `unknown`: it may have been sent or not, and is never sent again by itself."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OutboxRow:
    """A message: `facts` is what it will say, not its words; `attempts` counts those that Slack put off."""

    id: int
    workspace_id: int
    kind: str
    recipient: str
    key: str
    facts: Mapping[str, object]
    state: State
    due_at: datetime
    attempts: int
    error: str | None
    channel: str | None
    ts: str | None
    thread_ts: str | None
    sent_at: datetime | None


def put(
    tx: Transaction,
    *,
    kind: str,
    recipient: str,
    key: str,
    facts: Mapping[str, object],
    due_at: datetime,
    thread_ts: str | None = None,
) -> bool:
    """Have something sent at `due_at`; False when the workspace has had a message with this key already."""
    parts = {"kind": kind, "recipient": recipient, "key": key, "facts": facts, "thread_ts": thread_ts}
    standing = {"state": State.PENDING.value, "due_at": due_at, "attempts": 0}
    new = insert(tx, outbox).values(workspace_id=tx.workspace, **parts, **standing)
    return tx.execute(new.on_conflict_do_nothing().returning(outbox.c.id)).first() is not None


def has(tx: Transaction, key: str) -> bool:
    """Whether the workspace has had a message with this key."""
    same = outbox.c.workspace_id == tx.workspace, outbox.c.key == key
    return tx.execute(select(outbox.c.id).where(*same)).first() is not None


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces that have something to send, or something that its sender left behind."""
    pending = (outbox.c.state == State.PENDING.value) & (outbox.c.due_at <= now)
    left = (outbox.c.state == State.SENDING.value) & (outbox.c.lease_until <= now)
    query = select(outbox.c.workspace_id).where(pending | left).distinct()
    return sorted(connection.execute(query).scalars())


def claim(tx: Transaction, *, lease: timedelta) -> OutboxRow | None:
    """Take the pending message that has waited longest, for sending within `lease`; None when nothing is due.

    Whoever calls at the same time gets another one. Its transaction ends before it is sent.
    """
    ours = outbox.c.workspace_id == tx.workspace, outbox.c.state == State.PENDING.value
    first = select(outbox.c.id).where(*ours, outbox.c.due_at <= tx.now)
    first = first.order_by(outbox.c.due_at, outbox.c.id).limit(1).with_for_update(skip_locked=True)
    taken = tx.execute(first).scalar_one_or_none()
    if taken is None:
        return None
    sending = {"state": State.SENDING.value, "lease_until": tx.now + lease}
    claimed = update(outbox).where(outbox.c.id == taken).values(sending).returning(outbox)
    return _row(tx.execute(claimed).one())


def mark_sent(tx: Transaction, row_id: int, *, channel: str | None, ts: str | None) -> None:
    """Slack has taken it; `channel` and `ts` say where it stands."""
    _set(tx, row_id, state=State.SENT, channel=channel, ts=ts, sent_at=tx.now, error=None)


def postpone(tx: Transaction, row_id: int, *, until: datetime, error: str) -> None:
    """Slack has not taken it, certainly: try again at `until`."""
    _set(tx, row_id, state=State.PENDING, due_at=until, error=error, attempts=outbox.c.attempts + 1)


def reword(tx: Transaction, row_id: int, *, facts: Mapping[str, object], error: str) -> None:
    """Slack has not taken it as it was: try at once with other facts."""
    _set(tx, row_id, state=State.PENDING, facts=facts, due_at=tx.now, error=error)


def give_up(tx: Transaction, row_id: int, *, error: str) -> None:
    """Slack has refused it for good."""
    _set(tx, row_id, state=State.FAILED, error=error)


def doubt(tx: Transaction, row_id: int, *, error: str) -> None:
    """Nobody knows whether Slack has taken it."""
    _set(tx, row_id, state=State.UNKNOWN, error=error)


def expire(tx: Transaction, *, repeatable: Collection[str]) -> list[OutboxRow]:
    """Settle what its sender left behind: unknown, but pending again for kinds that do no harm twice.

    Gives those that are unknown now.
    """
    over = (
        outbox.c.workspace_id == tx.workspace,
        outbox.c.state == State.SENDING.value,
        outbox.c.lease_until <= tx.now,
    )
    again = {"state": State.PENDING.value, "lease_until": None}
    tx.execute(update(outbox).where(*over, outbox.c.kind.in_(repeatable)).values(again))
    lost = {"state": State.UNKNOWN.value, "lease_until": None, "error": "interrupted while sending"}
    return [_row(row) for row in tx.execute(update(outbox).where(*over).values(lost).returning(outbox))]


def counts(tx: Transaction) -> dict[State, int]:
    """How many messages are pending (being sent included), sent, failed and unknown; always all four."""
    query = select(outbox.c.state, func.count().label("number")).where(outbox.c.workspace_id == tx.workspace)
    found = {row.state: row.number for row in tx.execute(query.group_by(outbox.c.state))}
    pending = found.get(State.PENDING, 0) + found.get(State.SENDING, 0)
    settled = (State.SENT, State.FAILED, State.UNKNOWN)
    return {State.PENDING: pending} | {state: found.get(state, 0) for state in settled}


def unknowns(tx: Transaction) -> list[OutboxRow]:
    """The messages that may have been sent or not, the oldest first."""
    return _in_state(tx, State.UNKNOWN)


def waiting(tx: Transaction, *, error: str) -> int:
    """How many messages wait because Slack said this when they were last tried."""
    return len(_in_state(tx, State.PENDING, outbox.c.error == error))


def failures(tx: Transaction, *, since: datetime) -> list[OutboxRow]:
    """The messages that Slack has refused for good and that were due after `since`, the oldest first."""
    return _in_state(tx, State.FAILED, outbox.c.due_at >= since)


def _in_state(tx: Transaction, state: State, *conditions: ColumnElement[bool]) -> list[OutboxRow]:
    these = outbox.c.workspace_id == tx.workspace, outbox.c.state == state.value, *conditions
    return [_row(row) for row in tx.execute(select(outbox).where(*these).order_by(outbox.c.id))]


def _set(tx: Transaction, row_id: int, *, state: State, **values: object) -> None:
    tx.execute(
        update(outbox)
        .where(outbox.c.workspace_id == tx.workspace, outbox.c.id == row_id)
        .values(state=state.value, lease_until=None, **values)
    )


def _row(row: Row[tuple[object, ...]]) -> OutboxRow:
    values = row._asdict()
    return OutboxRow(
        **{field.name: values[field.name] for field in fields(OutboxRow)} | {"state": State(row.state)}
    )
