"""The commands that read files: what would change is shown, and done once somebody says so."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.crm.files.errors import Asked
from bot.crm.importing import Way, import_file
from bot.crm.printing import print_leaving
from bot.crm.reporting import doubts_json
from bot.crm.usecases.found import What
from bot.crm.usecases.keeping import SOURCE
from bot.crm.usecases.vanishing import ASK, GONE
from bot.kit.settings import SettingsError
from bot.kit.terminal import File, Refused, Team, Yes, agreed, content_of, mapping_of, opened
from bot.people.usecases import leaving

Report = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write all refused rows and notes there, as CSV.")
]


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
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="Which sheet of a workbook.")] = None,
    customers: Annotated[bool, typer.Option("--customers", help="The file lists customers.")] = False,
    gone: Annotated[
        bool, typer.Option("--gone", help="Close as gone what is open of this source and not in the file.")
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Drop what was kept of earlier files with these headings.")
    ] = False,
    report: Report = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="With --dry-run: print the whole plan for scripts.")
    ] = False,
    workspace: Team = None,
    yes: Yes = False,
) -> None:
    """Import deals (or customers) from a CSV file or an Excel workbook: shows what would change, and asks.

    Fields for --map: id, name, customer, product, owner, owner_email, amount, currency, stage, status,
    closed, won, lost, won_on, lost_on, deleted, archived, active, merged_into, merged_ids, account_id, segment,
    probability, stage_probability, close_date, closed_on, created_on; for customers also
    yearly_value and expiry_date; - in place of a heading means that there is no such column, and
    id="Account+Deal Name" makes the identity of several. How the whole file is written: dates=dmy, mdy or ymd,
    numbers=comma or point (before the decimals), amounts=1000 when they count thousands, currency.$=USD,
    zone=Europe/Copenhagen, encoding=cp865. What a word of status or stage means: "word.On Hold=open", or won, lost,
    gone. What is said of a file is kept for the next one with the same headings; --forget drops all of it, and nothing
    after the = one answer.

    \b
    Examples:
      revisor import deals.csv
      revisor import deals.csv --map amount="Est. Revenue" --map dates=dmy
      revisor import pipeline.xlsx --sheet Deals
      revisor import deals.csv --source pipedrive --gone --yes
      revisor import deals.csv --dry-run --json
      revisor import --customers customers.csv
    """
    if json and not dry_run:
        raise SettingsError("--json prints a plan: say --dry-run besides.")
    if gone and customers:
        raise SettingsError("--gone closes deals; a list of customers closes nothing.")
    said = mapping_of(map_ or []) | ({SOURCE: source.strip()} if source and source.strip() else {})
    said |= {"sheet": sheet} if sheet else {}
    said = ({GONE: ASK} if gone else {}) | said
    what: What = "customers" if customers else "deals"
    way = Way(what, report, yes, forget, dry_run, json)
    with opened(context, workspace) as (house, id_), _uncollected():
        try:
            import_file(house, id_, content_of(file), said, way)
        except Asked as asked:
            if json:
                typer.echo(doubts_json(asked))
            raise


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which looks through all rows again and again: a sixth of a large import.

    Rows form no cycles, and the memory stays the same.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def people(
    context: typer.Context,
    file: File,
    map_: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=HEADING", help="Which column a field is in.")
    ] = None,
    report: Report = None,
    *,
    workspace: Team = None,
    yes: Yes = False,
) -> None:
    """Load the list of people, or the users that a CRM exports: name, email, role, manager, weekday, time.

    It may also say how often a pair meets (weekly, every two weeks, monthly, quarterly, second of the month), how many
    minutes, and in which country somebody has public holidays; what it doesn't say stays as it is.

    The role is seller, manager, director, viewer, auditor, admin or none; an empty weekday and time mean
    Monday 09:00. Nobody is removed for not being on the list; the role none ends all access and reminders, and so
    does a column that says that somebody is not active any more.

    Fields for --map: name, first_name, last_name, email, role, manager, manager_email, weekday, at, cadence, minutes,
    country, active, inactive, status. What the file's words mean: role.TITLE=seller (or another role), roles=seller
    for whoever has none, word.TEXT=active or inactive. same.NEW@ADDRESS=OLD@ADDRESS says that somebody has a new
    address, and =new that it is another person of that name.

    \b
    Examples:
      revisor people people.csv --yes
      revisor people users.csv --map manager="Reports to" --map "role.VP Sales=director"
      revisor people people.csv --map same.clara@new.example=clara@old.example
    """
    with opened(context, workspace) as (house, id_):
        import_file(house, id_, content_of(file), mapping_of(map_ or []), Way("people", report, yes))


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
        print_leaving(plan)
        if agreed(something=True, yes=yes):
            with house.write(id_) as desk:
                leaving.end(desk, plan.person)
            typer.echo("Done.")
