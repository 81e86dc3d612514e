"""Sending what is in the outbox: taken in batches with a lease, marked before the call and after it, and forgotten."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Update,
    bindparam,
    case,
    delete,
    exists,
    or_,
    select,
    update,
)

from storage.engine import Transaction
from storage.outbox import HOME_EVERY, POSTS, UNSENT, WITH_ID, OutboxRow, State, Verb, c, outbox, row_of
from storage.schema import HERE, NOW, UtcDateTime
from storage.workspaces import that_have

# For no longer is anything put off or held; what says otherwise was written by a clock that has been set back since.
LONGEST = timedelta(minutes=15)
LATEST: BindParameter[datetime] = bindparam("latest", type_=UtcDateTime())


def _has_come(moment: ColumnElement[datetime]) -> ColumnElement[bool]:
    return (moment <= NOW) | (moment > LATEST)


DUE = (c.state == State.PENDING.value) & _has_come(c.due_at)
LEFT = c.state.in_((State.CLAIMED.value, State.SENDING.value)) & _has_come(c.lease_until)
WORKSPACES_DUE = that_have(outbox, (DUE, LEFT))


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces that have something to send, or something that its sender left behind."""
    return list(connection.execute(WORKSPACES_DUE, {"now": now, "latest": now + LONGEST}).scalars())


def _claim() -> Update:
    earlier, after = outbox.alias("earlier"), outbox.alias("after")
    waits = exists().where(
        earlier.c.workspace_id == HERE,
        earlier.c.address == c.address,
        earlier.c.verb == c.verb,
        earlier.c.state.in_(UNSENT),
        earlier.c.turn <= c.turn,
        earlier.c.id < c.id,
    )
    stands = exists().where(after.c.id == c.after_id, after.c.state == State.SENT.value)
    ready = select(c.id).where(c.workspace_id == HERE, DUE, ~waits, or_(c.after_id.is_(None), stands))
    first = ready.order_by(c.turn, c.due_at, c.id).limit(bindparam("most", type_=Integer()))
    claimed = update(outbox).where(c.id.in_(first.with_for_update(skip_locked=True)))
    return claimed.values(state=State.CLAIMED.value, lease_until=bindparam("until"))


CLAIM = _claim().returning(outbox)


def claim(tx: Transaction, *, limit: int, lease: timedelta) -> list[OutboxRow]:
    """Take what has waited longest, for sending within `lease`; whoever calls at the same time gets others.

    Each in its turn (see Turn). Of one address and turn only the first is taken: what was said first arrives first,
    also where Slack put it off.
    """
    rows = tx.run(CLAIM, most=limit, until=tx.now + lease, latest=tx.now + LONGEST)
    return sorted((row_of(row) for row in rows), key=lambda row: (row.turn, row.due_at, row.id))


BEGIN = (
    update(outbox)
    .where(*WITH_ID, c.state == State.CLAIMED.value)
    .values(state=State.SENDING.value, lease_until=bindparam("until"))
)


def begin(tx: Transaction, row_id: int, *, lease: timedelta) -> bool:
    """Note that the call is about to be made; False when the row is not ours any more."""
    return tx.run(BEGIN, row_id=row_id, until=tx.now + lease).rowcount == 1


RELEASE = (
    update(outbox)
    .where(c.workspace_id == HERE, c.id.in_(bindparam("ids", expanding=True)), c.state == State.CLAIMED.value)
    .values(state=State.PENDING.value, lease_until=None)
)


def release(tx: Transaction, row_ids: Collection[int]) -> None:
    """Give back what was claimed and not begun."""
    tx.run(RELEASE, ids=list(row_ids))


SETTLE = update(outbox).where(*WITH_ID).values(lease_until=None)
AGAIN = c.asked_at > bindparam("asked")
SENT = SETTLE.values(
    state=case((AGAIN, State.PENDING.value), else_=State.SENT.value),
    due_at=case((AGAIN, bindparam("later", type_=UtcDateTime())), else_=c.due_at),
    channel=bindparam("in_channel"),
    ts=bindparam("as_ts"),
    sent_at=NOW,
    error=None,
)


MOVED = (
    update(outbox).where(*WITH_ID).values(channel=bindparam("in_channel"), ts=bindparam("as_ts"), sent_at=NOW)
)


def mark_sent(tx: Transaction, row: OutboxRow, *, channel: str | None, ts: str | None) -> None:
    """Slack has taken it; `channel` and `ts` say where it stands. A Home that was asked for meanwhile goes again."""
    later = tx.now + HOME_EVERY
    tx.run(SENT, row_id=row.id, asked=row.asked_at, later=later, in_channel=channel, as_ts=ts)


