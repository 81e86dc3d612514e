"""Opening the database, and its transactions: reading and writing in one workspace, and across all of them."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, partial
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    CursorResult,
    Engine,
    Executable,
    Integer,
    Table,
    Text,
    any_,
    bindparam,
    create_engine,
    func,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage.failures import DatabaseError, hide_values, reason_of
from storage.sqlite import File, open_engine
from storage.sqlite import begin as sqlite_begin

DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
# How long a transaction waits for what somebody else holds, in milliseconds.
BUSY_TIMEOUT_MS = 5000  # below it, writers fail under load; see the measurements of contention
# With somebody at the screen: for one's turn in this process, and as long again for another process. Slack wants its
# answer within three seconds.
HURRIED_MS = 1000
CONNECT_SECONDS = 10
LOG_PAGES = 10_000  # of 4 kB; an index page that is written in every batch then goes to the disk once in ten
ALL_WORKSPACES = 0  # no workspace has this id
T = TypeVar("T")


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
        # Subjects whose kept score is to be written anew (storage.kept_scores).
        self.touched: set[int] = set()

    def run(self, made: Executable, **values: object) -> CursorResult[Any]:
        """Execute a statement that was made once, with `workspace` and `now` besides these values.

        What runs at every click is made once: to make it anew takes three times as long as to run it.
        """
        return self.execute(made, {"workspace": self.workspace, "now": self.now, **values})

    def at(self, moment: datetime) -> "Transaction":
        """The same transaction at another moment (aware): for writing what happened earlier."""
        other = Transaction(self.connection, self.workspace, moment)
        other.touched = self.touched
        return other


@dataclass(frozen=True)
class Database:
    """An open database. Every act in a workspace is one of `read()` and `write()`."""

    engine: Engine
    file: File | None = None  # SQLite's

    @cached_property
    def hurried(self) -> "Database":
        """The same for acts that somebody waits for: they fail soon (see `is_busy`) where others hold the database."""
        return Database(self.engine.execution_options(waits_ms=HURRIED_MS), self.file)

    @cached_property
    def in_bulk(self) -> "Database":
        """The same for thousands of rows: on SQLite they are brought from the log into the database many at a time."""
        return Database(self.engine.execution_options(log_pages=LOG_PAGES), self.file)

    def check(self) -> None:
        """Raise DatabaseGone where an SQLite file was moved, deleted or replaced; every transaction does so too."""
        if self.file:
            self.file.check()

    @contextmanager
    def read(self, workspace: int, now: datetime) -> Iterator[Transaction]:
        """An act that only looks, and cannot write: on SQLite it never waits for a writer."""
        with self._transaction(workspace, writes=False) as connection:
            yield Transaction(connection, workspace, now)

    @contextmanager
    def write(self, workspace: int, now: datetime, *, lasting: bool = True) -> Iterator[Transaction]:
        """An act that is committed as a whole at the end, or not at all when something is raised.

        It is `lasting` when it survives a power cut from then on; else the last moments before one may be lost. On
        SQLite it takes the write lock at its beginning: a reader that turned into a writer half-way would fail with
        "database is locked" instead of waiting.
        """
        with self._writes(workspace, lasting=lasting) as connection:
            yield Transaction(connection, workspace, now)

    @contextmanager
    def across(self, *, writes: bool = False) -> Iterator[Connection]:
        """A transaction over all workspaces: for asking which of them there are, and which have something due."""
        with (
            self._writes(ALL_WORKSPACES)
            if writes
            else self._transaction(ALL_WORKSPACES, writes=False) as connection
        ):
            yield connection

    @contextmanager
    def _writes(self, workspace: int, *, lasting: bool = True) -> Iterator[Connection]:
        if self.file is None:  # PostgreSQL sees to turns and to the disk itself
            with self._transaction(workspace, writes=True) as connection:
                yield connection
            return
        with self.file.turn(self._waits_ms), self._transaction(workspace, writes=True) as connection:
            yield connection
        if lasting:
            self.file.make_safe()

    @contextmanager
    def _transaction(self, workspace: int, *, writes: bool) -> Iterator[Connection]:
        with self.engine.connect() as connection, ExitStack() as end:
            end.push(partial(_drop_if_failed, connection))
            with connection.begin():
                self.check()
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(_postgres_begin(connection, workspace, writes=writes))
                else:
                    sqlite_begin(connection, writes=writes, waits_ms=self._waits_ms)
                yield connection
                self.check()

    @cached_property
    def _waits_ms(self) -> int:
        found: int = self.engine.get_execution_options().get("waits_ms", BUSY_TIMEOUT_MS)
        return found

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _postgres_begin(connection: Connection, workspace: int, *, writes: bool) -> str:
    """What a transaction says of itself first; the policies of storage.migrations read the workspace."""
    # Who looks sees one moment, as on SQLite: a score that was kept meanwhile is not counted twice.
    kind = "READ WRITE" if writes else "ISOLATION LEVEL REPEATABLE READ READ ONLY"
    said = f"SET TRANSACTION {kind}; SET LOCAL revisor.workspace = {workspace:d}"
    waits_ms: int | None = connection.get_execution_options().get("waits_ms")
    return said if waits_ms is None else f"{said}; SET LOCAL lock_timeout = {waits_ms:d}"


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
        database = Database(
            _engine(address), File(address) if address.get_backend_name() == "sqlite" else None
        )
        with database.across() as connection:
            connection.exec_driver_sql("SELECT 1")
        if database.file:
            database.file.watch(database.engine)
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
        return open_engine(address)
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


def _shown(address: URL) -> str:
    place = address.host or ""
    return f"{address.get_backend_name()}://{place}/{address.database or ''}"


def _why(error: DBAPIError, address: URL) -> str:
    said = reason_of(error)
    return said.replace(address.password, "***") if address.password else said


def in_parts(listed: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """All of it in its order, so many at a time: a statement takes only so many values, a transaction only so long."""
    return (listed[start : start + size] for start in range(0, len(listed), size))


Insert = sqlite.Insert | postgresql.Insert


def insert(tx: Transaction, table: Table) -> Insert:
    """An insert into `table` that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return insert_as(tx.connection.dialect.name, table)


def insert_as(dialect: str, table: Table) -> Insert:
    """The same for a statement that is made once for each dialect (tx.connection.dialect.name)."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def upsert(tx: Transaction, table: Table) -> Insert:
    """An insert of whole rows into `table`; what is there under the same primary key becomes the new row."""
    return _upsert(tx.connection.dialect.name, table)


@cache
def _upsert(dialect: str, table: Table) -> Insert:
    new = insert_as(dialect, table)
    changed = {column.name: new.excluded[column.name] for column in table.c if not column.primary_key}
    return new.on_conflict_do_update(index_elements=[*table.primary_key], set_=changed)


def among(dialect: str, column: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that a column is one of many `ids` (see listed), for a statement that is made once."""
    ids = bindparam("ids", type_=Text)
    if dialect == "postgresql":
        return column == any_(func.string_to_array(ids, ",").cast(postgresql.ARRAY(Integer)))
    return column.in_(select(func.json_each("[" + ids + "]").table_valued("value").c.value))


def listed(ids: Collection[int]) -> str:
    """Many ids as one value: thousands by themselves take long to write."""
    return ",".join(map(str, ids))
