"""`revisor demo`: the sandbox with an invented company, and the bot beside it as a process of its own."""

import contextlib
import json
import logging
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

from bot.app import wiring
from bot.app.following import follow
from bot.digest.usecases.digests import take
from bot.kit.house import House
from bot.kit.settings import Settings
from bot.sandbox.asked_reports import ask_in_background
from bot.sandbox.clock import Clock
from bot.sandbox.page import routes
from bot.sandbox.people import Channel, Identity, User
from bot.sandbox.seed import Raw, company, seed, seed_since_digest
from bot.sandbox.server import serve
from bot.sandbox.six_acts import six_acts
from bot.sandbox.workspace import Workspace
from bot.scorecards import loading as scorecards
from bot.standing.keeping import keep_touched
from flows.scorecards.workdays import SATURDAY
from storage import migrate
from storage.engine import Database, open_database

COMPANY = "Prøvehuset A/S"
CHANNEL = "C0SALG"
READY_WITHIN = 20  # seconds
TEN = time(10)
DIGEST = timedelta(minutes=10)  # before the beginning: when the digest in the channel was taken


def play(port: int) -> None:
    """Run the demo at this port until Ctrl-C; a free one is taken when it is in use.

    Everything lives in a folder that is gone afterwards.
    """
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with _robot() as robot, tempfile.TemporaryDirectory(prefix="revisor-demo-") as folder:
        raw = company()
        workspace = make_workspace(raw, Clock(file=Path(folder) / "clock", offset=_to_ten(datetime.now(UTC))))
        database = open_database(f"sqlite:///{folder}/revisor.db")
        migrate.upgrade(database)
        with _served(workspace, raw, port) as url:
            # While the bot reads its code: both at once would wait for one database.
            fill(database, raw, workspace.clock)
            _begin(robot, workspace, url, folder)
            workspace.wait_for(
                lambda: workspace.line.connections or robot.poll() is not None, seconds=READY_WITHIN
            )
            if robot.poll() is not None:
                sys.exit(1)
            sys.stdout.write(f"Revisor's demo is ready: {url}/  (Ctrl-C ends it, and nothing of it stays)\n")
            sys.stdout.flush()
            directors = [each["director"] for each in raw["try_this"].values()]
            ask_in_background(workspace, directors, Settings().timezone)
            while not stop.wait(0.2) and robot.poll() is None:
                pass
            _end(robot)


def make_workspace(raw: Raw, clock: Clock) -> Workspace:
    """The company's workspace: its people and channels."""
    users = [
        User(
            id=each["id"],
            name=each["name"],
            email=each["email"],
            tz=each.get("tz", "Europe/Copenhagen"),
            locale=each["locale"],
            is_admin=each.get("admin", False),
            is_restricted=each.get("guest", False),
            is_stranger=each.get("stranger", False),
        )
        for each in raw["people"]
    ]
    channels = [
        Channel(
            each["id"],
            each["name"],
            is_private=each.get("private", False),
            is_ext_shared=each.get("shared", False),
            bot_is_member=each.get("bot", False),
        )
        for each in raw["channels"]
    ]
    workspace = Workspace(users, channels, clock=clock, identity=Identity(team_name=COMPANY))
    for said in raw["messages"]:
        workspace.post(said["user"], said["channel"], said["text"])
    return workspace


def _to_ten(now: datetime) -> timedelta:
    """How far it is from `now` to ten o'clock of this day in the company, or of Monday at a weekend.

    What comes late waits for working hours, and whoever plays moves the clock on by whole weeks.
    """
    local = now.astimezone(ZoneInfo(Settings().timezone))
    weekend = 7 - local.weekday() if local.weekday() >= SATURDAY else 0
    day = local.date() + timedelta(days=weekend)
    return datetime.combine(day, TEN, local.tzinfo) - now


def fill(database: Database, raw: Raw, clock: Clock) -> None:
    """Fill the demo's migrated database as of now."""
    # What the seed writes happened before: nobody is told of it now.
    settings, cards = Settings(language="da"), scorecards.reader()
    house = House(database, settings, clock, cards, keep_touched)
    workspace = wiring.workspace_for(house, None)
    with house.write(workspace) as desk:
        seed(desk, raw, channel=CHANNEL)
    # This digest is news: the bot posts it as soon as it is there.
    with replace(house, follow=follow).write(workspace) as desk:
        take(desk.at(desk.now - DIGEST), channel=CHANNEL, key="digest:today")
    with house.write(workspace) as desk:
        seed_since_digest(desk, raw)
    database.close()


@contextlib.contextmanager
def _served(workspace: Workspace, raw: Raw, port: int) -> Iterator[str]:
    hints = {each["email"]: each["role"] for each in raw["people"]}
    page = partial(routes, hints=hints, guide=six_acts(raw["try_this"], channel=CHANNEL))
    with contextlib.ExitStack() as stack:
        try:
            url = stack.enter_context(serve(workspace, port=port, routes=page))
        except OSError:
            url = stack.enter_context(serve(workspace, port=0, routes=page))
        yield url


@contextlib.contextmanager
def _robot() -> Iterator[subprocess.Popen[str]]:
    """The bot's process: it is begun first of all and reads its code while the workspace is made."""
    command = [sys.executable, "-m", "bot.sandbox.robot"]
    # A session of its own: Ctrl-C reaches us alone, and we end the bot.
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True, start_new_session=True) as process:  # noqa: S603
        try:
            yield process
        finally:
            _end(process)


def _begin(robot: subprocess.Popen[str], workspace: Workspace, url: str, folder: str) -> None:
    """Tell the bot where its workspace is, with the names that `revisor run` reads from the environment."""
    env = {
        "SLACK_BOT_TOKEN": workspace.identity.bot_token,
        "SLACK_APP_TOKEN": workspace.identity.app_token,
        "SLACK_API_URL": f"{url}/api/",
        "DATABASE_URL": f"sqlite:///{folder}/revisor.db",
        "REVISOR_LANGUAGE": "da",
    }
    if robot.stdin is not None:
        robot.stdin.write(json.dumps({"env": env, "clock": f"{folder}/clock"}) + "\n")
        robot.stdin.flush()


def _end(robot: subprocess.Popen[str]) -> None:
    robot.terminate()
    robot.wait(10)
