"""The workspaces of an installation: which Slack team each is, and what its company sets."""

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
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from storage.engine import Transaction
from storage.schema import HERE, UtcDateTime, metadata, needed

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("team_id", Text, unique=True),
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
    """A workspace; `team_id` is None until Slack was first reached.

    `colours_at` is since when colours go to the digest's channels, None in the first round.
    """

    id: int
    team_id: str | None
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
    """The workspace is no Slack team from now on."""
    tx.execute(update(workspaces).where(workspaces.c.id == tx.workspace).values(team_id=None))


def start_colours(tx: Transaction) -> bool:
    """Let colours go to the channel from now on; False, and nothing changed, where they do already."""
    waiting = workspaces.c.id == tx.workspace, workspaces.c.colours_at.is_(None)
    return tx.execute(update(workspaces).where(*waiting).values(colours_at=tx.now)).rowcount == 1


def _workspace(row: Row[tuple[object, ...]]) -> Workspace:
    company = CompanySettings(
        row.language, row.timezone, row.currency, row.scorecards, row.weekly_subjects, row.weekly_minutes
    )
    return Workspace(
        row.id,
        row.team_id,
        row.colours_at,
        company,
        row.created_at,
    )
