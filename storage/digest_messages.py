"""The digest's message of each week in a place: where it stands, which digests it shows, and what was said under it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    Table,
    Text,
    Update,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from flows.rhythm.cadence import FURTHEST
from storage.digest_places import digest_places
from storage.engine import Transaction
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed
from storage.workspaces import that_have

digest_messages = Table(
    "digest_messages",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("place_id", ForeignKey("digest_places.id")),
    needed("channel", Text),
    Column("row_id", Integer),  # its row of the outbox, which may be gone by then
    needed("first_id", ForeignKey("digests.id")),
    needed("digest_id", ForeignKey("digests.id")),
    needed("began_at", UtcDateTime),
    Column(
        "today", JSON
    ),  # all that it says by now, where something has moved since that digest; ids and numbers
    needed("red", JSON),  # the ids of what is red, as last told
    Column("look_at", UtcDateTime),
    Index(None, "place_id", "id"),
    Index(None, "workspace_id", "look_at"),
    sqlite_autoincrement=True,
)
c = digest_messages.c


@dataclass(frozen=True)
class DigestMessage:
    """A week's message in a place.

    `first_id` is the digest that it began with, whose figures stay beside the later ones; `digest_id` the newest one
    that was taken for it. `today` is what it says by now, None while nothing has moved since then. `red` are the ids
    of what was red when that was last told.
    """

    id: int
    place_id: int
    channel: str
    row_id: int
    first_id: int
    digest_id: int
    began_at: datetime
    today: object
    red: frozenset[int]


# What a wrong clock has planned further ahead is looked at now.
DUE = c.look_at <= NOW, c.look_at > bindparam("furthest", type_=UtcDateTime())
WORKSPACES_DUE = that_have(digest_messages, DUE)
# With its place, which whoever posts there holds first: so no two wait for each other.
HOLD_DUE = (
    select(digest_messages)
    .join(digest_places, digest_places.c.id == c.place_id)
    .where(c.workspace_id == HERE, or_(*DUE))
    .order_by(c.look_at, c.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=(digest_messages, digest_places))
)


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces with a message at which it is time to look."""
    return list(connection.execute(WORKSPACES_DUE, {"now": now, "furthest": now + FURTHEST}).scalars())


def hold_due(tx: Transaction) -> DigestMessage | None:
    """One of those, for as long as the act takes: another replica gets another, or none."""
    row = tx.run(HOLD_DUE, furthest=tx.now + FURTHEST).one_or_none()
    return _message(row) if row else None


def get(tx: Transaction, message_id: int) -> DigestMessage | None:
    """The message with this id."""
    row = tx.execute(select(digest_messages).where(c.workspace_id == tx.workspace, c.id == message_id))
    found = row.one_or_none()
    return _message(found) if found else None


def newest(tx: Transaction, place_id: int) -> DigestMessage | None:
    """The newest message of a place."""
    its = c.workspace_id == tx.workspace, c.place_id == place_id
    row = tx.execute(select(digest_messages).where(*its).order_by(c.id.desc()).limit(1)).one_or_none()
    return _message(row) if row else None


def begin(
    tx: Transaction,
    place_id: int,
    *,
    channel: str,
    digest_id: int,
    red: Collection[int],
    look_at: datetime,
) -> int:
    """A new week's message in a place; the earlier ones stay as they are from now on. Gives its id."""
    tx.execute(_of(tx, c.place_id == place_id).values(look_at=None))
    new = insert(digest_messages).values(
        workspace_id=tx.workspace,
        place_id=place_id,
        channel=channel,
        first_id=digest_id,
        digest_id=digest_id,
        began_at=tx.now,
        red=sorted(red),
        look_at=look_at,
    )
    message_id: int = tx.execute(new.returning(c.id)).scalar_one()
    return message_id


def stand(tx: Transaction, message_id: int, row_id: int) -> None:
    """Note which row of the outbox posts it."""
    tx.execute(_of(tx, c.id == message_id).values(row_id=row_id))


def take_up(
    tx: Transaction, message_id: int, digest_id: int, *, red: Collection[int], look_at: datetime
) -> None:
    """It shows another digest, which was taken for it, from now on."""
    said = {"digest_id": digest_id, "today": None, "red": sorted(red), "look_at": look_at}
    tx.execute(_of(tx, c.id == message_id).values(**said))


def say_today(tx: Transaction, message_id: int, today: object) -> None:
    """What it says by now, as JSON of ids and numbers."""
    tx.execute(_of(tx, c.id == message_id).values(today=today))


def tell_red(tx: Transaction, message_id: int, red: Collection[int]) -> None:
    """Note what is red, as was told now."""
    tx.execute(_of(tx, c.id == message_id).values(red=sorted(red)))


def look(tx: Transaction, message_id: int, at: datetime | None) -> None:
    """Set when to look whether something has moved; None for no more."""
    tx.execute(_of(tx, c.id == message_id).values(look_at=at))


def _of(tx: Transaction, *conditions: ColumnElement[bool]) -> Update:
    return update(digest_messages).where(c.workspace_id == tx.workspace, *conditions)


def _message(row: Row[tuple[object, ...]]) -> DigestMessage:
    return DigestMessage(
        row.id,
        row.place_id,
        row.channel,
        row.row_id,
        row.first_id,
        row.digest_id,
        row.began_at,
        row.today,
        frozenset(row.red),
    )
