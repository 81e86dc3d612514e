"""`revisor run` as a process of its own, beside a workspace that is served as Slack is."""

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.app.following import follow
from bot.app.wiring import bound
from bot.kit.house import House
from bot.kit.member import Company
from bot.kit.settings import Settings
from bot.kit.slack import SEND_TIMEOUT, make_client
from bot.sandbox.people import Identity
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace
from storage import outbox
from storage.engine import open_database
from tests.journeys.conftest import SHIPPED, Office, past_its_first_round, patient, staff
from tests.reminded import remind_at
from tests.starting import Started, ended, started
from tests.waiting import PATIENCE, until

TOKENS = {"bot_token": "xoxb-1-hemmelig", "app_token": "xapp-1-hemmelig"}


def port_of(url: str) -> int:
    """The port of http://127.0.0.1:PORT."""
    return int(url.rsplit(":", maxsplit=1)[1])


@dataclass
class Firm:
    """A workspace, its database, and the settings with which `revisor` is run on both."""

    office: Office
    folder: Path
    env: dict[str, str]
    processes: list[Started] = field(default_factory=list)

    @property
    def workspace(self) -> Workspace:
        """The workspace as Slack's side sees it."""
        return self.office.workspace

    @property
    def log(self) -> str:
        """What all processes have written to stderr, the earliest first."""
        return "".join(file.read_text() for file in sorted(self.folder.glob("stderr.*")))

    def start(self, *words: str, **env: str) -> Started:
        """Start the bot, or another command; it is not awaited."""
        log = self.folder / f"stderr.{len(self.processes)}"
        process = started(words or ("run",), self.folder, {**self.env, **env}, out=log, err=log)
        self.processes.append(process)
        return process

    def run(self) -> Started:
        """Start the bot and wait until it is connected."""
        process = self.start()
        until(lambda: self.workspace.line.connections or process.poll() is not None)
        assert process.poll() is None, self.log
        return process

    def kill(self, process: Started) -> None:
        """End the bot as a power cut would, and wait until Slack's side has noticed."""
        process.send_signal(signal.SIGKILL)
        process.wait()
        until(lambda: not self.workspace.line.connections)

    def command(self, *words: str, **env: str) -> "CompletedProcess[str]":
        """Run any other command, or `run` where it ends by itself."""
        return ended(words, self.folder, {**self.env, **env}, PATIENCE)

    def outbox_counts(self) -> dict[str, int]:
        """What `revisor status --json` says about the messages."""
        counts: dict[str, int] = json.loads(self.command("status", "--json").stdout)["outbox"]
        return counts

    def states(self, kind: str) -> list[str]:
        """Where the messages of this kind stand in the database."""
        query = outbox.outbox.select().where(outbox.outbox.c.kind == kind).order_by(outbox.outbox.c.id)
        with self.office.read() as desk:
            return [row.state for row in desk.tx.execute(query)]

    def remind(self, person_id: int, *, at: datetime | None = None) -> None:
        """Have somebody's weekly moment be now, or at another time."""
        with self.office.write() as desk:
            remind_at(desk.tx, person_id, at or datetime.now(UTC))


def _firm(url: str, folder: Path, workspace: Workspace) -> Iterator[Firm]:
    """A staffed workspace whose tokens no error message may show."""
    database = open_database(url)
    with serve(workspace) as base:
        settings = Settings(slack_api_url=f"{base}/api/", database_url=url, **TOKENS)
        now = datetime.now(UTC)
        house = House(database, settings, lambda: datetime.now(UTC), lambda _folder, _zone: SHIPPED, follow)
        id_ = bound(house, workspace.identity.team_id)
        client, company = make_client(settings, timeout=SEND_TIMEOUT), Company(workspace.identity.team_id)
        house = replace(house, clients={id_: client}, companies={id_: company})
        with house.write(id_) as desk:
            past_its_first_round(desk.tx)
        env = {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": TOKENS["bot_token"],
            "SLACK_APP_TOKEN": TOKENS["app_token"],
            "SLACK_API_URL": settings.slack_api_url,
            "DATABASE_URL": url,
        }
        firm = Firm(staff(Office(workspace, house, id_, base, now)), folder, env)
        try:
            yield firm
        finally:
            for process in firm.processes:
                process.kill()
                process.wait()
            database.close()
    assert "hemmelig" not in firm.log


@pytest.fixture
def workspace() -> Workspace:
    """The firm's workspace; a module that is about Slack's three seconds has one that doesn't wait longer."""
    return patient(identity=Identity(**TOKENS))


@pytest.fixture
def firm(sqlite_url: str, tmp_path: Path, workspace: Workspace) -> Iterator[Firm]:
    """The firm on SQLite."""
    yield from _firm(sqlite_url, tmp_path, workspace)


@pytest.fixture
def any_firm(database_url: str, tmp_path: Path, workspace: Workspace) -> Iterator[Firm]:
    """The firm on SQLite and on PostgreSQL."""
    yield from _firm(database_url, tmp_path, workspace)
