"""A database whose scorecards were kept under hashes of an older format: what names one finds it, nothing moves."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from sqlalchemy import Connection, select

from bot.app.following import follow
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.settings import Settings
from bot.review.usecases import reviews as reviewing
from bot.scorecards.loading import Scorecards
from bot.standing.readers import COMPANY
from bot.standing.standings import standing_of
from flows.company.people import Person
from flows.scorecards.scorecard import parse
from storage import migrate, people, reviews, tables
from storage.engine import Database, open_database
from tests.conftest import BOTH, ids_begin_anew, without_tables
from tests.flows.samples import SHIPPED
from tests.storage.test_migrations import OLD, fill

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
# As the company's file says today, as it did then.
TENDER = parse(yaml.safe_load((OLD / "tender.yml").read_text(encoding="utf-8")))
CARDS = Scorecards(SHIPPED.deal, SHIPPED.customer, (TENDER,))
NAMING = ("drafts", "reviews", "current_scores", "action_items")
SELLER, MANAGER = 2, 1
WITH_THIS_SCORECARD = [revision for revision in migrate.revisions() if revision >= "0005"]


OF_EACH_KIND = [
    pytest.param((*kind.values, revision), marks=kind.marks, id=f"{revision}-{kind.values[0]}")
    for revision in WITH_THIS_SCORECARD
    for kind in BOTH
]


class TakenBack(Exception):
    """Ends a desk, so that nothing of it is kept."""


@pytest.fixture(scope="module", params=OF_EACH_KIND)
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of today that was of each of these revisions."""
    kind, revision = request.param
    with without_tables(kind, request, tmp_path_factory.mktemp("old")) as url:
        database = open_database(url)
        _filled(database, revision)
        migrate.upgrade(database)
        yield database
        database.close()


@pytest.fixture
def desk(migrated: Database) -> Iterator[Desk]:
    """The bot at it, with the company's file as it was then; what is written here is taken back."""
    with migrated.across(writes=True) as connection:
        if connection.dialect.name == "postgresql":
            ids_begin_anew(connection)
    house = House(migrated, Settings(), lambda: NOW, lambda _folder, _zone: CARDS, follow)
    with suppress(TakenBack), house.write(1) as desk:
        yield desk
        raise TakenBack


def test_an_open_draft_does_not_move(desk: Desk) -> None:
    page = reviewing.open_review(desk, _person(desk, SELLER), 1)

    assert (page.draft.id, page.draft.version, page.draft.page, page.moved) == (2, 3, 1, None)
    assert page.draft.answers.levels == {"D1.1": 2, "D1.2": None}
    assert _everywhere(desk.tx.connection) == {TENDER.version}


def test_the_next_review_takes_over_the_last_one_as_one_of_the_same_scorecard(desk: Desk) -> None:
    last = reviews.latest(desk.tx, 1)
    assert last is not None

    page = reviewing.open_review(desk, _person(desk, MANAGER), 1)
    standing = standing_of(desk, COMPANY, page.subject)

    assert (page.last, page.reworded) == (last, frozenset())
    assert page.draft.scorecard_hash == last.scorecard_hash == standing.scorecard.version
    assert standing.scorecard == TENDER
    assert _everywhere(desk.tx.connection) == {TENDER.version}


def test_what_was_kept_of_a_scorecard_stays_as_it_was(empty: Database) -> None:
    _filled(empty, "0005")
    before = _kept(empty)

    migrate.upgrade(empty)

    assert [dict(row, hash="") for row in _kept(empty)] == [dict(row, hash="") for row in before]


def test_what_several_releases_kept_of_the_same_scorecard_becomes_one(empty: Database) -> None:
    _filled(empty, "0005")
    (row,) = _kept(empty)
    content = {key: value for key, value in row["content"].items() if key != "most_not_applicable"}
    _keep(empty, 1, "of an earlier release", content, "2026-09-01 08:00:00")
    with empty.across(writes=True) as connection:
        connection.exec_driver_sql("UPDATE action_items SET scorecard_hash = 'of an earlier release'")

    migrate.upgrade(empty)

    (one,) = _kept(empty)
    assert (one["hash"], one["content"]) == (TENDER.version, content)
    assert one["first_used_at"] == datetime(2026, 9, 1, 8, tzinfo=UTC)
    with empty.across() as connection:
        assert _everywhere(connection) == {TENDER.version}


def test_another_workspace_and_another_scorecard_keep_their_own(empty: Database) -> None:
    _filled(empty, "0005")
    (row,) = _kept(empty)
    with empty.across(writes=True) as connection:
        connection.exec_driver_sql(
            "INSERT INTO workspaces (id, team_id, created_at) VALUES (2, 'T2', '2026-10-01 08:00:00')"
        )
    _keep(empty, 2, row["hash"], row["content"], "2026-10-02 08:00:00")
    _keep(empty, 1, "longer", row["content"] | {"due_before_days": 9}, "2026-10-03 08:00:00")

    migrate.upgrade(empty)

    longer = parse(row["content"] | {"due_before_days": 9}).version
    found = [(row["workspace_id"], row["hash"]) for row in _kept(empty)]
    assert found == [(1, TENDER.version), (2, TENDER.version), (1, longer)]


def _filled(database: Database, revision: str) -> None:
    migrate.upgrade(database, to=revision)
    fill(database, revision)


def _person(desk: Desk, person_id: int) -> Person:
    person = people.by_id(desk.tx, person_id)
    assert person is not None
    return person


def _kept(database: Database) -> list[dict[str, Any]]:
    table = tables.scorecards
    with database.across() as connection:
        rows = connection.execute(select(table).order_by(table.c.first_used_at)).mappings()
        return [dict(row) for row in rows]


def _keep(database: Database, workspace: int, key: str, content: object, at: str) -> None:
    text = json.dumps(content, ensure_ascii=False)
    with database.across(writes=True) as connection:
        connection.exec_driver_sql(
            "INSERT INTO scorecards (workspace_id, hash, kind, content, first_used_at) "
            f"VALUES ({workspace}, '{key}', 'deal', '{text}', '{at}')"
        )


def _everywhere(connection: Connection) -> set[str]:
    """Every key that stands anywhere in the database; what is in somebody's plan moves no question."""
    found = set(connection.execute(select(tables.scorecards.c.hash)).scalars())
    for name in NAMING:
        found |= set(connection.execute(select(tables.metadata.tables[name].c.scorecard_hash)).scalars())
    return found - {None}
