"""An SQLite database: its connections, whose turn it is to write, when what is written is safe, where its file is."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from storage.failures import DatabaseBusy, DatabaseGone

CONNECTING_MS = 500
LOOK_EVERY = 0.005  # seconds, whether others have ended
LOG_PAGES = 1000  # after so many in its log a commit brings them into the database; SQLite's own number
PRAGMAS = (
    f"PRAGMA busy_timeout = {CONNECTING_MS}",  # until a transaction says how long it waits
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # a commit doesn't wait for the disk: File.make_safe does
    "PRAGMA foreign_keys = ON",
)


def sync(path: Path) -> None:
    """Come back once a file's content is on the disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fdatasync(file)
    finally:
        os.close(file)


class File:
    """The very file that was opened, with what its writers in this process share."""

    def __init__(self, address: URL, sync: Callable[[Path], None] = sync) -> None:
        self._sync = sync
        self._path = Path(str(address.database)).absolute()
        self._log = self._path.with_name(f"{self._path.name}-wal")
        self._identity: tuple[int, int] | None = None
        self._is_watched = False
        self._turn = Lock()
        self._safe = Lock()
        self._counting = Lock()
        self._committed = 0
        self._on_disk = 0

    def watch(self, engine: Engine) -> None:
        """It is the file that is there now: looked at before each connection and at both ends of a transaction."""
        self._identity = _identity(self._path)
        self._is_watched = True
        event.listen(engine, "do_connect", lambda *_: self.check())

    def check(self) -> None:
        """Raise DatabaseGone where the file isn't at its address any more, or another one is; nothing before `watch`.

        What is written to a file that lost its name is gone with the process.
        """
        if self._is_watched and (self._identity is None or _identity(self._path) != self._identity):
            raise DatabaseGone(
                f"The database {self._path} was moved, deleted or replaced while it was open. Nothing more is written "
                "to it: put the right file in its place, and start again."
            )

    @contextmanager
    def turn(self, waits_ms: int) -> Iterator[None]:
        """Write alone in this process; DatabaseBusy where the turn doesn't come in time.

        SQLite lets whoever asks again first: with fifty writers some wait for seconds. Here nobody is passed over.
        """
        if not self._turn.acquire(timeout=waits_ms / 1000):
            raise DatabaseBusy("others in this process hold the database")
        try:
            yield
        finally:
            self._turn.release()

    @property
    def waiting(self) -> int:
        """How many acts are committed but not safe yet."""
        return self._committed - self._on_disk

    def make_safe(self) -> None:
        """Come back once all that is committed would survive a power cut; who waits together waits for one sync.

        OSError where the disk refuses. A log that isn't there was brought into the database, and safely so.
        """
        with self._counting:
            self._committed += 1
            mine = self._committed
        with self._safe:
            if self._on_disk >= mine:
                return
            upto = self._committed
            with suppress(FileNotFoundError):
                self._sync(self._log)
            self._on_disk = upto


def open_engine(address: URL) -> Engine:
    """An engine whose transactions begin with `begin`.

    SQLAlchemy would do that at an event of its own; but with any such event each statement takes half as long again.
    """
    engine = create_engine(address, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    return engine


def begin(tx: Connection, *, writes: bool, waits_ms: int) -> None:
    """Begin a transaction that writes, or cannot; it waits so long for another process."""
    connection: Any = tx.connection.dbapi_connection
    # Straight to the driver, and only what isn't so already: SQLAlchemy's way there took a third of a transaction.
    pages: int = tx.get_execution_options().get("log_pages", LOG_PAGES)
    said = ("OFF", 0, pages) if writes else ("ON", waits_ms, pages)
    if tx.info.get("said") != said:
        for pragma, value in zip(("query_only", "busy_timeout", "wal_autocheckpoint"), said, strict=True):
            connection.execute(f"PRAGMA {pragma} = {value}")
        tx.info["said"] = said
    if not writes:
        connection.execute("BEGIN DEFERRED")
    elif not _has_begun(connection, waits_ms):
        tx.exec_driver_sql("BEGIN IMMEDIATE")


def _has_begun(connection: Any, waits_ms: int) -> bool:
    """Whether it could begin to write within this time; where not, asking once more says why.

    Somebody else may write batch after batch, with moments in between in which SQLite, which looks ever less often,
    would not look.
    """
    until = monotonic() + waits_ms / 1000
    while monotonic() < until:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                break
            sleep(LOOK_EVERY)
        else:
            return True
    return False


def _prepare(connection: Any, _record: object) -> None:
    # sqlite3's own BEGIN is deferred and comes too late: it is said where a transaction begins.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _identity(path: Path) -> tuple[int, int] | None:
    """The file at this address as the system knows it; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - before every commit, and Path.stat takes twice as long
    except OSError:
        return None
    return found.st_dev, found.st_ino
