"""Real databases for the tests: every test gets a migrated one without rows."""

import gc
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.util import immutabledict

from storage import migrate
from storage.engine import Database, open_database
from storage.tables import metadata
from tests.postgres import named, on_server, served

# What a run says of a commit does not depend on chance; `make explore` looks somewhere else each time.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("same")

LONGEST = ("test_random_people", "test_no_surface")
ROOM = 1 << 28  # bytes

BOTH = [pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres)]


class Compiled(dict[Any, Any]):
    """The statements that were compiled; SQLAlchemy's keys begin with the engine's dialect, here with its kind.

    Every test opens engines of its own: each would compile again what the one before it has compiled.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        """What any engine of the kind has compiled."""
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        """Keep it for all engines of the kind."""
        super().__setitem__((key[0].name, *key[1:]), compiled)


# What every engine begins with. An event for it would have SQLAlchemy look for events at each statement.
Engine._execution_options = immutabledict(compiled_cache=Compiled())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of this test run; nothing is left of it afterwards."""
    with served(careless=True) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_database(postgres_server: str) -> Iterator[Database]:
    """A migrated PostgreSQL database for all the tests of this run, one after the other."""
    on_server(postgres_server, "CREATE DATABASE revisor")
    url = named(postgres_server, "revisor")
    _migrated(url)
    yield from _opened(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that is only copied."""
    file = tmp_path_factory.mktemp("migrated") / "revisor.db"
    _migrated(f"sqlite:///{file}")
    return file


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for databases: in memory where there is room, since every commit waits until the disk has it."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder in it is made with a name of its own
    if memory.is_dir() and shutil.disk_usage(memory).free > ROOM:
        with tempfile.TemporaryDirectory(prefix="revisor-", dir=memory) as folder:
            yield Path(folder)
    else:
        yield tmp_path


@pytest.fixture
def sqlite_url(sqlite_template: Path, quick_folder: Path) -> str:
    """The address of a fresh migrated SQLite database."""
    return f"sqlite:///{shutil.copy(sqlite_template, quick_folder / 'revisor.db')}"


@pytest.fixture
def postgres_url(postgres_server: str, postgres_database: Database) -> str:
    """The address of a migrated PostgreSQL database without rows, whose ids begin anew.

    Emptying one is faster than copying, and deleting a test's few rows faster than giving every table new files.
    """
    with postgres_database.across(writes=True) as tx:
        there = set(inspect(tx).get_table_names()) - {"alembic_version"}
        for table in there - metadata.tables.keys():
            tx.exec_driver_sql(f"DROP TABLE {table}")
        tx.exec_driver_sql("; ".join(f"DELETE FROM {table}" for table in reversed(metadata.sorted_tables)))
        ids_begin_anew(tx)
    return named(postgres_server, "revisor")


def ids_begin_anew(connection: Connection) -> None:
    """On PostgreSQL, what was deleted or taken back has still used up its ids."""
    connection.exec_driver_sql("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'")


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh migrated database, once of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, quick_folder: Path) -> Iterator[str]:
    """The address of a database without any table, once of each kind."""
    with without_tables(request.param, request, quick_folder) as url:
        yield url


@contextmanager
def without_tables(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of a database of a kind without any table, for as long as it is wanted."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'empty.db'}"
    else:
        server, name = request.getfixturevalue("postgres_server"), f"empty_{uuid4().hex}"
        on_server(server, f"CREATE DATABASE {name}")
        yield named(server, name)
        on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh migrated database, once of each kind."""
    yield from _opened(database_url)


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """A fresh migrated SQLite database, for what has nothing to do with the kind."""
    yield from _opened(sqlite_url)


def _opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    yield database
    database.close()


def _migrated(url: str) -> None:
    database = open_database(url)
    migrate.upgrade(database)
    database.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests first: the workers end at about the same time."""
    items.sort(key=lambda item: not any(name in item.nodeid for name in LONGEST))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is loaded here stays to the end: the garbage collector need not go through all of it again and again."""
    gc.disable()
    collected = yield
    gc.freeze()
    gc.enable()
    return collected
