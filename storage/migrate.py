"""Bringing a database up to the newest schema; forward only."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine import Database
from storage.failures import DatabaseError

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 727_384_766  # any number; on PostgreSQL it keeps two starting replicas from migrating at once


def upgrade(database: Database, to: str = "head") -> None:
    """Apply the migrations that are missing, all in one transaction; without any missing, nothing happens.

    Raises DatabaseError for a database that a newer Revisor has migrated.
    """
    with database.across(writes=True) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        config = _config()
        config.attributes["connection"] = connection
        if not _applied(connection) <= set(revisions()):
            raise DatabaseError("The database was made by a newer version of Revisor: update Revisor first.")
        command.upgrade(config, to)


def is_current(database: Database) -> bool:
    """Whether the database has the newest schema of this version of Revisor."""
    with database.across() as connection:
        return _applied(connection) == set(_scripts().get_heads())


def revisions() -> list[str]:
    """All revisions, the oldest first."""
    return [script.revision for script in _scripts().walk_revisions()][::-1]


@cache
def _scripts() -> ScriptDirectory:
    """The migrations of this version of Revisor, read once."""
    return ScriptDirectory.from_config(_config())


def _applied(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
