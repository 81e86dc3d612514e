"""The command line: run, demo, migrate, import, people, check, status.

Exit codes: 0 done, 1 refused and nothing changed, 2 wrong usage or settings.
"""

import io
import json
import logging
import os
import runpy
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from dotenv import dotenv_values
from sqlalchemy.exc import DBAPIError

from bot.app import wiring
from bot.app.wiring import Refused, WrongToken, make_house, workspace_for
from bot.cli import printing
from bot.cli.asking import agreed, content_of, mapping_of
from bot.crm.files.errors import FileRefused, MapRefused
from bot.crm.files.reading import read_customers, read_deals, read_people
from bot.crm.usecases import customers as accounts_list
from bot.crm.usecases import deals as importing
from bot.digest.figures import status as figures
from bot.kit.house import House
from bot.kit.settings import Settings, SettingsError, from_env
from bot.people.usecases import listing
from bot.scorecards import loading as scorecards
from bot.scorecards.loading import ScorecardsError
from storage import migrate as migrations
from storage.engine import DatabaseError, open_database, reason_of

app = typer.Typer(
    help="Revisor audits deals and customers as one audits accounts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]
Team = Annotated[
    str | None, typer.Option("--workspace", metavar="TEAM", help="Slack's id of it, where there are several.")
]
File = Annotated[Path, typer.Argument(help="A CSV file.")]


def main(args: Sequence[str] | None = None) -> None:
    """Run a command; every expected trouble is one plain sentence and an exit code, never a traceback.

    `args` are those of the process unless given. Ends with SystemExit.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without æ or emoji still shows the rest
    try:
        app(args, prog_name="revisor")
    except (SettingsError, DatabaseError, ScorecardsError, WrongToken, MapRefused) as error:
        _end(error, 2)
    except (Refused, FileRefused) as error:
        _end(error, 1)
    except DBAPIError as error:
        _end(f"The database could not be used: {reason_of(error)}", 1)


def _end(error: Exception | str, code: int) -> None:
    typer.echo(str(error), err=True)
    sys.exit(code)


def _settings(*, needs_slack: bool = False) -> Settings:
    """The settings; the environment wins over .env."""
    try:
        found = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(".env cannot be read: save it as UTF-8 text.") from error
    return from_env({**found, **os.environ}, needs_slack=needs_slack)


@contextmanager
def _house(team_id: str | None) -> Iterator[tuple[House, int]]:
    """The house, and the id of the workspace that the command is for."""
    house = make_house(_settings())
    try:
        yield house, workspace_for(house, team_id)
    finally:
        house.database.close()


@app.command()
def run() -> None:
    """Run the bot against Slack, over Socket Mode.

    Example: revisor run
    """
    settings = _settings(needs_slack=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    wiring.run(settings, ready=lambda: typer.echo("Revisor is running.", err=True))


@app.command()
def demo(port: Annotated[int, typer.Option(help="A free one is taken when it is in use.")] = 8765) -> None:
    """Play the whole thing in a browser: a local workspace with an invented company.

    Example: revisor demo --port 9000
    """
    sys.argv = ["bot.sandbox", str(port)]
    runpy.run_module("bot.sandbox", run_name="__main__")  # only the demo wants a web server


@app.command()
def migrate() -> None:
    """Make the database, or bring it up to date.

    Example: revisor migrate
    """
    database = open_database(_settings().database_url)
    try:
        migrations.upgrade(database)
    finally:
        database.close()
    typer.echo("The database is up to date.")


@app.command("import")
def import_(
    file: File,
    source: Annotated[
        str | None, typer.Option(help="Where the deals come from; part of their identity.")
    ] = None,
    map_: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=HEADING", help="Which column a field is in.")
    ] = None,
    *,
    customers: Annotated[bool, typer.Option("--customers", help="The file lists customers.")] = False,
    workspace: Team = None,
    yes: Yes = False,
) -> None:
    """Import deals (or customers) from a CSV file: shows what would change, and asks.

    Fields for --map: id, name, customer, product, owner, owner_email, amount, currency, stage, status,
    closed, won, probability, stage_probability, close_date, closed_on, created_on; for customers also
    yearly_value and expiry_date. How the whole file is written: dates=dmy or mdy, numbers=comma or
    point (before the decimals), zone=Europe/Copenhagen.

    \b
    Examples:
      revisor import deals.csv
      revisor import deals.csv --map amount="Est. Revenue" --map dates=dmy
      revisor import deals.csv --source pipedrive --yes
      revisor import --customers customers.csv
    """
    mapping = mapping_of(map_ or [])
    with _house(workspace) as (house, id_):
        data = content_of(file)
        if customers:
            _import_customers(house, id_, data, mapping, yes=yes)
        else:
            _import_deals(house, id_, data, mapping, source=source, yes=yes)


def _import_deals(
    house: House, workspace: int, data: bytes, mapping: Mapping[str, str], *, source: str | None, yes: bool
) -> None:
    with house.read(workspace) as desk:
        reading = read_deals(
            data,
            source=(source or "").strip() or None,
            mapping={"zone": desk.settings.timezone, **mapping},
            default_currency=desk.settings.currency,
            today=desk.now.date(),
        )
        plan = importing.preview_deals(desk, reading)
    printing.deals_plan(reading, plan)
    if agreed(something=not plan.is_empty, yes=yes):
        with house.write(workspace) as desk:
            done = importing.import_deals(desk, reading)
        printing.deals_done(done)


def _import_customers(
    house: House, workspace: int, data: bytes, mapping: Mapping[str, str], *, yes: bool
) -> None:
    with house.read(workspace) as desk:
        reading = read_customers(
            data,
            mapping={"zone": desk.settings.timezone, **mapping},
            default_currency=desk.settings.currency,
            today=desk.now.date(),
        )
        plan = accounts_list.preview(desk, reading)
    printing.customers_plan(reading, plan)
    if agreed(something=bool(plan.listed.new or plan.listed.changed), yes=yes):
        with house.write(workspace) as desk:
            done = accounts_list.load(desk, reading)
        printing.customers_done(done)


@app.command()
def people(file: File, *, workspace: Team = None, yes: Yes = False) -> None:
    """Load the list of people: name, email, role, manager email, weekday, time.

    The role is seller, manager, director, viewer, auditor or admin; an empty weekday and time mean
    Monday 09:00. Nobody is removed for not being on the list.

    Example: revisor people people.csv --yes
    """
    with _house(workspace) as (house, id_):
        reading = read_people(content_of(file))
        with house.read(id_) as desk:
            plan = listing.preview_people(desk, reading)
        printing.people_plan(reading, plan)
        if agreed(something=not plan.is_empty, yes=yes):
            with house.write(id_) as desk:
                done = listing.load_people(desk, reading)
            printing.people_done(done)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder with deal.yml, customer.yml and others.")
    ] = None,
) -> None:
    """Check the settings and the scorecards.

    Example: revisor check our-scorecards
    """
    settings = _settings()
    try:
        found = scorecards.load(folder or settings.scorecards, timezone=settings.timezone)
    except ScorecardsError as error:
        raise Refused(str(error)) from error
    printing.scorecards(found)
    printing.other_zones(found, settings.timezone)
    typer.echo("Settings and scorecards are in order.")


@app.command()
def status(
    *,
    workspace: Team = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Show where deals, customers, reviews and messages stand.

    Example: revisor status --json
    """
    with _house(workspace) as (house, id_), house.read(id_) as desk:
        found = figures(desk)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        printing.status(found)
