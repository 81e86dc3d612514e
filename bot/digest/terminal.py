"""The commands that print the figures, and that set what these are held against: targets and rates."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from babel.numbers import get_currency_precision
from rich.console import Console
from rich.table import Table

from bot.digest.usecases import figures, setting
from bot.digest.usecases.setting import Said, Wrong
from bot.kit.desk import Desk
from bot.kit.terminal import Refused, Team, Yes, agreed, content_of, opened
from bot.kit.texts import Texts
from bot.standing.words import SHAPES
from flows.company.colour import Colour
from flows.company.money import to_places
from flows.figures.closing import Target
from storage import people

T = TypeVar("T")


def status(
    context: typer.Context,
    *,
    workspace: Team = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Show where deals, customers, reviews and messages stand.

    Example: revisor status --json
    """
    with opened(context, workspace) as (house, id_), house.read(id_) as desk:
        found = figures.status(desk)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        _print(found)


CSV = Annotated[Path, typer.Argument(help="A CSV file.")]


def targets(context: typer.Context, file: CSV, *, workspace: Team = None, yes: Yes = False) -> None:
    """Set what teams and the company are to sell in a quarter, from a CSV file.

    Its headings are team, quarter, amount and currency. A team is the e-mail address of who leads it, or company; a
    quarter is 2026-Q4; an amount of 0 ends a target.

    Example: revisor targets targets.csv
    """
    with opened(context, workspace) as (house, id_):
        with house.read(id_) as desk:
            said = _all_of(lambda: setting.targets_in(desk, content_of(file)))
            for target in said.found:
                typer.echo(_target_line(desk, target))
        if agreed(something=bool(said.found), yes=yes):
            with house.write(id_) as desk:
                setting.keep_targets(desk, said.found)
            typer.echo("Done.")


def rates(context: typer.Context, file: CSV, *, workspace: Team = None, yes: Yes = False) -> None:
    """Set rates of currencies, so that the digest says besides what all deals are worth in the company's own.

    The headings of the CSV file are currency, rate (what one unit is worth in the company's currency) and date.

    Example: revisor rates rates.csv
    """
    with opened(context, workspace) as (house, id_):
        with house.read(id_) as desk:
            said = _all_of(lambda: setting.rates_in(desk, content_of(file)))
        for rate in said.found:
            typer.echo(f"1 {rate.currency} = {rate.rate} {rate.into} on {rate.as_of}")
        if agreed(something=bool(said.found), yes=yes):
            with house.write(id_) as desk:
                setting.keep_rates(desk, said.found)
            typer.echo("Done.")


def _all_of(read: Callable[[], Said[T]]) -> Said[T]:
    """What a file says; Refused, with a sentence for each line that can't be taken, unless all of it can."""
    try:
        said = read()
    except Wrong as error:
        raise Refused(str(error)) from error
    if said.problems:
        raise Refused("\n".join([*said.problems, "Nothing was changed."]))
    return said


def _target_line(desk: Desk, target: Target) -> str:
    leader = people.by_id(desk.tx, target.team_id) if target.team_id else None
    was = setting.before(desk, target)
    said = f"{leader.name if leader else 'The company'} · {target.quarter} · "
    said += _in_full(target.amount, target.currency) if target.amount else f"no target in {target.currency}"
    return said if was is None else f"{said} (was {_in_full(was, target.currency)})"


def _print(found: dict[str, Any]) -> None:
    """The figures as two tables and two lines."""
    console = Console()
    for kind in ("deals", "customers"):
        table = Table("", "Count", "Value", "Without amount", title=kind.capitalize())
        for colour, of in found[kind].items():
            value = ", ".join(_in_full(amount, currency) for currency, amount in of["value"].items())
            shown = f"{SHAPES[Colour(colour)]} {colour}"
            table.add_row(shown, str(of["count"]), value or "-", str(of["unknown"]))
        console.print(table)
        console.print(f"{Texts('en').percent(Decimal(str(found['coverage'][kind])))} reviewed")
    console.print(f"Reviews: {found['reviews']['submitted']} submitted, {found['reviews']['drafts']} drafts")
    console.print("Messages: " + ", ".join(f"{count} {state}" for state, count in found["outbox"].items()))


def _in_full(amount: float | Decimal, currency: str) -> str:
    """An amount with the decimals of its currency: JPY has none, KWD three."""
    places = get_currency_precision(currency)
    return f"{currency} {to_places(Decimal(str(amount)), places):,f}"
