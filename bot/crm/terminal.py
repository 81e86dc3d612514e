"""The commands that read files: what would change is shown, and done once somebody says so."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

import typer

from bot.crm import printing
from bot.crm.asking import read_asking
from bot.crm.batches import carry_out
from bot.crm.files.reading import read_customers, read_deals, read_people
from bot.crm.usecases import customers as accounts_list
from bot.crm.usecases import deals as importing
from bot.kit.house import House
from bot.kit.terminal import File, Refused, Team, Yes, agreed, content_of, mapping_of, opened
from bot.people.usecases import leaving, listing


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
    workspace: Team = None,
    yes: Yes = False,
) -> None:
    """Import deals (or customers) from a CSV file or an Excel workbook: shows what would change, and asks.

    Fields for --map: id, name, customer, product, owner, owner_email, amount, currency, stage, status,
    closed, won, probability, stage_probability, close_date, closed_on, created_on; for customers also
    yearly_value and expiry_date. How the whole file is written: dates=dmy or mdy, numbers=comma or
    point (before the decimals), zone=Europe/Copenhagen, encoding=cp865.

    \b
    Examples:
      revisor import deals.csv
      revisor import deals.csv --map amount="Est. Revenue" --map dates=dmy
      revisor import pipeline.xlsx --sheet Deals
      revisor import deals.csv --source pipedrive --yes
      revisor import --customers customers.csv
    """
    mapping = mapping_of(map_ or []) | ({"sheet": sheet} if sheet else {})
    with opened(context, workspace) as (house, id_):
        data = content_of(file)
        if customers:
            _import_customers(house, id_, data, mapping, yes=yes)
        else:
            _import_deals(house, id_, data, mapping, source=source, yes=yes)


def _import_deals(
    house: House, workspace: int, data: bytes, mapping: Mapping[str, str], *, source: str | None, yes: bool
) -> None:
    with house.read(workspace) as desk:
        reading = read_asking(
            lambda answered: read_deals(
                data,
                source=(source or "").strip() or None,
                mapping=answered,
                default_currency=desk.settings.currency,
                today=desk.now.date(),
            ),
            {"zone": desk.settings.timezone, **mapping},
        )
        plan = importing.preview_deals(desk, reading)
    printing.deals_plan(reading, plan)
    if agreed(something=bool(plan.news), yes=yes):
        printing.deals_done(carry_out(house, workspace, replace(reading, records=tuple(plan.news))))


def _import_customers(
    house: House, workspace: int, data: bytes, mapping: Mapping[str, str], *, yes: bool
) -> None:
    with house.read(workspace) as desk:
        reading = read_asking(
            lambda answered: read_customers(
                data, mapping=answered, default_currency=desk.settings.currency, today=desk.now.date()
            ),
            {"zone": desk.settings.timezone, **mapping},
        )
        plan = accounts_list.preview(desk, reading)
    printing.customers_plan(reading, plan)
    if agreed(something=bool(plan.listed.new or plan.listed.changed), yes=yes):
        with house.write(workspace) as desk:
            done = accounts_list.load(desk, reading)
        printing.customers_done(done)


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
