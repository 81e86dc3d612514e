"""What a database says when it fails: without what people wrote, and told from one that is only busy."""

import re
import sqlite3

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

LOCK_NOT_AVAILABLE = "55P03"
WRONG_VALUE = "22"  # the class of PostgreSQL's errors about a value, which it quotes


class DatabaseError(Exception):
    """The database cannot be used; the message is one plain sentence without a password."""


class DatabaseGone(DatabaseError):
    """The file that was opened is not at its address any more; what was asked for is not kept."""


class DatabaseBusy(DatabaseError):
    """Others in this process held the database for longer than one may wait."""


def is_busy(error: Exception) -> bool:
    """Whether it failed only because somebody else held what it needs for longer than it may wait."""
    if isinstance(error, DatabaseBusy):
        return True
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE


def reason_of(error: DBAPIError) -> str:
    """The first line of what the database itself says about a failed statement, without its values."""
    lines = str(error.orig).strip().splitlines() or ["no reason was given"]
    return lines[0]


def hide_values(engine: Engine) -> None:
    """Have no error of this engine hold a value: PostgreSQL puts whole rows into its own sentences.

    SQLAlchemy's parameters are hidden by `hide_parameters`, with which the engine is made.
    """
    event.listen(engine, "handle_error", _shorten)


def _shorten(context: ExceptionContext) -> None:
    """Cut the driver's sentence, and SQLAlchemy's around it, to the part that speaks of tables and columns."""
    said, error = context.original_exception, context.sqlalchemy_exception
    state = getattr(said, "sqlstate", None)
    if state is None or error is None:
        return
    whole = str(said)
    first = whole.strip().splitlines()[0]
    short = re.sub(r'".*"', '"…"', first) if state.startswith(WRONG_VALUE) else first
    said.args = (short,)
    error.args = (str(error.args[0]).replace(whole, short),)
