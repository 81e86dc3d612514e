"""The outbox: what is to be said, written with what causes it, and sent afterwards, each at most once.

A row holds ids and numbers; its words are made when it is sent.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    Table,
    Text,
    UniqueConstraint,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from storage.engine import Transaction, insert
from storage.people import people
from storage.schema import UtcDateTime, metadata, needed

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("kind", Text),
    needed("verb", Text),
    needed("address", Text),
    needed("key", Text),
    needed("facts", JSON),
    needed("asked_at", UtcDateTime),
    Column("after_id", Integer),  # the row that it comes after; that may be gone by then
    needed("part", Integer),
    needed("plain", Boolean),
    needed("state", Text),
    needed("due_at", UtcDateTime),
    Column("lease_until", UtcDateTime),
    needed("attempts", Integer),
    Column("error", Text),
    Column("channel", Text),
    Column("ts", Text),
    Column("sent_at", UtcDateTime),
    UniqueConstraint("workspace_id", "key"),
    Index(None, "state", "due_at"),
    Index(None, "address", "verb", "state"),
    sqlite_autoincrement=True,
)

HOME = "home"


class State(StrEnum):
    """Where a message stands.

    `claimed`: a sender has it in its batch; `sending`: its call is under way. `unknown`: it may have been sent or
    not, and is never sent again by itself.
    """

    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Verb(StrEnum):
    """What is done at Slack. Publishing a Home does no harm twice."""

    POST = "post"
    UPDATE = "update"
    PUBLISH = "publish"


c = outbox.c
UNSENT = (State.PENDING.value, State.CLAIMED.value, State.SENDING.value)


@dataclass(frozen=True)
class OutboxRow:
    """Something to say: `facts` are the ids and numbers that it is about, as of `asked_at` (UTC).

    `address` is a person (a Slack id), a channel, or several people (ids with commas between). `after_id` is the
    row that it comes after: the message under which it stands, or which it updates. `part` counts what doesn't
    fit into one message; `plain` says that Slack has refused its blocks, so that it goes with plainer ones.
    `attempts` counts those that Slack put off. `channel` and `ts` say where it stands.
    """

    id: int
    workspace_id: int
    kind: str
    verb: Verb
    address: str
    key: str
    facts: Mapping[str, object]
    asked_at: datetime
    after_id: int | None
    part: int
    plain: bool
    state: State
    due_at: datetime
    attempts: int
    error: str | None
    channel: str | None
    ts: str | None
    sent_at: datetime | None


@dataclass(frozen=True)
class Note:
    """What is put into the outbox; see OutboxRow. The key is its occurrence: the same one is there once."""

    kind: str
    address: str
    key: str
    facts: Mapping[str, object]
    verb: Verb = Verb.POST
    after_id: int | None = None
    part: int = 0


def put(tx: Transaction, note: Note) -> bool:
    """Have it sent; False when the workspace has had a note with this key already."""
    new = insert(tx, outbox).values(**vars(note), **_standing(tx))
    return tx.execute(new.on_conflict_do_nothing().returning(c.id)).first() is not None


def ask_homes(tx: Transaction, person_ids: Collection[int]) -> None:
    """Have these people's Homes published again: one row a person, however many changes ask for it."""
    who = people.c.workspace_id == tx.workspace, people.c.id.in_(person_ids), people.c.slack_id.is_not(None)
    values: dict[str, ColumnElement[Any]] = {
        "kind": literal(HOME),
        "verb": literal(Verb.PUBLISH.value),
        "address": people.c.slack_id,
        "key": literal("home:") + people.c.id.cast(Text),
        "facts": literal({}, JSON),
        "part": literal(0),
        **{name: literal(value, c[name].type) for name, value in _standing(tx).items()},
    }
    found = select(people.c.id).where(*who).with_only_columns(*values.values())
    asked = insert(tx, outbox).from_select(list(values), found)
    under_way = c.state.in_((State.CLAIMED.value, State.SENDING.value))
    again = {
        "address": asked.excluded.address,
        "asked_at": tx.now,
        "due_at": tx.now,
        "attempts": 0,
        "state": case((under_way, c.state), else_=State.PENDING.value),
    }
    tx.execute(asked.on_conflict_do_update(index_elements=[c.workspace_id, c.key], set_=again))


def has(tx: Transaction, key: str) -> bool:
    """Whether the workspace has had a note with this key."""
    return tx.execute(select(c.id).where(c.workspace_id == tx.workspace, c.key == key)).first() is not None


