"""Bringing a database up to the newest schema; forward only."""

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, Table, Text, inspect, select

from storage.engine import Database
from storage.failures import DatabaseError

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 727_384_766  # any number; on PostgreSQL it keeps two starting replicas from migrating at once
# Where Alembic notes what it has applied.
APPLIED = Table("alembic_version", MetaData(), Column("version_num", Text))


def upgrade(database: Database, to: str = "head") -> None:
    """Apply the migrations that are missing, all in one transaction; without any missing, nothing happens.

    Raises DatabaseError for a database that a newer Revisor has migrated.
    """
    # Alembic takes a tenth of the bot's start and of its memory, and whoever only runs has no use for it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with database.across(writes=True) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        config.attributes["connection"] = connection
        if not _applied(connection) <= set(revisions()):
            raise DatabaseError("The database was made by a newer version of Revisor: update Revisor first.")
        command.upgrade(config, to)


def is_current(database: Database) -> bool:
    """Whether the database has the newest schema of this version of Revisor."""
    with database.across() as connection:
        return _applied(connection) == {revisions()[-1]}


def revisions() -> list[str]:
    """All revisions, the oldest first: each is what the name of its file begins with."""
    return sorted(file.name.split("_")[0] for file in MIGRATIONS.glob("versions/[0-9]*.py"))


def _applied(connection: Connection) -> set[str]:
    if not inspect(connection).has_table(APPLIED.name):
        return set()
    return set(connection.execute(select(APPLIED.c.version_num)).scalars())
