"""Workspaces: several in one database, each one Slack team, with one digest channel and settings of its own."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from storage import workspaces
from storage.engine import Database
from storage.workspaces import CompanySettings, OtherTeam


def test_workspaces_are_numbered_as_they_come_and_found_by_their_slack_team(
    database: Database, company
) -> None:
    own = CompanySettings(language="da", currency="SEK", weekly_minutes=30)
    with database.across(writes=True) as connection:
        second = workspaces.add(connection, now=company.now, team_id="T2", company=own)
        third = workspaces.add(connection, now=company.now)

        assert [second.id, third.id] == [company.workspace + 1, company.workspace + 2]
        assert workspaces.by_team(connection, "T2") == second
        assert second.company == own
        assert third.company == CompanySettings()
        assert workspaces.by_team(connection, "T3") is None
        assert [one.id for one in workspaces.all_of(connection)] == [company.workspace, second.id, third.id]


def test_an_act_knows_its_own_workspace(database: Database, company) -> None:
    with company.read() as tx:
        assert workspaces.get(tx).id == company.workspace
    with pytest.raises(NoResultFound), database.read(company.workspace + 1, company.now) as tx:
        workspaces.get(tx)


def test_a_workspace_stays_with_the_slack_team_that_it_was_first_used_with(company) -> None:
    with company.write() as tx:
        workspaces.bind_team(tx, "T1")
        workspaces.bind_team(tx, "T1")
        with pytest.raises(OtherTeam, match="another Slack team than T2"):
            workspaces.bind_team(tx, "T2")

        assert workspaces.get(tx).team_id == "T1"


def test_colours_start_once_and_stay(company) -> None:
    with company.write() as tx:
        assert workspaces.get(tx).colours_at is None

        assert workspaces.start_colours(tx)
        assert not workspaces.start_colours(tx.at(company.now + timedelta(days=1)))

        assert workspaces.get(tx).colours_at == company.now
