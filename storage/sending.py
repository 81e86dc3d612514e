"""Sending what is in the outbox: taken in batches with a lease, marked before the call and after it, and forgotten."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    case,
    delete,
    exists,
    literal,
    or_,
    select,
    update,
)

from storage.engine import Transaction
from storage.outbox import HOME_EVERY, UNSENT, OutboxRow, State, Verb, c, outbox, row_of, with_id
from storage.schema import UtcDateTime

# For no longer is anything put off or held; what says otherwise was written by a clock that has been set back since.
LONGEST = timedelta(minutes=15)


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces that have something to send, or something that its sender left behind."""
    pending = (c.state == State.PENDING.value) & _has_come(c.due_at, now)
    left = c.state.in_((State.CLAIMED.value, State.SENDING.value)) & _has_come(c.lease_until, now)
    query = select(c.workspace_id).where(pending | left).distinct()
    return sorted(connection.execute(query).scalars())


def claim(tx: Transaction, *, limit: int, lease: timedelta) -> list[OutboxRow]:
    """Take what has waited longest, for sending within `lease`; whoever calls at the same time gets others.

    Of one address only the first is taken: what was said first arrives first, also where Slack put it off.
    """
    earlier, after = outbox.alias("earlier"), outbox.alias("after")
    waits = exists().where(
        earlier.c.workspace_id == tx.workspace,
        earlier.c.address == c.address,
        earlier.c.verb == c.verb,
        earlier.c.state.in_(UNSENT),
        earlier.c.id < c.id,
    )
    stands = exists().where(after.c.id == c.after_id, after.c.state == State.SENT.value)
    due = c.workspace_id == tx.workspace, c.state == State.PENDING.value, _has_come(c.due_at, tx.now)
    ready = select(c.id).where(*due, ~waits, or_(c.after_id.is_(None), stands))
    first = ready.order_by(c.due_at, c.id).limit(limit).with_for_update(skip_locked=True)
    taken = {"state": State.CLAIMED.value, "lease_until": tx.now + lease}
    rows = tx.execute(update(outbox).where(c.id.in_(first)).values(taken).returning(outbox))
    return sorted((row_of(row) for row in rows), key=lambda row: (row.due_at, row.id))


def begin(tx: Transaction, row_id: int, *, lease: timedelta) -> bool:
    """Note that the call is about to be made; False when the row is not ours any more."""
    sending = {"state": State.SENDING.value, "lease_until": tx.now + lease}
    ours = update(outbox).where(*with_id(tx, row_id), c.state == State.CLAIMED.value)
    return tx.execute(ours.values(sending)).rowcount == 1


def release(tx: Transaction, row_ids: Collection[int]) -> None:
    """Give back what was claimed and not begun."""
    ours = c.workspace_id == tx.workspace, c.id.in_(row_ids), c.state == State.CLAIMED.value
    tx.execute(update(outbox).where(*ours).values(state=State.PENDING.value, lease_until=None))


def mark_sent(tx: Transaction, row: OutboxRow, *, channel: str | None, ts: str | None) -> None:
    """Slack has taken it; `channel` and `ts` say where it stands. A Home that was asked for meanwhile goes again."""
    again = c.asked_at > row.asked_at
    state = case((again, State.PENDING.value), else_=State.SENT.value)
    due_at = case((again, literal(tx.now + HOME_EVERY, UtcDateTime())), else_=c.due_at)
    _set(tx, row.id, state=state, due_at=due_at, channel=channel, ts=ts, sent_at=tx.now, error=None)


def postpone(tx: Transaction, row_id: int, *, until: datetime, error: str) -> None:
    """Slack has not taken it, certainly: try again at `until`, and after `LONGEST` all the same."""
    due = min(until, tx.now + LONGEST)
    _set(tx, row_id, state=State.PENDING.value, due_at=due, error=error, attempts=c.attempts + 1)


def put_back(tx: Transaction, row_id: int) -> None:
    """Slack has not taken it, and for no reason of its own: it waits as if it had not been tried."""
    _set(tx, row_id, state=State.PENDING.value)


def say_plainly(tx: Transaction, row_id: int, *, error: str) -> None:
    """Slack has refused its blocks: try at once with plainer ones."""
    _set(tx, row_id, state=State.PENDING.value, plain=True, due_at=tx.now, error=error)


def give_up(tx: Transaction, row_id: int, *, error: str) -> None:
    """Slack has refused it for good."""
    _set(tx, row_id, state=State.FAILED.value, error=error)


def doubt(tx: Transaction, row_id: int, *, error: str) -> None:
    """Nobody knows whether Slack has taken it."""
    _set(tx, row_id, state=State.UNKNOWN.value, error=error)


def expire(tx: Transaction) -> list[OutboxRow]:
    """Settle what a sender left behind: unknown where its call had begun, pending where not, or where it's harmless.

    Gives those that are unknown now.
    """
    over = c.workspace_id == tx.workspace, _has_come(c.lease_until, tx.now)
    harmless = (c.state == State.CLAIMED.value) | (
        (c.state == State.SENDING.value) & (c.verb == Verb.PUBLISH.value)
    )
    again = {"state": State.PENDING.value, "lease_until": None}
    tx.execute(update(outbox).where(*over, harmless).values(again))
    lost = {"state": State.UNKNOWN.value, "lease_until": None, "error": "interrupted while sending"}
    begun = update(outbox).where(*over, c.state == State.SENDING.value)
    return [row_of(row) for row in tx.execute(begun.values(lost).returning(outbox))]


def forget(tx: Transaction, *, kept: timedelta, limit: int) -> int:
    """Delete what was sent so long ago, at most so many rows at a time; gives how many."""
    old = c.workspace_id == tx.workspace, c.state == State.SENT.value, c.sent_at < tx.now - kept
    some = select(c.id).where(*old).order_by(c.id).limit(limit)
    return tx.execute(delete(outbox).where(c.id.in_(some))).rowcount


def workspaces_to_forget(connection: Connection, *, now: datetime, kept: timedelta) -> list[int]:
    """The ids of the workspaces that have sent something so long ago."""
    old = c.state == State.SENT.value, c.sent_at < now - kept
    return sorted(connection.execute(select(c.workspace_id).where(*old).distinct()).scalars())


def _has_come(moment: ColumnElement[datetime], now: datetime) -> ColumnElement[bool]:
    return (moment <= now) | (moment > now + LONGEST)


def _set(tx: Transaction, row_id: int, **values: object) -> None:
    tx.execute(update(outbox).where(*with_id(tx, row_id)).values(lease_until=None, **values))
