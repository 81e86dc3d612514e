"""The outbox: what is to be said, written with what causes it, and sent afterwards, each at most once.

A row holds ids and numbers; its words are made when it is sent.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Row,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    case,
    column,
    func,
    literal,
    select,
    update,
)

from storage.engine import Insert, Transaction, insert, insert_as
from storage.people import HOME_WATCHED, people
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed

FOLLOWS = column("after_id").is_not(None)

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
    needed("turn", Integer, server_default="0"),
    needed("state", Text),
    needed("due_at", UtcDateTime),
    Column("lease_until", UtcDateTime),
    needed("attempts", Integer),
    Column("error", Text),
    Column("channel", Text),
    Column("ts", Text),
    Column("sent_at", UtcDateTime),
    UniqueConstraint("workspace_id", "key"),
    Index(None, "workspace_id", "state", "turn", "due_at", "id"),
    Index(None, "address", "verb", "state"),
    Index(None, "after_id", sqlite_where=FOLLOWS, postgresql_where=FOLLOWS),
    sqlite_autoincrement=True,
)

HOME = "home"
HOME_EVERY = timedelta(seconds=10)


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
    """What is done at Slack. All but a post does no harm twice.

    `repost` posts anew what could not be updated any more: it stands in the place of the row that it comes after.
    """

    POST = "post"
    REPOST = "repost"
    UPDATE = "update"
    DELETE = "delete"
    PUBLISH = "publish"


POSTS = (Verb.POST, Verb.REPOST)


class Turn(IntEnum):
    """What goes first, however many others wait: what somebody waits for, then Homes, then what may take hours."""

    FIRST = 0
    HOMES = 1
    LAST = 2


c = outbox.c
UNSENT = (State.PENDING.value, State.CLAIMED.value, State.SENDING.value)


@dataclass(frozen=True)
class OutboxRow:
    """Something to say: `facts` are the ids and numbers that it is about, as of `asked_at` (UTC).

    `address` is a person (a Slack id), a channel, or several people (ids with commas between). `after_id` is the
    row that it comes after: the message under which it stands, or which it updates. `part` counts what doesn't
    fit into one message; `plain` says that Slack has refused its blocks, so that it goes with plainer ones. `turn` says
    what goes before it.
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
    turn: int
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
    turn: Turn = Turn.FIRST


NEW = {"state": State.PENDING.value, "attempts": 0, "plain": False}
WITH_ID = c.workspace_id == HERE, c.id == bindparam("row_id")
BY_ID = select(outbox).where(*WITH_ID)


def put(tx: Transaction, note: Note) -> bool:
    """Have it sent; False when the workspace has had a note with this key already."""
    new = insert(tx, outbox).on_conflict_do_nothing().returning(c.id)
    return tx.execute(new, vars(note) | _standing(tx)).first() is not None


def put_many(tx: Transaction, notes: Sequence[Note]) -> None:
    """The same for some hundreds at once."""
    if notes:
        standing = _standing(tx)
        tx.execute(insert(tx, outbox).on_conflict_do_nothing(), [vars(note) | standing for note in notes])


def ask_homes(tx: Transaction, person_ids: Collection[int], *, with_managers: Collection[int] = ()) -> None:
    """Have the Homes of those of these people published again who have opened theirs of late.

    Also the Homes of those `with_managers` (ids), and their managers'. One row a person, however many changes ask for
    it, and at most one in HOME_EVERY: what changes until then is shown with it. Everybody else's is made when they
    open it.
    """
    tx.run(
        _asking_homes(tx.connection.dialect.name),
        ids=[*person_ids, *with_managers],
        led=list(with_managers),
        watched=tx.now - HOME_WATCHED,
        lately=tx.now - HOME_EVERY,
        later=tx.now + HOME_EVERY,
    )


@cache
def _asking_homes(dialect: str) -> Insert:
    led = people.alias()
    their = led.c.id.in_(bindparam("led", expanding=True))
    managers = select(led.c.manager_id).where(led.c.workspace_id == HERE, their)
    who = (
        people.c.id.in_(bindparam("ids", expanding=True)) | people.c.id.in_(managers),
        people.c.home_opened_at > bindparam("watched"),
    )
    key = literal("home:") + people.c.id.cast(Text)
    asked = for_each(dialect, HOME, Verb.PUBLISH, key, *who, turn=Turn.HOMES)
    under_way = c.state.in_((State.CLAIMED.value, State.SENDING.value))
    again = {
        "address": asked.excluded.address,
        "asked_at": NOW,
        "due_at": case(
            ((c.state == State.PENDING.value) & (c.due_at > NOW), c.due_at),
            (c.sent_at > bindparam("lately"), bindparam("later", type_=UtcDateTime())),
            else_=NOW,
        ),
        "attempts": 0,
        "state": case((under_way, c.state), else_=State.PENDING.value),
    }
    return asked.on_conflict_do_update(index_elements=[c.workspace_id, c.key], set_=again)


def for_each(
    dialect: str, kind: str, verb: Verb, key: ColumnElement[str], *who: ColumnElement[bool], turn: Turn
) -> Insert:
    """Puts a note without facts for each person in Slack of whom all conditions hold; `key` is made of their row."""
    same = {"kind": kind, "verb": verb.value, "facts": {}, "part": 0, "turn": turn.value, **NEW}
    values: dict[str, ColumnElement[Any]] = {
        "address": people.c.slack_id,
        "key": key,
        "workspace_id": HERE,
        "asked_at": NOW,
        "due_at": NOW,
        **{name: literal(value, c[name].type) for name, value in same.items()},
    }
    its = people.c.workspace_id == HERE, people.c.slack_id.is_not(None), *who
    return insert_as(dialect, outbox).from_select(list(values), select(*values.values()).where(*its))


