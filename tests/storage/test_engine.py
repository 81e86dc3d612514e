"""Opening a database, and what its two kinds of transaction promise."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.engine import Database, open_database
from storage.failures import DatabaseError
from storage.tables import subjects

THREADS, TIMES = 20, 10
COUNTER = Table("counter", MetaData(), Column("id", Integer, primary_key=True), Column("count", Integer))
SECRET = "hemmelig-kode"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "revisor.db",
        "mysql://localhost/revisor",
        "sqlite://",
        "sqlite:///:memory:",
        f"postgresql+asyncpg://revisor:{SECRET}@localhost/revisor",
        f"postgresql+psycopg://revisor:{SECRET}@localhost:no-port/revisor",
    ],
)
def test_what_is_no_address_of_a_database_is_answered_with_how_to_write_one(url: str) -> None:
    with pytest.raises(DatabaseError, match=r"write sqlite:///revisor.db or postgresql\+psycopg://") as error:
        open_database(url)

    assert SECRET not in str(error.value)


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    with pytest.raises(DatabaseError) as error:
        open_database(f"postgresql+psycopg://revisor:{SECRET}@127.0.0.1:1/sales")

    said = str(error.value)
    assert said.startswith("The database postgresql://127.0.0.1/sales cannot be opened: ")
    assert SECRET not in said
    assert "\n" not in said


@pytest.mark.postgres
def test_a_database_that_the_server_has_not_is_named(postgres_server: str) -> None:
    with pytest.raises(DatabaseError, match=r"cannot be opened: .*no_such_database"):
        open_database(postgres_server.replace("/postgres?", "/no_such_database?"))


def test_a_folder_that_is_missing_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="unable to open database file"):
        open_database(f"sqlite:///{tmp_path}/missing/revisor.db")


def test_a_file_that_is_no_database_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "revisor.db").write_bytes(os.urandom(4096))

    with pytest.raises(DatabaseError, match="file is not a database"):
        open_database(f"sqlite:///{tmp_path}/revisor.db")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 5000), ("synchronous", 1)],
)
def test_every_sqlite_connection_is_safe_for_several_writers(
    sqlite_database: Database, pragma: str, value: object
) -> None:
    with sqlite_database.across() as first, sqlite_database.across() as second:
        for tx in (first, second):
            assert tx.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_nothing_is_kept_of_a_transaction_that_raises(database: Database) -> None:
    _make_counter(database)

    with pytest.raises(ZeroDivisionError):
        _break_off_half_way(database)

    assert _count(database) == 0
    with database.across() as tx:
        assert not tx.dialect.has_table(tx, "half_done")


def test_a_row_that_points_nowhere_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.across(writes=True) as tx:
        tx.execute(insert(subjects).values(workspace_id=99, kind="deal", source="", source_id="", name=""))


def test_twenty_writers_at_once_lose_no_update_and_never_find_sqlite_locked(
    sqlite_database: Database,
) -> None:
    _make_counter(sqlite_database)

    def add(_: int) -> None:
        for _time in range(TIMES):
            with sqlite_database.across(writes=True) as tx:
                count = tx.execute(select(COUNTER.c.count)).scalar_one()
                tx.execute(update(COUNTER).values(count=count + 1))

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(add, range(THREADS)))

    assert _count(sqlite_database) == THREADS * TIMES


def test_a_reader_sees_the_state_before_a_writer_commits_and_need_not_wait(database: Database) -> None:
    _make_counter(database)

    with database.across(writes=True) as writer:
        writer.execute(update(COUNTER).values(count=1))
        assert _count(database) == 0

    assert _count(database) == 1


def test_what_only_looks_cannot_write(database: Database) -> None:
    _make_counter(database)

    with pytest.raises(DBAPIError, match=r"readonly|read-only"), database.across() as connection:
        connection.execute(update(COUNTER).values(count=2))

    assert _count(database) == 0


def test_an_error_half_way_through_the_rows_locks_nobody_out_while_its_traceback_lives(
    sqlite_database: Database,
) -> None:
    _make_counter(sqlite_database)
    with sqlite_database.across(writes=True) as tx:
        tx.execute(insert(COUNTER), [{"id": number, "count": 0} for number in range(2, 9)])

    with pytest.raises(ValueError, match="invalid literal") as kept:
        _read_half(sqlite_database)
    with sqlite3.connect(str(sqlite_database.engine.url.database)) as another:
        another.execute("UPDATE counter SET count = 1")
    another.close()
    with sqlite_database.across(writes=True) as tx:
        tx.execute(update(COUNTER).values(count=2))

    assert kept.value.__traceback__ is not None
    with sqlite_database.across() as tx:
        assert tx.execute(select(func.sum(COUNTER.c.count))).scalar_one() == 16


def _read_half(database: Database) -> list[int]:
    with database.across() as tx:
        return [int(f"row {row.id}") for row in tx.execute(select(COUNTER))]


def _make_counter(database: Database) -> None:
    with database.across(writes=True) as tx:
        COUNTER.create(tx)
        tx.execute(insert(COUNTER).values(id=1, count=0))


def _break_off_half_way(database: Database) -> None:
    with database.across(writes=True) as tx:
        tx.execute(update(COUNTER).values(count=7))
        tx.exec_driver_sql("CREATE TABLE half_done (id INTEGER)")
        _ = 1 / 0


def _count(database: Database) -> int:
    with database.across() as tx:
        return tx.execute(select(COUNTER.c.count)).scalar_one()
