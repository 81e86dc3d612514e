"""The commands that read files: what would change is shown, and done once somebody says so."""

from pathlib import Path
from typing import Annotated

import typer

from bot.crm import printing
from bot.crm.files.errors import Asked
from bot.crm.files.reading import read_people
from bot.crm.importing import Way, import_customers, import_deals
from bot.crm.reporting import doubts_json
from bot.crm.usecases.keeping import SOURCE
from bot.kit.settings import SettingsError
from bot.kit.terminal import File, Refused, Team, Yes, agreed, content_of, mapping_of, opened
from bot.people.usecases import leaving, listing
from flows.company.subjects import Kind

DEALS, CUSTOMERS = Kind.DEAL.value, Kind.CUSTOMER.value


def import_(  # noqa: PLR0913 - each is an option of the command
    context: typer.Context,
    file: File,
    source: Annotated[
        str | None, typer.Option(help="Where the deals come from; part of their identity.")
    ] = None,
    map_: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=HEADING", help="Which column a field is in.")
    ] = None,
    *,
    customers: Annotated[bool, typer.Option("--customers", help="The file lists customers.")] = False,
    gone: Annotated[
        bool, typer.Option("--gone", help="Close as gone what is open of this source and not in the file.")
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Drop what was kept of earlier files with these headings.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write all refused rows and notes there, as CSV.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="With --dry-run: print the whole plan for scripts.")
    ] = False,
    workspace: Team = None,
    yes: Yes = False,
) -> None:
    """Import deals (or customers) from a CSV file: shows what would change, and asks.

    Fields for --map: id, name, customer, account_id, product, owner, owner_email, amount, currency,
    stage, status, closed, won, probability, stage_probability, close_date, closed_on, created_on; for
    customers also yearly_value and expiry_date. id="Account+Deal Name" makes the identity of several
    columns. How the whole file is written: dates=dmy or mdy, numbers=comma or point (before the
    decimals), zone=Europe/Copenhagen. What is said of a file is kept for the next one with the same
    headings; --forget drops it.

    \b
    Examples:
      revisor import deals.csv
      revisor import deals.csv --map amount="Est. Revenue" --map dates=dmy
      revisor import deals.csv --source pipedrive --gone --yes
      revisor import deals.csv --dry-run --json
      revisor import --customers customers.csv
    """
    if json and not dry_run:
        raise SettingsError("--json prints a plan: say --dry-run besides.")
    said = mapping_of(map_ or []) | ({SOURCE: source.strip()} if source and source.strip() else {})
    way = Way(customers, gone, forget, dry_run, json, report, yes)
    with opened(context, workspace) as (house, id_):
        data = content_of(file)
        try:
            (import_customers if customers else import_deals)(house, id_, data, said, way)
        except Asked as asked:
            if json:
                typer.echo(doubts_json(asked))
            raise


def people(context: typer.Context, file: File, *, workspace: Team = None, yes: Yes = False) -> None:
    """Load the list of people: name, email, role, manager email, weekday, time.

    The role is seller, manager, director, viewer, auditor, admin or none; an empty weekday and time mean
    Monday 09:00. Nobody is removed for not being on the list; the role none ends all access and reminders.

    Example: revisor people people.csv --yes
    """
    with opened(context, workspace) as (house, id_):
        reading = read_people(content_of(file))
        with house.read(id_) as desk:
            plan = listing.preview_people(desk, reading)
        printing.people_plan(reading, plan)
        if agreed(something=not plan.is_empty, yes=yes):
            with house.write(id_) as desk:
                done = listing.load_people(desk, reading)
            printing.people_done(done)


def remove(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="The e-mail address on the list.")],
    *,
    workspace: Team = None,
    yes: Yes = False,
) -> None:
    """End all access and all reminders of somebody, as the role none does; shows what they carry, and asks.

    What is open stays theirs until a manager or an admin hands it over on Home.

    Example: revisor remove tom@example.com --yes
    """
    with opened(context, workspace) as (house, id_):
        with house.read(id_) as desk:
            plan = leaving.by_email(desk, email)
        if plan is None:
            raise Refused(f"Nobody on the list has the e-mail {email}.")
        printing.leaving(plan)
        if agreed(something=True, yes=yes):
            with house.write(id_) as desk:
                leaving.end(desk, plan.person)
            typer.echo("Done.")
