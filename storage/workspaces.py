"""The workspace: which Slack team it is bound to, and where and when its digest is posted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select, update

from storage.statements import insert
from storage.tables import workspaces

THE_ID = 1  # one workspace in a database for now


class OtherTeam(Exception):
    """The database belongs to another Slack workspace."""


@dataclass(frozen=True)
class Workspace:
    """A workspace; `team_id` is None until Slack was first reached, the digest's parts until setup.

    `colours_at` is since when colours go to the digest's channel, None in the first round.
    """

    id: int
    team_id: str | None
    digest_channel: str | None
    digest_at: datetime | None
    colours_at: datetime | None = None


def the_one(tx: Connection, *, now: datetime) -> Workspace:
    """The workspace of this database, made when it isn't there (in a writing transaction only)."""
    query = select(workspaces).where(workspaces.c.id == THE_ID)
    row = tx.execute(query).one_or_none()
    if row is None:
        tx.execute(insert(tx, workspaces).values(id=THE_ID, created_at=now).on_conflict_do_nothing())
        row = tx.execute(query).one()
    return _workspace(row)


def bind_team(tx: Connection, workspace: int, team_id: str) -> None:
    """Note the Slack team that the workspace is; OtherTeam when it is another's already."""
    free = workspaces.c.team_id.is_(None) | (workspaces.c.team_id == team_id)
    found = tx.execute(update(workspaces).where(workspaces.c.id == workspace, free).values(team_id=team_id))
    if found.rowcount == 0:
        raise OtherTeam(f"this database belongs to another Slack workspace than {team_id}")


def set_digest(tx: Connection, workspace: int, *, channel: str, at: datetime) -> None:
    """Set the channel of the digest and the moment of the next one."""
    tx.execute(
        update(workspaces).where(workspaces.c.id == workspace).values(digest_channel=channel, digest_at=at)
    )


def set_digest_at(tx: Connection, workspace: int, at: datetime | None) -> None:
    """Set the moment of the next digest; None for no more."""
    tx.execute(update(workspaces).where(workspaces.c.id == workspace).values(digest_at=at))


def start_colours(tx: Connection, workspace: int, *, now: datetime) -> bool:
    """Let colours go to the channel from now on; False, and nothing changed, where they do already."""
    waiting = workspaces.c.id == workspace, workspaces.c.colours_at.is_(None)
    return tx.execute(update(workspaces).where(*waiting).values(colours_at=now)).rowcount == 1


def digest_due(tx: Connection, *, now: datetime) -> list[Workspace]:
    """The workspaces that have a channel and whose digest's moment has come; a second replica waits, and finds none."""
    due = select(workspaces).where(workspaces.c.digest_at <= now, workspaces.c.digest_channel.is_not(None))
    return [_workspace(row) for row in tx.execute(due.order_by(workspaces.c.id).with_for_update())]


def _workspace(row: Row[tuple[object, ...]]) -> Workspace:
    return Workspace(row.id, row.team_id, row.digest_channel, row.digest_at, row.colours_at)
