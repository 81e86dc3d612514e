"""Fresh databases of both kinds, each as careful with what it was given as an installation's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from storage import migrate
from storage.engine import open_database
from tests.bench.plan import Kind
from tests.postgres import named, on_server, served

Fresh = Callable[[], str]


@contextmanager
def databases(kind: Kind, folder: Path) -> Iterator[Fresh]:
    """What gives the address of another migrated database, without rows, each time that it is called."""
    numbers = count(1)
    if kind is Kind.SQLITE:
        yield lambda: _migrated(f"sqlite:///{folder}/{next(numbers)}.db")
        return
    with served(careless=False) as server:

        def another() -> str:
            name = f"bench{next(numbers)}"
            on_server(server, f"CREATE DATABASE {name}")
            return _migrated(named(server, name))

        yield another


def _migrated(url: str) -> str:
    database = open_database(url)
    migrate.upgrade(database)
    database.close()
    return url