def get(tx: Transaction, row_id: int) -> OutboxRow | None:
    """The row with this id."""
    row = tx.execute(select(outbox).where(*_its(tx, row_id))).one_or_none()
    return _row(row) if row else None


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces that have something to send, or something that its sender left behind."""
    pending = (c.state == State.PENDING.value) & (c.due_at <= now)
    left = c.state.in_((State.CLAIMED.value, State.SENDING.value)) & (c.lease_until <= now)
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
    due = c.workspace_id == tx.workspace, c.state == State.PENDING.value, c.due_at <= tx.now
    ready = select(c.id).where(*due, ~waits, or_(c.after_id.is_(None), stands))
    first = ready.order_by(c.due_at, c.id).limit(limit).with_for_update(skip_locked=True)
    taken = {"state": State.CLAIMED.value, "lease_until": tx.now + lease}
    rows = tx.execute(update(outbox).where(c.id.in_(first)).values(taken).returning(outbox))
    return sorted((_row(row) for row in rows), key=lambda row: (row.due_at, row.id))


def begin(tx: Transaction, row_id: int, *, lease: timedelta) -> bool:
    """Note that the call is about to be made; False when the row is not ours any more."""
    sending = {"state": State.SENDING.value, "lease_until": tx.now + lease}
    ours = update(outbox).where(*_its(tx, row_id), c.state == State.CLAIMED.value)
    return tx.execute(ours.values(sending)).rowcount == 1


def release(tx: Transaction, row_ids: Collection[int]) -> None:
    """Give back what was claimed and not begun."""
    ours = c.workspace_id == tx.workspace, c.id.in_(row_ids), c.state == State.CLAIMED.value
    tx.execute(update(outbox).where(*ours).values(state=State.PENDING.value, lease_until=None))


def mark_sent(tx: Transaction, row: OutboxRow, *, channel: str | None, ts: str | None) -> None:
    """Slack has taken it; `channel` and `ts` say where it stands. A Home that was asked for meanwhile goes again."""
    again = case((c.asked_at > row.asked_at, State.PENDING.value), else_=State.SENT.value)
    _set(tx, row.id, state=again, channel=channel, ts=ts, sent_at=tx.now, error=None)


def postpone(tx: Transaction, row_id: int, *, until: datetime, error: str) -> None:
    """Slack has not taken it, certainly: try again at `until`."""
    _set(tx, row_id, state=State.PENDING.value, due_at=until, error=error, attempts=c.attempts + 1)


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
    over = c.workspace_id == tx.workspace, c.lease_until <= tx.now
    harmless = (c.state == State.CLAIMED.value) | (
        (c.state == State.SENDING.value) & (c.verb == Verb.PUBLISH.value)
    )
    again = {"state": State.PENDING.value, "lease_until": None}
    tx.execute(update(outbox).where(*over, harmless).values(again))
    lost = {"state": State.UNKNOWN.value, "lease_until": None, "error": "interrupted while sending"}
    begun = update(outbox).where(*over, c.state == State.SENDING.value)
    return [_row(row) for row in tx.execute(begun.values(lost).returning(outbox))]


def forget(tx: Transaction, *, kept: timedelta, limit: int) -> int:
    """Delete what was sent so long ago, at most so many rows at a time; gives how many."""
    old = c.workspace_id == tx.workspace, c.state == State.SENT.value, c.sent_at < tx.now - kept
    some = select(c.id).where(*old).order_by(c.id).limit(limit)
    return tx.execute(delete(outbox).where(c.id.in_(some))).rowcount


def workspaces_to_forget(connection: Connection, *, now: datetime, kept: timedelta) -> list[int]:
    """The ids of the workspaces that have sent something so long ago."""
    old = c.state == State.SENT.value, c.sent_at < now - kept
    return sorted(connection.execute(select(c.workspace_id).where(*old).distinct()).scalars())


def counts(tx: Transaction) -> dict[State, int]:
    """How many are pending (being sent included), sent, failed and unknown; always all four."""
    query = select(c.state, func.count().label("number")).where(c.workspace_id == tx.workspace)
    found = {row.state: row.number for row in tx.execute(query.group_by(c.state))}
    settled = (State.SENT, State.FAILED, State.UNKNOWN)
    return {State.PENDING: sum(found.get(state, 0) for state in UNSENT)} | {
        state: found.get(state, 0) for state in settled
    }


def unknowns(tx: Transaction) -> list[OutboxRow]:
    """What may have been sent or not, the oldest first."""
    return _in_state(tx, State.UNKNOWN)


def waiting(tx: Transaction, *, error: str) -> int:
    """How many messages wait because Slack said this to one of them; what comes after it waits too."""
    posts = _in_state(tx, State.PENDING, c.verb == Verb.POST.value)
    return len(posts) if any(row.error == error for row in posts) else 0


def failures(tx: Transaction, *, since: datetime) -> list[OutboxRow]:
    """What Slack has refused for good and was due after `since`, the oldest first."""
    return _in_state(tx, State.FAILED, c.due_at >= since)


def _standing(tx: Transaction) -> dict[str, object]:
    """What every new row begins with."""
    return {
        "workspace_id": tx.workspace,
        "asked_at": tx.now,
        "due_at": tx.now,
        "state": State.PENDING.value,
        "attempts": 0,
        "plain": False,
    }


def _in_state(tx: Transaction, state: State, *conditions: ColumnElement[bool]) -> list[OutboxRow]:
    these = c.workspace_id == tx.workspace, c.state == state.value, *conditions
    return _rows(tx.execute(select(outbox).where(*these).order_by(c.id)))


def _its(tx: Transaction, row_id: int) -> tuple[ColumnElement[bool], ...]:
    return c.workspace_id == tx.workspace, c.id == row_id


def _set(tx: Transaction, row_id: int, **values: object) -> None:
    tx.execute(update(outbox).where(*_its(tx, row_id)).values(lease_until=None, **values))


def _rows(found: Iterable[Row[tuple[object, ...]]]) -> list[OutboxRow]:
    return [_row(row) for row in found]


def _row(row: Row[tuple[object, ...]]) -> OutboxRow:
    values = row._asdict()
    own = {field.name: values[field.name] for field in fields(OutboxRow)}
    return OutboxRow(**own | {"state": State(row.state), "verb": Verb(row.verb)})
