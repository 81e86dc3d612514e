"""Where, when and how a digest is posted: the whole company's, and that of each team for which somebody has set it."""

from dataclasses import dataclass, fields
from datetime import datetime, time

from sqlalchemy import (
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
    Update,
    bindparam,
    column,
    insert,
    or_,
    select,
    update,
)

from flows.rhythm.cadence import FURTHEST
from storage.engine import Transaction
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed
from storage.workspaces import that_have

COMPANY = column("team_id").is_(None)

digest_places = Table(
    "digest_places",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    Column("team_id", ForeignKey("people.id")),  # who leads it; empty: the whole company
    Column("channel", Text),  # empty: nowhere
    needed("weekday", Integer),
    needed("at", Text),  # HH:MM, local to `timezone`
    Column("timezone", Text),  # empty: of who leads the team, or the company's
    Column("language", Text),  # empty: the company's
    needed("amounts", Boolean),
    Column("set_by", Text),  # the Slack id of whoever chose the channel
    Column(
        "confirmed", Text
    ),  # that others may read it there: who, by our name for them; who said so, and when
    Column("confirmed_by", Text),
    Column("confirmed_at", UtcDateTime),
    Column("due_at", UtcDateTime),
    Column("lost", Text),  # why nothing could be posted there, by Slack's name for it, and since when
    Column("lost_at", UtcDateTime),
    UniqueConstraint("team_id"),
    Index(
        "uq_digest_places_company",
        "workspace_id",
        unique=True,
        sqlite_where=COMPANY,
        postgresql_where=COMPANY,
    ),
    Index(None, "workspace_id", "due_at"),
    sqlite_autoincrement=True,
)
c = digest_places.c
CONFIRMATION = ("confirmed", "confirmed_by", "confirmed_at")


@dataclass(frozen=True)
class Terms:
    """What somebody sets: the channel (Slack's id), weekday (Monday = 0) and local time, in which zone and language.

    Without `timezone` (an IANA name) it is that of whoever leads the team, or the company's; without `language` (en or
    da) the company's. `amounts` says whether it shows what deals and customers are worth.
    """

    channel: str | None
    weekday: int = 0
    at: time = time(8)
    timezone: str | None = None
    language: str | None = None
    amounts: bool = True


@dataclass(frozen=True)
class Place(Terms):
    """Where a digest is posted: of the team that `team_id` leads, or (None) of the whole company.

    `set_by` is the Slack id of who chose the channel, None where that isn't known; `confirmed_by` of who said that
    it is posted there though others than the company's own people read it (`confirmed` is our name for those).
    `due_at` is when the next one comes; `lost` why the last one couldn't be posted, and since when.
    """

    id: int = 0
    team_id: int | None = None
    set_by: str | None = None
    confirmed: str | None = None
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    due_at: datetime | None = None
    lost: str | None = None
    lost_at: datetime | None = None


