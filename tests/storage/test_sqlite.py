"""Writers of one process on SQLite: one after the other, and on the disk together."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import make_url

from storage.engine import Database
from storage.failures import DatabaseBusy, is_busy
from storage.sqlite import File
from tests.storage.conftest import NOW

THREADS = 10


class Disk:
    """What is brought to a disk: how often, and as soon as it is let go on."""

    def __init__(self) -> None:
        self.begun = Event()
        self.goes_on = Event()
        self.goes_on.set()
        self.times = 0

    def sync(self, path: Path) -> None:
        assert path.name.endswith("-wal")
        self.begun.set()
        assert self.goes_on.wait(10)
        self.times += 1


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def database(sqlite_database: Database, sqlite_url: str, disk: Disk) -> Database:
    """A database on that disk."""
    return replace(sqlite_database, file=File(make_url(sqlite_url), disk.sync))


def writes(database: Database, *, lasting: bool = True) -> None:
    with database.write(1, NOW, lasting=lasting) as tx:
        tx.connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS written (id INTEGER)")
        tx.connection.exec_driver_sql("INSERT INTO written VALUES (1)")


def test_what_is_written_is_on_the_disk_when_its_act_ends_and_a_draft_is_with_the_next(
    database: Database, disk: Disk
) -> None:
    writes(database, lasting=False)
    assert disk.times == 0

    writes(database)
    assert disk.times == 1

    with pytest.raises(ZeroDivisionError), database.write(1, NOW):
        1 / 0  # noqa: B018 - something is raised
    assert disk.times == 1


def test_a_disk_that_refuses_is_an_error_of_the_act(database: Database, disk: Disk) -> None:
    def refuses(_path: Path) -> None:
        raise OSError("no space left")

    assert database.file
    broken = replace(database, file=File(make_url(str(database.engine.url)), refuses))

    with pytest.raises(OSError, match="no space left"):
        writes(broken)


def test_whoever_comes_while_the_disk_is_at_work_goes_with_the_next_sync_together(
    database: Database, disk: Disk
) -> None:
    file = database.file
    assert file
    writes(database, lasting=False)
    disk.goes_on.clear()
    with ThreadPoolExecutor(THREADS) as threads:
        first = threads.submit(file.make_safe)
        assert disk.begun.wait(10)
        rest = [threads.submit(file.make_safe) for _ in range(THREADS - 1)]
        while file.waiting < THREADS:
            pass
        disk.goes_on.set()
        for safe in (first, *rest):
            safe.result()

    assert disk.times == 2


def test_who_waits_at_the_screen_hears_soon_that_another_writer_is_at_work(database: Database) -> None:
    with database.write(1, NOW), ThreadPoolExecutor(1) as thread:
        error = thread.submit(writes, database.hurried).exception()

    assert isinstance(error, DatabaseBusy)
    assert is_busy(error)


def test_a_turn_is_given_back_when_something_is_raised(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write(1, NOW):
        1 / 0  # noqa: B018 - something is raised

    writes(database.hurried)
