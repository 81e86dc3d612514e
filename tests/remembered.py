"""What an act makes of a database is remembered, and written where everything is as it was before that act."""

from collections.abc import Callable, Hashable

from sqlalchemy import Connection

from storage.engine import Database
from storage.tables import metadata

Rows = dict[str, frozenset[tuple[object, ...]]]
REMEMBERED: dict[Hashable, Rows] = {}
TABLES = [table.name for table in metadata.sorted_tables]


def done(database: Database, act: Callable[[], object], *, about: Hashable) -> None:
    """Have an act done that adds rows: once for the same rows and for what else it rests on (`about`).

    AssertionError where it also changes or deletes rows.
    """
    kind = database.engine.dialect.name
    with database.across() as connection:
        before = _rows(connection)
    added = REMEMBERED.get((kind, about, *before.items()))
    if added is None:
        act()
        with database.across() as connection:
            after = _rows(connection)
        assert all(before[table] <= after[table] for table in TABLES)
        REMEMBERED[kind, about, *before.items()] = {table: after[table] - before[table] for table in TABLES}
        return
    with database.across(writes=True) as connection:
        for table, rows in added.items():
            if rows:
                _add(connection, table, rows)


def _rows(connection: Connection) -> Rows:
    """All rows as the driver gives them; PostgreSQL's as text, since not all of theirs can be written back."""
    said = "{0}::text" if connection.dialect.name == "postgresql" else "*"
    found = {
        table: connection.exec_driver_sql(f"SELECT {said.format(table)} FROM {table}") for table in TABLES
    }
    return {table: frozenset(map(tuple, rows)) for table, rows in found.items()}


def _add(connection: Connection, table: str, rows: frozenset[tuple[object, ...]]) -> None:
    if connection.dialect.name == "sqlite":
        places = ", ".join("?" * len(next(iter(rows))))
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({places})", sorted(rows))
        return
    texts = [row[0] for row in rows]
    connection.exec_driver_sql(
        f"INSERT INTO {table} SELECT (row::{table}).* FROM unnest(%s::text[]) AS row ORDER BY row", (texts,)
    )
    counted = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
    if "id" in metadata.tables[table].c:
        connection.exec_driver_sql(counted)
