"""A database of any age becomes one of today, and keeps what is in it."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, func, select

from storage import digests, drafts, migrate, outbox, reviews, scores, subjects
from storage.engine import Database, open_database
from storage.tables import metadata

OLD = Path(__file__).with_name("old")  # rows of a database of each revision, in SQL that both databases read
ROWS = {"people": 2, "answers": 2}


@pytest.fixture
def empty(empty_url: str):
    """A database without any table, once of each kind."""
    database = open_database(empty_url)
    yield database
    database.close()


def test_an_empty_database_gets_the_schema_that_the_code_knows(empty: Database) -> None:
    assert not migrate.is_current(empty)

    migrate.upgrade(empty)

    assert migrate.is_current(empty)
    assert _differences(empty) == []


def test_migrating_again_changes_nothing(empty: Database) -> None:
    migrate.upgrade(empty)
    _fill(empty, "0001")

    migrate.upgrade(empty)

    assert migrate.is_current(empty)
    assert _rows(empty) == {table: ROWS.get(table, 1) for table in metadata.tables}


@pytest.mark.parametrize("revision", migrate.revisions())
def test_a_filled_database_of_an_older_revision_becomes_one_of_today(empty: Database, revision: str) -> None:
    migrate.upgrade(empty, to=revision)
    _fill(empty, revision)

    migrate.upgrade(empty)

    assert migrate.is_current(empty)
    assert _differences(empty) == []
    assert _rows(empty) == {table: ROWS.get(table, 1) for table in metadata.tables}


@pytest.mark.parametrize("revision", migrate.revisions())
def test_what_an_older_database_holds_can_be_read_today(empty: Database, revision: str) -> None:
    migrate.upgrade(empty, to=revision)
    _fill(empty, revision)
    migrate.upgrade(empty)

    with empty.read() as tx:
        assert subjects.everything(tx, 1, open_only=True)[0].name == "Køleanlæg"
        assert drafts.get(tx, 1, 2).answers.levels == {"D1.1": 2, "D1.2": None}
        assert reviews.latest(tx, 1, 1).answers["D1.1"].evidence == '12 Nov: "ja"'
        assert scores.of(tx, 1, None)[1].ratings["D1.1"].counted == 3
        assert outbox.counts(tx, 1)["sent"] == 1
        assert digests.last(tx, 1)[1].colour == "yellow"


def test_every_revision_has_an_old_database_to_be_tested_with() -> None:
    assert [file.stem for file in sorted(OLD.glob("*.sql"))] == migrate.revisions()


def _fill(database: Database, revision: str) -> None:
    with database.write() as tx:
        for statement in (OLD / f"{revision}.sql").read_text(encoding="utf-8").splitlines():
            tx.exec_driver_sql(statement)


def _differences(database: Database) -> list[object]:
    with database.read() as tx:
        return compare_metadata(MigrationContext.configure(tx), metadata)


def _rows(database: Database) -> dict[str, int]:
    with database.read() as tx:
        return {name: _count(tx, name) for name in metadata.tables}


def _count(tx: Connection, table: str) -> int:
    return tx.execute(select(func.count()).select_from(metadata.tables[table])).scalar_one()
