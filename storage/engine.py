"""Opening the database, and its transactions: reading and writing in one workspace, and across all of them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from types import TracebackType
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage.failures import DatabaseError, hide_values, reason_of

DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
BUSY_TIMEOUT_MS = 5000  # below it, writers fail under load; see the measurements of contention
CONNECT_SECONDS = 10
ALL_WORKSPACES = 0  # no workspace has this id
PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an answer that was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
)


class Transaction:
    """One act in the database: every storage function takes it alone.

    `workspace` is the id of the workspace that it concerns, and `now` (aware UTC) the moment of the act, which
    nothing within it asks for a second time. On PostgreSQL row-level security lets it see nothing of another
    workspace, whatever a statement forgets.
    """

    def __init__(self, connection: Connection, workspace: int, now: datetime) -> None:
        """`connection` is in a database transaction that ends when the act does."""
        self.connection = connection
        self.workspace = workspace
        self.now = now
        self.execute = connection.execute
        self.touched: set[int] = (
            set()
        )  # subjects whose kept score is to be written anew (storage.kept_scores)

    def at(self, moment: datetime) -> "Transaction":
        """The same transaction at another moment (aware): for writing what happened earlier."""
        other = Transaction(self.connection, self.workspace, moment)
        other.touched = self.touched
        return other


@dataclass(frozen=True)
class Database:
    """An open database. Every act in a workspace is one of `read()` and `write()`."""

    engine: Engine

    @contextmanager
    def read(self, workspace: int, now: datetime) -> Iterator[Transaction]:
        """An act that only looks, and cannot write: on SQLite it never waits for a writer."""
        with _transaction(self.engine, workspace) as connection:
            yield Transaction(connection, workspace, now)

    @contextmanager
    def write(self, workspace: int, now: datetime) -> Iterator[Transaction]:
        """An act that is committed as a whole at the end, or not at all when something is raised.

        On SQLite it takes the write lock at its beginning: a reader that turned into a writer half-way
        would fail with "database is locked" instead of waiting.
        """
        with _transaction(self._writing, workspace) as connection:
            yield Transaction(connection, workspace, now)

    @contextmanager
    def across(self, *, writes: bool = False) -> Iterator[Connection]:
        """A transaction over all workspaces: for asking which of them there are, and which have something due."""
        with _transaction(self._writing if writes else self.engine, ALL_WORKSPACES) as connection:
            yield connection

    @cached_property
    def _writing(self) -> Engine:
        """The engine for transactions that write; it shares its connections with the other."""
        return self.engine.execution_options(writes=True)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


@contextmanager
def _transaction(engine: Engine, workspace: int) -> Iterator[Connection]:
    with engine.connect() as connection, ExitStack() as end:
        end.push(partial(_drop_if_failed, connection))
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(_postgres_begin(connection, workspace))
            yield connection


def _postgres_begin(connection: Connection, workspace: int) -> str:
    """What a transaction says of itself first; the policies of storage.migrations read the workspace."""
    # Who looks sees one moment, as on SQLite: a score that was kept meanwhile is not counted twice.
    writes = connection.get_execution_options().get("writes", False)
    kind = "READ WRITE" if writes else "ISOLATION LEVEL REPEATABLE READ READ ONLY"
    return f"SET TRANSACTION {kind}; SET LOCAL revisor.workspace = {workspace:d}"


def _drop_if_failed(
    connection: Connection,
    kind: type[BaseException] | None,
    _error: BaseException | None,
    _where: TracebackType | None,
) -> None:
    """Throw away an SQLite connection on which something was raised.

    Rows that were read half-way hold their snapshot for as long as the error's traceback lives, and the next
    writer on that connection would find the database locked at once, whatever the busy timeout says.
    """
    if kind is not None and connection.dialect.name == "sqlite":
        connection.invalidate()


def open_database(url: str) -> Database:
    """Open `sqlite:///FILE` or `postgresql+psycopg://USER:PASSWORD@HOST/NAME` and see that it answers.

    Raises DatabaseError for an address that is none, and for a database that cannot be reached.
    """
    address = _address(url)
    try:
        database = Database(_engine(address))
        with database.across() as connection:
            connection.exec_driver_sql("SELECT 1")
    except DBAPIError as error:
        raise DatabaseError(
            f"The database {_shown(address)} cannot be opened: {_why(error, address)}"
        ) from None
    except ModuleNotFoundError as error:
        raise DatabaseError(
            f"PostgreSQL needs the extra: pip install 'revisor[postgres]' ({error})"
        ) from None
    return database


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
        engine = create_engine(address, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        address,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        pool_size=5,
        max_overflow=5,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": CONNECT_SECONDS
        },  # a host that never answers is an error, not a wait
    )
    hide_values(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = (
        None  # sqlite3's own BEGIN is deferred and comes too late; _begin_sqlite says it
    )
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(tx: Connection) -> None:
    writes = tx.get_execution_options().get("writes", False)
    tx.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    tx.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")


def _shown(address: URL) -> str:
    place = address.host or ""
    return f"{address.get_backend_name()}://{place}/{address.database or ''}"


def _why(error: DBAPIError, address: URL) -> str:
    said = reason_of(error)
    return said.replace(address.password, "***") if address.password else said


Insert = sqlite.Insert | postgresql.Insert


def insert(tx: Transaction, table: Table) -> Insert:
    """An insert into `table` that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return postgresql.insert(table) if tx.connection.dialect.name == "postgresql" else sqlite.insert(table)
