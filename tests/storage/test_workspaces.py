"""The workspace: one of them, one Slack team, one digest channel."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from storage import workspaces
from storage.engine import Database
from storage.workspaces import OtherTeam, Workspace


def test_a_database_has_one_workspace_however_many_start_at_once(database: Database, company) -> None:
    def start(_: int) -> Workspace:
        with database.write() as tx:
            return workspaces.the_one(tx, now=company.now)

    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(start, range(8)))

    assert found == {Workspace(id=company.workspace, team_id=None, digest_channel=None, digest_at=None)}


def test_a_workspace_that_is_there_can_be_read_without_writing(database: Database, company) -> None:
    with database.read() as tx:
        assert workspaces.the_one(tx, now=company.now).id == company.workspace


def test_a_database_stays_with_the_slack_team_that_it_was_first_used_with(
    database: Database, company
) -> None:
    with database.write() as tx:
        workspaces.bind_team(tx, company.workspace, "T1")
        workspaces.bind_team(tx, company.workspace, "T1")
        with pytest.raises(OtherTeam, match="another Slack workspace than T2"):
            workspaces.bind_team(tx, company.workspace, "T2")

        assert workspaces.the_one(tx, now=company.now).team_id == "T1"


def test_a_digest_is_due_from_its_moment_on_until_the_next_is_set(database: Database, company) -> None:
    second, now = timedelta(seconds=1), company.now
    with database.write() as tx:
        assert workspaces.digest_due(tx, now=now) == []
        workspaces.set_digest(tx, company.workspace, channel="C1", at=now)

        assert workspaces.digest_due(tx, now=now - second) == []
        assert [due.digest_channel for due in workspaces.digest_due(tx, now=now)] == ["C1"]

        workspaces.set_digest_at(tx, company.workspace, now + second)
        assert workspaces.digest_due(tx, now=now) == []


def test_a_digest_without_a_channel_is_never_due(database: Database, company) -> None:
    with database.write() as tx:
        workspaces.set_digest_at(tx, company.workspace, company.now)

        assert workspaces.digest_due(tx, now=company.now) == []


def test_colours_start_once_and_stay(database: Database, company) -> None:
    with database.write() as tx:
        assert workspaces.the_one(tx, now=company.now).colours_at is None

        assert workspaces.start_colours(tx, company.workspace, now=company.now)
        assert not workspaces.start_colours(tx, company.workspace, now=company.now + timedelta(days=1))

        assert workspaces.the_one(tx, now=company.now).colours_at == company.now
