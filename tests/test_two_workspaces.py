"""Two workspaces in one database: whatever is opened, sent, counted or done by a job, nothing of the other is in it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.digest.usecases.figures import status
from bot.kit import doors
from bot.sandbox.people import Identity
from flows.company.people import Role
from storage import outbox, reminding, tables, workspaces
from storage.outbox import Note
from tests.journeys.conftest import Json, Office, everybody, id_of, open_office, patient, staff
from tests.journeys.walk import walk
from tests.journeys.walk_load import ROOMY

SIGNS = ("Qx", "Zv")  # the first's names and the second's hold theirs, and no text of ours does
OTHER = Identity(team_id="T0OTHER", bot_token="xoxb-2-other", app_token="xapp-2-other")

opened = contextmanager(open_office)


@pytest.fixture
def two(database_url: str) -> Iterator[tuple[Office, Office]]:
    """Two staffed offices on one database; the same Slack ids are other people in the other."""
    with (
        opened(database_url) as first,
        opened(database_url, workspace=patient(identity=OTHER)) as second,
    ):
        for office, sign in zip((first, second), SIGNS, strict=True):
            office.add_people(("U0JENS", Role.MANAGER, None), ("U0TOM", Role.SELLER, "U0JENS"))
            office.add(f"{sign} deal", id_of(office, "U0TOM"))
        yield first, second


def test_no_surface_and_no_job_shows_or_does_anything_of_the_other_workspace(database_url: str) -> None:
    # Of two that have seen everything each on SQLite; on PostgreSQL, where policies see to it too, one has.
    begin = walk if database_url.startswith("sqlite") else filled
    users = [everybody("en-GB", lambda name, sign=sign: f"{sign} {name}") for sign in SIGNS]
    neighbour = patient(users[1], identity=OTHER)
    with (
        opened(database_url, users=users[0], **ROOMY) as first,
        opened(database_url, workspace=neighbour, **ROOMY) as second,
    ):
        begin(first, lambda name: f"{SIGNS[0]} {name}")
        counted, second.now = figures(first), first.now
        walk(second, lambda name: f"{SIGNS[1]} {name}")

        assert figures(first) == counted
        sent = json.dumps(second.sent())
        assert SIGNS[1] in sent
        assert SIGNS[0] not in sent
        first.now = second.now
        again = json.dumps(looked_at_again(first))
        assert SIGNS[0] in again
        assert SIGNS[1] not in again


def filled(office: Office, named: Callable[[str], str]) -> None:
    """Everybody is there, and a deal that is reviewed."""
    staff(office)
    office.reviewed(office.add(named("Wharf"), id_of(office, "U0TOM")), "U0TOM", 1)
    office.set_digest("C1")


def looked_at_again(office: Office) -> list[Json]:
    """What everybody is shown and sent once more, now that the other workspace is full as well."""
    before = len(office.sent())
    office.passes(days=7)
    for slack_id in ("U0METTE", "U0TOM", "U0JENS", "U0DORTE", "U0KARIN", "U0AUGUST"):
        actor = office.person(slack_id)
        assert actor.home
        for said in ("", "status", "digest", "e"):
            actor.says(f"/review {said}".strip())
            actor.closes()
    office.tick()
    return office.sent()[before:]


def figures(office: Office) -> Json:
    """What `revisor status` says of deals, customers and reviews; messages become due as time passes."""
    with office.read() as desk:
        return {name: found for name, found in status(desk).items() if name != "outbox"}


def test_a_digest_is_posted_in_its_own_channel_with_its_own_deals(two: tuple[Office, Office]) -> None:
    for office in two:
        office.set_digest("C1")
        office.now += timedelta(days=7)
    for office in two:
        office.tick()

    first, second = (json.dumps(office.sent()) for office in two)
    assert "Qx deal" in first
    assert "Zv deal" not in first
    assert "Zv deal" in second
    assert "Qx deal" not in second


def test_what_is_overdue_where_we_hold_no_token_holds_up_nobody_elsewhere(
    two: tuple[Office, Office],
) -> None:
    first, second = two
    with second.write() as desk:
        desk.tx.execute(
            update(tables.occurrences)
            .where(tables.occurrences.c.workspace_id == second.id)
            .values(due_at=desk.now - timedelta(days=400))
        )
        for number in range(200):
            note = Note("note", "U0TOM", str(number), {"text": "Zv", "blocks": []})
            outbox.put(desk.tx.at(desk.now - timedelta(days=400)), note)
    first.plan(id_of(first, "U0TOM"))
    first.passes(days=7)

    assert any("1-to-1" in text or "1-til-1" in text for text in first.person("U0TOM").messages())
    assert second.person("U0TOM").messages() == []
    with second.read() as desk:
        assert reminding.workspaces_due(desk.tx.connection, now=desk.now) == []
        assert outbox.counts(desk.tx)["pending"] >= 200


def test_ids_of_another_workspace_name_nothing(two: tuple[Office, Office]) -> None:
    first, second = two

    for action in (doors.WHY, doors.CHANGE, doors.REVIEW):
        said = second.person("U0TOM").forges(action, first.nth(1))
        assert "Qx" not in said
        assert "Zv" not in said


@pytest.mark.postgres
def test_postgresql_shows_an_act_nothing_of_another_workspace_whatever_a_statement_forgets(
    postgres_url: str,
) -> None:
    with opened(postgres_url) as first:
        first.add_people(("U0JENS", Role.MANAGER, None))
        first.blinds(first.add("Qx deal", None), "U0JENS")
        with first.house.database.across(writes=True) as connection:
            other = workspaces.add(connection, now=first.now)
        for table in tables.metadata.tables.values():
            with first.house.database.read(other.id, first.now) as tx:
                assert len(tx.execute(select(table)).all()) == (table is tables.workspaces), table.name
        with first.house.database.write(other.id, first.now) as tx:
            changed = tx.execute(update(tables.subjects).values(name="Zv"))
            assert changed.rowcount == 0
        stranger = replace(first, id=other.id)
        with stranger.read() as desk:
            assert desk.workspace.id == other.id
