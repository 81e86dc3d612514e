"""Opening the database, and the two kinds of transaction: reading and writing."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
BUSY_TIMEOUT_MS = 5000  # below it, writers fail under load; see the measurements of contention
CONNECT_SECONDS = 10
PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an answer that was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
)


class DatabaseError(Exception):
    """The database cannot be used; the message is one plain sentence without a password."""


@dataclass(frozen=True)
class Database:
    """An open database. Every transaction of the bot is one of `read()` and `write()`."""

    engine: Engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction for looking only: on SQLite it never waits for a writer."""
        with _transaction(self.engine) as tx:
            yield tx

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is committed as a whole at the end, or not at all when something is raised.

        On SQLite it takes the write lock at its beginning: a reader that turned into a writer half-way
        would fail with "database is locked" instead of waiting.
        """
        with _transaction(self.engine.execution_options(writes=True)) as tx:
            yield tx

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as tx, ExitStack() as end:
        end.push(partial(_drop_if_failed, tx))
        with tx.begin():
            yield tx


def _drop_if_failed(
    tx: Connection,
    kind: type[BaseException] | None,
    _error: BaseException | None,
    _where: TracebackType | None,
) -> None:
    """Throw away an SQLite connection on which something was raised.

    Rows that were read half-way hold their snapshot for as long as the error's traceback lives, and the next
    writer on that connection would find the database locked at once, whatever the busy timeout says.
    """
    if kind is not None and tx.dialect.name == "sqlite":
        tx.invalidate()


def open_database(url: str) -> Database:
    """Open `sqlite:///FILE` or `postgresql+psycopg://USER:PASSWORD@HOST/NAME` and see that it answers.

    Raises DatabaseError for an address that is none, and for a database that cannot be reached.
    """
    address = _address(url)
    try:
        database = Database(_engine(address))
        with database.read() as tx:
            tx.exec_driver_sql("SELECT 1")
    except DBAPIError as error:
        raise DatabaseError(
            f"The database {_shown(address)} cannot be opened: {_why(error, address)}"
        ) from None
    except ModuleNotFoundError as error:
        raise DatabaseError(
            f"PostgreSQL needs the extra: pip install 'revisor[postgres]' ({error})"
        ) from None
    return database


def reason_of(error: DBAPIError) -> str:
    """The first line of what the database itself says about a failed statement, without its values."""
    lines = str(error.orig).strip().splitlines() or ["no reason was given"]
    return lines[0]


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        address = URL.create("unknown")
    driver = DRIVERS.get(address.drivername)
    if driver is None or (driver.startswith("sqlite") and address.database in {None, "", ":memory:"}):
        raise DatabaseError(
            "DATABASE_URL is no address of a database: write sqlite:///revisor.db "
            "or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
        )
    return address.set(drivername=driver)


def _engine(address: URL) -> Engine:
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        address,
        isolation_level="READ COMMITTED",
        pool_size=5,
        max_overflow=5,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": CONNECT_SECONDS
        },  # a host that never answers is an error, not a wait
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = (
        None  # sqlite3's own BEGIN is deferred and comes too late; _begin_sqlite says it
    )
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(tx: Connection) -> None:
    writes = tx.get_execution_options().get("writes", False)
    tx.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")


def _shown(address: URL) -> str:
    place = address.host or ""
    return f"{address.get_backend_name()}://{place}/{address.database or ''}"


def _why(error: DBAPIError, address: URL) -> str:
    said = reason_of(error)
    return said.replace(address.password, "***") if address.password else said
