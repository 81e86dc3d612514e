"""Thousands of rows: their values are made ready column by column, not row by row as SQLAlchemy does it."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect

from storage.engine import Insert, Transaction

Process = Callable[[Any], Any]


class _Made(NamedTuple):
    """A statement as the driver takes it: with its columns in their order, and what makes the values of each ready."""

    text: str
    processes: Mapping[str, Process | None]
    positional: bool


def insert_all(tx: Transaction, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> int:
    """Execute an insert for each of these rows, which all name the same columns; gives how many rows it wrote.

    The same as `tx.execute(statement, rows)`, whose work on each value takes longer than what the database does. The
    statement is to be made once for each dialect, since it is compiled once.
    """
    made = _made(statement, tx.connection.dialect, tuple(rows[0]))
    columns = [_ready(process, [row[name] for row in rows]) for name, process in made.processes.items()]
    values: list[Any] = list(zip(*columns, strict=True))
    if not made.positional:
        values = [dict(zip(made.processes, each, strict=True)) for each in values]
    done = tx.connection.exec_driver_sql(made.text, values, execution_options={"preserve_rowcount": True})
    return done.rowcount


@lru_cache(maxsize=20)
def _made(statement: Insert, dialect: Dialect, names: tuple[str, ...]) -> _Made:
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
    types = {
        name: statement.table.c[name].type.dialect_impl(dialect) for name in compiled.positiontup or names
    }
    processes = {name: type_.bind_processor(dialect) for name, type_ in types.items()}
    return _Made(str(compiled), processes, compiled.positional)


def _ready(process: Process | None, column: Sequence[Any]) -> Sequence[Any]:
    """The values as the driver takes them; an object that many rows share, as a day or a moment, is made ready once."""
    if process is None:
        return column
    different = {id(each): each for each in column}
    ready = {key: process(each) for key, each in different.items()}
    return [ready[id(each)] for each in column]