# What a wrong clock has planned further ahead than its rhythm is planned anew.
DUE = c.due_at <= NOW, c.due_at > bindparam("furthest", type_=UtcDateTime())
WORKSPACES_DUE = that_have(digest_places, DUE)
HOLD_DUE = (
    select(digest_places)
    .where(c.workspace_id == HERE, or_(*DUE))
    .order_by(c.due_at, c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces with a digest whose moment has come, or that is planned too far ahead."""
    return list(connection.execute(WORKSPACES_DUE, {"now": now, "furthest": now + FURTHEST}).scalars())


def hold_due(tx: Transaction) -> Place | None:
    """One of those, for as long as the act takes: another replica gets another, or none."""
    row = tx.run(HOLD_DUE, furthest=tx.now + FURTHEST).one_or_none()
    return _place(row) if row else None


def of(tx: Transaction, team_id: int | None) -> Place | None:
    """Where a team's digest is posted, or (None) the whole company's; None where nobody has set it."""
    whose = c.team_id.is_(None) if team_id is None else c.team_id == team_id
    return _one(tx, whose)


def get(tx: Transaction, place_id: int) -> Place | None:
    """The place with this id."""
    return _one(tx, c.id == place_id)


def open_teams(tx: Transaction) -> frozenset[int]:
    """The teams whose digest has a channel of its own, by the ids of who leads them."""
    query = select(c.team_id).where(
        c.workspace_id == tx.workspace, c.channel.is_not(None), c.team_id.is_not(None)
    )
    return frozenset(tx.execute(query).scalars())


def agree(
    tx: Transaction, team_id: int | None, terms: Terms, *, due_at: datetime | None, by: str | None
) -> Place:
    """Set it; `by` (a Slack id) is who does, and hears of it when nothing can be posted there.

    Another channel has been confirmed by nobody yet.
    """
    now = of(tx, team_id)
    said = {
        **vars(terms),
        "at": f"{terms.at:%H:%M}",
        "due_at": due_at,
        "lost": None,
        "lost_at": None,
        "set_by": by,
    }
    if now is None:
        new = insert(digest_places).values(workspace_id=tx.workspace, team_id=team_id, **said)
        return _place(tx.execute(new.returning(digest_places)).one())
    if now.channel != terms.channel:
        said |= dict.fromkeys(CONFIRMATION)
    return _place(tx.execute(_of(tx, c.id == now.id).values(**said).returning(digest_places)).one())


def confirm(tx: Transaction, place_id: int, readers: str, *, by: str) -> None:
    """Note who has said that it is posted there all the same, though these read it."""
    said = dict(zip(CONFIRMATION, (readers, by, tx.now), strict=True))
    tx.execute(_of(tx, c.id == place_id).values(**said))


def plan(tx: Transaction, place_id: int, due_at: datetime | None) -> None:
    """Set when the next one comes; None for no more."""
    tx.execute(_of(tx, c.id == place_id).values(due_at=due_at))


def close(tx: Transaction, channel: str) -> None:
    """Have nothing come to this channel any more; what is set to another one meanwhile stays."""
    tx.execute(_of(tx, c.channel == channel).values(channel=None, due_at=None))


def lose(tx: Transaction, channel: str, why: str) -> list[Place]:
    """Note why nothing can be posted in a channel; gives the places of which that is news."""
    news = or_(c.lost.is_(None), c.lost != why)
    noted = _of(tx, c.channel == channel, news).values(lost=why, lost_at=tx.now)
    return sorted(map(_place, tx.execute(noted.returning(digest_places))), key=lambda place: place.id)


def find_again(tx: Transaction, channel: str, *, since: datetime | None = None) -> list[Place]:
    """Note that something can be posted in a channel (again); gives the places of which that is news.

    `since` is when something was posted there: what was lost after that stays lost.
    """
    lost = [c.channel == channel, c.lost.is_not(None)]
    if since is not None:
        lost.append(c.lost_at < since)
    noted = _of(tx, *lost).values(lost=None, lost_at=None)
    return list(map(_place, tx.execute(noted.returning(digest_places))))


def lost_of(tx: Transaction, slack_id: str | None, *, is_admin: bool) -> list[Place]:
    """What somebody should look at: places lost that they have set, and for an admin those that nobody has."""
    mine = [c.set_by == slack_id, *([c.set_by.is_(None)] if is_admin else [])]
    query = select(digest_places).where(c.workspace_id == tx.workspace, c.lost.is_not(None), or_(*mine))
    return list(map(_place, tx.execute(query.order_by(c.id))))


def forget_setter(tx: Transaction, slack_id: str) -> None:
    """Have nothing told to this Slack user any more for having chosen a channel."""
    tx.execute(_of(tx, c.set_by == slack_id).values(set_by=None))


def leave_team(tx: Transaction) -> None:
    """No digest has a channel any more: the company leaves its Slack workspace."""
    nothing = dict.fromkeys(("channel", "due_at", "set_by", *CONFIRMATION, "lost", "lost_at"))
    tx.execute(_of(tx).values(**nothing))


def _of(tx: Transaction, *conditions: ColumnElement[bool]) -> Update:
    return update(digest_places).where(c.workspace_id == tx.workspace, *conditions)


def _one(tx: Transaction, *conditions: ColumnElement[bool]) -> Place | None:
    row = tx.execute(select(digest_places).where(c.workspace_id == tx.workspace, *conditions)).one_or_none()
    return _place(row) if row else None


def _place(row: Row[tuple[object, ...]]) -> Place:
    values = row._asdict()
    own = {each.name: values[each.name] for each in fields(Place)}
    return Place(**own | {"at": time.fromisoformat(values["at"])})