def postpone(tx: Transaction, row_id: int, *, until: datetime, error: str) -> None:
    """Slack has not taken it, certainly: try again at `until`, and after `LONGEST` all the same."""
    due = min(until, tx.now + LONGEST)
    _set(tx, row_id, state=State.PENDING.value, due_at=due, error=error, attempts=c.attempts + 1)


def put_back(tx: Transaction, row_id: int) -> None:
    """Slack has not taken it, and for no reason of its own: it waits as if it had not been tried."""
    _set(tx, row_id, state=State.PENDING.value)


def post_anew(tx: Transaction, row: OutboxRow, *, error: str) -> None:
    """What it updates can't be changed any more: post it at once, in the place of that."""
    _set(tx, row.id, state=State.PENDING.value, verb=Verb.REPOST.value, due_at=tx.now, error=error)


def stand_anew(tx: Transaction, row: OutboxRow) -> None:
    """What a row said stands elsewhere from now on, and what stood under it does no longer."""
    tx.run(MOVED, row_id=row.after_id, in_channel=row.channel, as_ts=row.ts)
    its_parts = c.workspace_id == tx.workspace, c.after_id == row.after_id, c.part > 0
    for row_id in list(tx.execute(select(c.id).where(*its_parts)).scalars()):
        drop(tx, row_id)


def drop(tx: Transaction, row_id: int) -> None:
    """Forget a message that stands no longer, and what was to be done with it."""
    drop_followers(tx, row_id)
    tx.execute(delete(outbox).where(c.workspace_id == tx.workspace, c.id == row_id))


def drop_followers(tx: Transaction, row_id: int) -> None:
    """Forget what was to come after a message, and has not come yet."""
    waiting = c.workspace_id == tx.workspace, c.after_id == row_id, c.state.in_(UNSENT)
    tx.execute(delete(outbox).where(*waiting))


def say_plainly(tx: Transaction, row_id: int, *, error: str) -> None:
    """Slack has refused its blocks: try at once with plainer ones."""
    _set(tx, row_id, state=State.PENDING.value, plain=True, due_at=tx.now, error=error)


def give_up(tx: Transaction, row_id: int, *, error: str) -> None:
    """Slack has refused it for good."""
    _set(tx, row_id, state=State.FAILED.value, error=error)


def doubt(tx: Transaction, row_id: int, *, error: str) -> None:
    """Nobody knows whether Slack has taken it."""
    _set(tx, row_id, state=State.UNKNOWN.value, error=error)


POSTED = [verb.value for verb in POSTS]
OVER = c.workspace_id == HERE, LEFT
HARMLESS = (c.state == State.CLAIMED.value) | ((c.state == State.SENDING.value) & c.verb.not_in(POSTED))
GIVE_BACK = update(outbox).where(*OVER, HARMLESS).values(state=State.PENDING.value, lease_until=None)
LOSE = (
    update(outbox)
    .where(*OVER, c.state == State.SENDING.value)
    .values(state=State.UNKNOWN.value, lease_until=None, error="interrupted while sending")
    .returning(outbox)
)


def expire(tx: Transaction) -> list[OutboxRow]:
    """Settle what a sender left behind: unknown where its call had begun, pending where not, or where it's harmless.

    Gives those that are unknown now.
    """
    latest = tx.now + LONGEST
    tx.run(GIVE_BACK, latest=latest)
    return [row_of(row) for row in tx.run(LOSE, latest=latest)]


def forget(tx: Transaction, *, kept: timedelta, limit: int) -> int:
    """Delete what was sent so long ago, at most so many rows at a time; gives how many."""
    old = c.workspace_id == tx.workspace, c.state == State.SENT.value, c.sent_at < tx.now - kept
    some = select(c.id).where(*old).order_by(c.id).limit(limit)
    return tx.execute(delete(outbox).where(c.id.in_(some))).rowcount


def workspaces_to_forget(connection: Connection, *, now: datetime, kept: timedelta) -> list[int]:
    """The ids of the workspaces that have sent something so long ago."""
    old = c.state == State.SENT.value, c.sent_at < now - kept
    return sorted(connection.execute(select(c.workspace_id).where(*old).distinct()).scalars())


def _set(tx: Transaction, row_id: int, **values: object) -> None:
    tx.run(SETTLE.values(**values), row_id=row_id)
