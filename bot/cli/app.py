"""The command line: run, demo, migrate, and the commands that the features register.

Exit codes: 0 done, 1 refused and nothing changed, 2 wrong usage or settings, 3 broken off half-way.
"""

import io
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError

from bot.app import wiring
from bot.app.features import FEATURES
from bot.app.patience import WrongToken
from bot.app.wiring import make_house, workspace_for
from bot.crm.files.errors import FileRefused, MapRefused
from bot.kit.house import House
from bot.kit.settings import SettingsError, of_process
from bot.kit.terminal import BrokenOff, Refused
from bot.scorecards.loading import ScorecardsError
from storage import migrate as migrations
from storage.engine import open_database
from storage.failures import DatabaseError, reason_of

app = typer.Typer(
    help="Revisor audits deals and customers as one audits accounts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main(args: Sequence[str] | None = None) -> None:
    """Run a command; every expected trouble is one plain sentence and an exit code, never a traceback.

    `args` are those of the process unless given. Ends with SystemExit.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without æ or emoji still shows the rest
    try:
        app(args, prog_name="revisor", obj=_opened)
    except (SettingsError, DatabaseError, ScorecardsError, WrongToken, MapRefused) as error:
        _end(error, 2)
    except (Refused, FileRefused) as error:
        _end(error, 1)
    except BrokenOff as error:
        _end(error, 3)
    except DBAPIError as error:
        _end(f"The database could not be used: {reason_of(error)}", 1)


def _end(error: Exception | str, code: int) -> None:
    typer.echo(str(error), err=True)
    sys.exit(code)


@contextmanager
def _opened(team_id: str | None) -> Iterator[tuple[House, int]]:
    """The house, and the id of the workspace that a command is for."""
    house = make_house(of_process())
    try:
        yield house, workspace_for(house, team_id)
    finally:
        house.database.close()


@app.command()
def run() -> None:
    """Run the bot against Slack, over Socket Mode.

    Example: revisor run
    """
    settings = of_process(needs_slack=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    wiring.run(settings, ready=lambda: typer.echo("Revisor is running.", err=True))


@app.command()
def demo(port: Annotated[int, typer.Option(help="A free one is taken when it is in use.")] = 8765) -> None:
    """Play the whole thing in a browser: a local workspace with an invented company.

    Example: revisor demo --port 9000
    """
    from bot.sandbox.demo import play  # noqa: PLC0415 - only the demo wants a web server

    play(port)


@app.command()
def migrate() -> None:
    """Make the database, or bring it up to date.

    Example: revisor migrate
    """
    database = open_database(of_process().database_url)
    try:
        migrations.upgrade(database)
    finally:
        database.close()
    typer.echo("The database is up to date.")


for feature in FEATURES:
    for name, command in feature.terminal.items():
        app.command(name)(command)
