"""The command line: run, demo, migrate, import, people, check, status.

Exit codes: 0 done, 1 refused and nothing changed, 2 wrong usage or settings.
"""

import json
import logging
import os
import runpy
import sys
from pathlib import Path
from typing import Annotated

import typer
from dotenv import dotenv_values

from bot import printing, scorecards, wiring
from bot.crm.errors import FileRefused
from bot.crm.reading import read_customers, read_deals, read_people
from bot.desk import Desk
from bot.scorecards import ScorecardsError
from bot.settings import Settings, SettingsError, from_env
from bot.status import status as figures
from bot.usecases import accounts_list, importing, listing
from bot.wiring import Refused, WrongToken, make_desk
from storage import migrate as migrations
from storage.engine import DatabaseError, open_database

app = typer.Typer(
    help="Revisor audits deals and customers as one audits accounts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]
File = Annotated[Path, typer.Argument(help="A CSV file.")]


def main() -> None:
    """Run a command; every expected trouble is one plain sentence and an exit code, never a traceback."""
    try:
        app()
    except (SettingsError, DatabaseError, ScorecardsError, WrongToken) as error:
        _end(error, 2)
    except (Refused, FileRefused) as error:
        _end(error, 1)


def _end(error: Exception, code: int) -> None:
    typer.echo(str(error), err=True)
    sys.exit(code)


def _settings(*, needs_slack: bool = False) -> Settings:
    """The settings; the environment wins over .env."""
    found = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return from_env({**found, **os.environ}, needs_slack=needs_slack)


def _desk() -> Desk:
    return make_desk(_settings())


@app.command()
def run() -> None:
    """Run the bot against Slack, over Socket Mode.

    Example: revisor run
    """
    settings = _settings(needs_slack=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
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
    migrations.upgrade(database)
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
    yes: Yes = False,
) -> None:
    """Import deals (or customers) from a CSV file: shows what would change, and asks.

    Examples: revisor import deals.csv
    revisor import deals.csv --map amount="Est. Revenue" --yes
    revisor import --customers customers.csv
    """
    desk, data = _desk(), _bytes(file)
    mapping = {"zone": desk.settings.timezone} | _mapping(map_ or [])
    today = desk.clock().date()
    currency = desk.settings.currency
    if customers:
        listed = read_customers(data, default_currency=currency, today=today, mapping=mapping)
        plan = accounts_list.preview(desk, listed)
        printing.customers_plan(listed, plan)
        if _agreed(something=bool(plan.listed.new or plan.listed.changed), yes=yes):
            accounts_list.load(desk, listed)
        return
    reading = read_deals(data, source=source, mapping=mapping, default_currency=currency, today=today)
    preview = importing.preview_deals(desk, reading)
    printing.deals_plan(reading, preview)
    if _agreed(something=not preview.is_empty, yes=yes):
        done = importing.import_deals(desk, reading)
        printing.deals_done(done)


@app.command()
def people(file: File, *, yes: Yes = False) -> None:
    """Load the list of people: name, email, role, manager email, weekday, time.

    Example: revisor people people.csv --yes
    """
    desk = _desk()
    reading = read_people(_bytes(file))
    plan = listing.preview_people(desk, reading)
    printing.people_plan(reading, plan)
    if _agreed(something=not plan.is_empty, yes=yes):
        listing.load_people(desk, reading)
        typer.echo("Done.")


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="A folder with deal.yml and customer.yml.")] = None,
) -> None:
    """Check the settings and the scorecards.

    Example: revisor check our-scorecards
    """
    settings = _settings()
    try:
        scorecards.load(folder or settings.scorecards)
    except ScorecardsError as error:
        raise Refused(str(error)) from error
    typer.echo("Settings and scorecards are in order.")


@app.command()
def status(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False
) -> None:
    """Show where deals, customers, reviews and messages stand.

    Example: revisor status --json
    """
    desk = _desk()
    with desk.database.read() as tx:
        found = figures(tx, desk, now=desk.clock())
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        printing.status(found)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, sign, heading = pair.partition("=")
        if not sign or not field.strip():
            raise SettingsError(f"--map wants FIELD=HEADING, not {pair!r}.")
        mapping[field.strip()] = heading.strip()
    return mapping


def _agreed(*, something: bool, yes: bool) -> bool:
    """Whether to go on: there is something to do, and the person has said so."""
    if not something:
        typer.echo("Nothing to change.")
        return False
    if yes:
        return True
    if not sys.stdin.isatty():
        raise Refused("Nothing was changed: without a terminal, say --yes.")
    if typer.confirm("Go on?"):
        return True
    raise Refused("Nothing was changed.")
