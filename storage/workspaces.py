"""The workspaces of an installation: which Slack team each is, what its company sets, where its digest goes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from flows.rhythm.cadence import FURTHEST
from storage.engine import Transaction
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("team_id", Text, unique=True),
    Column("digest_channel", Text),
    Column("digest_at", UtcDateTime, index=True),
    Column("digest_set_by", Text),  # the Slack id of whoever chose the channel
    needed("created_at", UtcDateTime),
    Column("colours_at", UtcDateTime),  # since when colours go to the channel
    # What the company sets; empty where the environment's settings count.
    Column("language", Text),
    Column("timezone", Text),
    Column("currency", Text),
    Column("scorecards", Text),  # a folder
    Column("weekly_subjects", Integer),
    Column("weekly_minutes", Integer),
)


class OtherTeam(Exception):
    """The team is another workspace's already."""


@dataclass(frozen=True)
class CompanySettings:
    """What a company sets for itself; where it sets nothing (None), the environment's settings count.

    `language` is en or da, `timezone` an IANA name, `currency` three letters, `scorecards` a folder;
    `weekly_subjects` and `weekly_minutes` are the most that somebody is asked to review in a week.
    """

    language: str | None = None
    timezone: str | None = None
    currency: str | None = None
    scorecards: str | None = None
    weekly_subjects: int | None = None
    weekly_minutes: int | None = None


@dataclass(frozen=True)
class Workspace:
    """A workspace; `team_id` is None until Slack was first reached, the digest's parts until setup.

    `digest_set_by` is the Slack id of whoever chose the digest's channel, None where that isn't known. `colours_at` is
    since when colours go there, None in the first round.
    """

    id: int
    team_id: str | None
    digest_channel: str | None
    digest_at: datetime | None
    digest_set_by: str | None
    colours_at: datetime | None
    company: CompanySettings
    created_at: datetime


def that_have(table: Table, conditions: Iterable[ColumnElement[bool]]) -> Select[Any]:
    """The query for the ids of the workspaces with a row that meets any of these: one look into an index for each."""
    has = [exists().where(table.c.workspace_id == workspaces.c.id, each) for each in conditions]
    return select(workspaces.c.id).where(or_(*has)).order_by(workspaces.c.id)


def all_of(connection: Connection) -> list[Workspace]:
    """All workspaces of the installation, the first first."""
    return [_workspace(row) for row in connection.execute(select(workspaces).order_by(workspaces.c.id))]


def add(
    connection: Connection,
    *,
    now: datetime,
    company: CompanySettings | None = None,
    team_id: str | None = None,
) -> Workspace:
    """Make a workspace; ids count up and are never given twice."""
    number = select(func.coalesce(func.max(workspaces.c.id), 0) + 1).scalar_subquery()
    said = {"team_id": team_id, **asdict(company or CompanySettings())}
    new = insert(workspaces).values(id=number, created_at=now, **said).returning(workspaces)
    return _workspace(connection.execute(new).one())


def by_team(connection: Connection, team_id: str) -> Workspace | None:
    """The workspace that is this Slack team."""
    row = connection.execute(select(workspaces).where(workspaces.c.team_id == team_id)).one_or_none()
    return _workspace(row) if row else None


THIS = select(workspaces).where(workspaces.c.id == HERE)


def get(tx: Transaction) -> Workspace:
    """The workspace of this act, as it is now."""
    return _workspace(tx.run(THIS).one())


def bind_team(tx: Transaction, team_id: str) -> None:
    """Note the Slack team that the workspace is; OtherTeam when it is another's already."""
    free = workspaces.c.team_id.is_(None) | (workspaces.c.team_id == team_id)
    found = tx.execute(
        update(workspaces).where(workspaces.c.id == tx.workspace, free).values(team_id=team_id)
    )
    if found.rowcount == 0:
        raise OtherTeam(f"this workspace is another Slack team than {team_id}")


def leave_team(tx: Transaction) -> None:
    """The workspace is no Slack team from now on, and has no channel."""
    _set(tx, team_id=None, digest_channel=None, digest_at=None, digest_set_by=None)


def set_digest(tx: Transaction, *, channel: str, at: datetime, by: str | None = None) -> None:
    """Set the channel of the digest and the moment of the next one; `by` is the Slack id of who chose it."""
    _set(tx, digest_channel=channel, digest_at=at, digest_set_by=by)


def close_digest(tx: Transaction, *, channel: str) -> None:
    """Have no digest come to this channel any more; nothing where it is set to another one meanwhile."""
    which = workspaces.c.id == tx.workspace, workspaces.c.digest_channel == channel
    tx.execute(update(workspaces).where(*which).values(digest_channel=None, digest_at=None))


def forget_setter(tx: Transaction, slack_id: str) -> None:
    """Have nothing of the digest told to this Slack user any more for having chosen its channel."""
    which = workspaces.c.id == tx.workspace, workspaces.c.digest_set_by == slack_id
    tx.execute(update(workspaces).where(*which).values(digest_set_by=None))


def set_digest_at(tx: Transaction, at: datetime | None) -> None:
    """Set the moment of the next digest; None for no more."""
    _set(tx, digest_at=at)


def start_colours(tx: Transaction) -> bool:
    """Let colours go to the channel from now on; False, and nothing changed, where they do already."""
    waiting = workspaces.c.id == tx.workspace, workspaces.c.colours_at.is_(None)
    return tx.execute(update(workspaces).where(*waiting).values(colours_at=tx.now)).rowcount == 1


WITH_DIGEST_DUE = (
    select(workspaces.c.id)
    .where(workspaces.c.digest_at <= NOW, workspaces.c.digest_channel.is_not(None))
    .order_by(workspaces.c.id)
)
WITH_DIGEST_TOO_FAR = (
    select(workspaces.c.id).where(workspaces.c.digest_at > bindparam("furthest")).order_by(workspaces.c.id)
)


def with_digest_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces that have a channel and whose digest's moment has come."""
    return list(connection.execute(WITH_DIGEST_DUE, {"now": now}).scalars())


def with_digest_too_far(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces whose digest is planned more than its rhythm ahead."""
    return list(connection.execute(WITH_DIGEST_TOO_FAR, {"furthest": now + FURTHEST}).scalars())


def hold_digest(tx: Transaction) -> datetime | None:
    """The moment of a digest that is due; a second replica waits, and then finds none."""
    due = workspaces.c.digest_at <= tx.now, workspaces.c.digest_channel.is_not(None)
    query = select(workspaces.c.digest_at).where(workspaces.c.id == tx.workspace, *due).with_for_update()
    return tx.execute(query).scalar_one_or_none()


def _set(tx: Transaction, **values: object) -> None:
    tx.execute(update(workspaces).where(workspaces.c.id == tx.workspace).values(**values))


def _workspace(row: Row[tuple[object, ...]]) -> Workspace:
    company = CompanySettings(
        row.language, row.timezone, row.currency, row.scorecards, row.weekly_subjects, row.weekly_minutes
    )
    return Workspace(
        row.id,
        row.team_id,
        row.digest_channel,
        row.digest_at,
        row.digest_set_by,
        row.colours_at,
        company,
        row.created_at,
    )
