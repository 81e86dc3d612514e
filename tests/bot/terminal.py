"""A terminal of the tests: commands run in this process, in a folder of their own, on a real database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app.wiring import make_house, workspace_for
from bot.cli.app import main
from bot.kit.desk import Desk
from bot.kit.settings import Settings
from flows.company.people import Person
from flows.company.subjects import Kind, Subject
from storage import people, tables
from storage.engine import Transaction, open_database
from tests.known import by_identity

DATA = Path(__file__).parents[2] / "../shared/data"
WORKSPACE = 1

beside = pytest.mark.skipif(not DATA.is_dir(), reason="the folder shared/ is not beside this repository")


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it printed where."""

    code: int
    out: str
    err: str

    def __post_init__(self) -> None:
        """Whatever happens, nobody ever reads a traceback, and a refusal is never without its words."""
        assert "Traceback" not in self.out + self.err
        assert bool(self.err) == (self.code != 0)

    def under(self, title: str) -> list[str]:
        """The indented lines of the list with this title."""
        lines = iter(self.out.splitlines())
        assert f"{title}:" in lines, f"{title} is not in {self.out}"
        found = []
        for line in lines:
            if not line.startswith("  "):
                break
            found.append(line.strip())
        return found


@dataclass(frozen=True)
class Terminal:
    """A folder with its database; calling it runs `revisor` with these arguments."""

    folder: Path
    url: str
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *args: str | Path) -> Said:
        """Run a command."""
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(arg) for arg in args])
        out, err = self.capsys.readouterr()
        return Said(int(ended.value.code or 0), out, err)

    def file(self, name: str, content: str | bytes) -> Path:
        """Write a file into the folder; gives its path."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def imports(self, content: str | bytes | Path, *options: str) -> Said:
        """Import deals without being asked."""
        file = content if isinstance(content, Path) else self.file("deals.csv", content)
        return self("import", file, "--yes", *options)

    def loads(
        self,
        *rows: str,
        heading: str = "name,email,role,manager email,weekday,time",
        options: Sequence[str] = (),
    ) -> Said:
        """Load a list of people without being asked."""
        file = self.file("people.csv", "\n".join((heading, *rows, "")))
        return self("people", file, "--yes", *options)

    @contextmanager
    def looking(self) -> Iterator[Transaction]:
        """A look into the database."""
        database = open_database(self.url)
        try:
            with database.read(WORKSPACE, datetime.now(UTC)) as tx:
                yield tx
        finally:
            database.close()

    def deals(self) -> dict[tuple[str, str], Subject]:
        """All deals by their identity."""
        with self.looking() as tx:
            return by_identity(tx, Kind.DEAL)

    def customers(self) -> dict[str, Subject]:
        """All customers by name."""
        with self.looking() as tx:
            found = by_identity(tx, Kind.CUSTOMER).values()
        return {customer.name: customer for customer in found}

    def people(self) -> dict[str, Person]:
        """Everybody by e-mail."""
        with self.looking() as tx:
            return {person.email: person for person in people.all_of(tx)}

    def owner(self, subject: Subject) -> str | None:
        """The owner's e-mail."""
        emails = {person.id: person.email for person in self.people().values()}
        return emails[subject.owner_id] if subject.owner_id else None

    def noted(self) -> list[tuple[str, str | None, str | None, str]]:
        """All changes that were noted: field, before, after, by which source."""
        return [(row.field, row.before, row.after, row.by_source) for row in self.rows("changes")]

    def noted_at(self) -> list[datetime]:
        """The moments of all changes."""
        return [row.at for row in self.rows("changes")]

    def rows(self, table: str) -> list[Any]:
        """All rows of a table, as they were written."""
        wanted = tables.metadata.tables[table]
        with self.looking() as tx:
            return list(tx.execute(select(wanted).order_by(*wanted.primary_key)))

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """All that the database holds to compare with.

        The workspace's own row comes with the first command, and when a file was imported is noted each time.
        """
        names = tables.metadata.tables.keys() - {"workspaces", "last_imports"}
        return {name: [tuple(row) for row in self.rows(name)] for name in names}

    @contextmanager
    def desk(self, **settings: Any) -> Iterator[Desk]:
        """A desk that the bot itself would work at."""
        house = make_house(Settings(database_url=self.url, **settings))
        try:
            with house.write(workspace_for(house, None)) as desk:
                yield desk
        finally:
            house.database.close()