def has(tx: Transaction, key: str) -> bool:
    """Whether the workspace has had a note with this key."""
    return tx.execute(select(c.id).where(c.workspace_id == tx.workspace, c.key == key)).first() is not None


def by_key(tx: Transaction, key: str) -> OutboxRow | None:
    """The workspace's note with this key."""
    row = tx.execute(select(outbox).where(c.workspace_id == tx.workspace, c.key == key)).one_or_none()
    return row_of(row) if row else None


def address_of(tx: Transaction, key: str) -> str | None:
    """Where the workspace's note with this key goes; None where there is none."""
    return tx.execute(select(c.address).where(c.workspace_id == tx.workspace, c.key == key)).scalar()


def get(tx: Transaction, row_id: int) -> OutboxRow | None:
    """The row with this id."""
    row = tx.run(BY_ID, row_id=row_id).one_or_none()
    return row_of(row) if row else None


def give_up_all(tx: Transaction, *, error: str) -> None:
    """Send nothing of what waits."""
    waiting = c.workspace_id == tx.workspace, c.state.in_(UNSENT)
    tx.execute(update(outbox).where(*waiting).values(state=State.FAILED.value, error=error, lease_until=None))


def below(tx: Transaction, row_id: int) -> dict[int, OutboxRow]:
    """What stands under a message of what didn't fit into it, by its part: the newest of each."""
    under = c.workspace_id == tx.workspace, c.after_id == row_id, c.part > 0, c.verb == Verb.POST.value
    rows = tx.execute(select(outbox).where(*under, c.state == State.SENT.value).order_by(c.id))
    return {row.part: row_of(row) for row in rows}


def is_followed(tx: Transaction, row_id: int) -> bool:
    """Whether something that comes after a row is still to be sent."""
    after = c.workspace_id == tx.workspace, c.after_id == row_id, c.state.in_(UNSENT)
    return tx.execute(select(c.id).where(*after).limit(1)).first() is not None


def counts(tx: Transaction) -> dict[State, int]:
    """How many are pending (being sent included), sent, failed and unknown; always all four."""
    query = select(c.state, func.count().label("number")).where(c.workspace_id == tx.workspace)
    found = {row.state: row.number for row in tx.execute(query.group_by(c.state))}
    settled = (State.SENT, State.FAILED, State.UNKNOWN)
    return {State.PENDING: sum(found.get(state, 0) for state in UNSENT)} | {
        state: found.get(state, 0) for state in settled
    }


@dataclass(frozen=True)
class Flow:
    """Messages, not Homes: when the last was sent, how many wait that are due, and since when the oldest (UTC)."""

    last_sent: datetime | None
    waiting: int
    since: datetime


MESSAGES = c.verb != Verb.PUBLISH.value
NEWEST = 500  # rows that are looked at for what was sent last
LAST_SENT = select(func.max(c.sent_at)).where(
    c.workspace_id == HERE, MESSAGES, c.id > select(func.max(c.id) - NEWEST).scalar_subquery()
)
WAITING = select(func.count().label("number"), func.min(c.due_at).label("since")).where(
    c.workspace_id == HERE, MESSAGES, c.state.in_(UNSENT), c.due_at <= NOW
)


def flow(tx: Transaction) -> Flow:
    """How what is said here goes out at this moment."""
    waits = tx.run(WAITING).one()
    return Flow(tx.run(LAST_SENT).scalar_one(), waits.number, waits.since or tx.now)


def unknowns(tx: Transaction) -> list[OutboxRow]:
    """What may have been sent or not, the oldest first."""
    return _in_state(tx, State.UNKNOWN)


def waiting(tx: Transaction, *, error: str) -> int:
    """How many messages wait because Slack said this to one of them; what comes after it waits too."""
    posts = c.workspace_id == tx.workspace, c.state == State.PENDING.value, c.verb == Verb.POST.value
    said = func.sum(case((c.error == error, 1), else_=0))
    found = tx.execute(select(func.count().label("number"), said.label("said")).where(*posts)).one()
    return found.number if found.said else 0


def failures(tx: Transaction, *, since: datetime) -> list[OutboxRow]:
    """What Slack has refused for good and was due after `since`, the oldest first."""
    return _in_state(tx, State.FAILED, c.due_at >= since)


def _standing(tx: Transaction) -> dict[str, object]:
    """What every new row begins with."""
    return {"workspace_id": tx.workspace, "asked_at": tx.now, "due_at": tx.now, **NEW}


def _in_state(tx: Transaction, state: State, *conditions: ColumnElement[bool]) -> list[OutboxRow]:
    these = c.workspace_id == tx.workspace, c.state == state.value, *conditions
    return [row_of(row) for row in tx.execute(select(outbox).where(*these).order_by(c.id))]


def row_of(row: Row[tuple[object, ...]]) -> OutboxRow:
    """A row of the table as a value."""
    values = row._asdict()
    own = {field.name: values[field.name] for field in fields(OutboxRow)}
    return OutboxRow(**own | {"state": State(row.state), "verb": Verb(row.verb)})
