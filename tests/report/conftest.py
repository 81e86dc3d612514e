"""The firm of which reports are made."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from storage.engine import Database, open_database
from tests.report.firm import Firm, autumn, open_firm


@pytest.fixture
def bare(sqlite_database: Database) -> Firm:
    """A firm without anybody."""
    return open_firm(sqlite_database)


@pytest.fixture
def firm(database: Database) -> Firm:
    """The firm at the end of November 2026, once on each database."""
    made = open_firm(database)
    autumn(made)
    return made


Played = tuple[Path, dict[str, int], datetime]


@pytest.fixture(scope="session")
def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A file in which the autumn was played, with what everything is called, and when it ends."""
    file = tmp_path_factory.mktemp("autumn") / "revisor.db"
    shutil.copy(sqlite_template, file)
    database = open_database(f"sqlite:///{file}")
    made = open_firm(database)
    autumn(made)
    database.close()
    return file, made.ids, made.now


@pytest.fixture
def light(played: Played, quick_folder: Path) -> Iterator[Firm]:
    """The same on SQLite, for what has nothing to do with the database."""
    file, ids, now = played
    database = open_database(f"sqlite:///{shutil.copy(file, quick_folder / 'played.db')}")
    made = open_firm(database)
    made.ids |= ids
    made.now = now
    yield made
    database.close()
