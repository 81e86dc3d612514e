"""The command that prints the figures."""

import json
from decimal import Decimal
from typing import Annotated, Any

import typer
from babel.numbers import get_currency_precision
from rich.console import Console
from rich.table import Table

from bot.digest.usecases import figures
from bot.kit.terminal import Team, opened
from bot.kit.texts import Texts
from bot.standing.words import SHAPES
from flows.company.colour import Colour
from flows.company.money import to_places


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


def _in_full(amount: float, currency: str) -> str:
    """An amount with the decimals of its currency: JPY has none, KWD three."""
    places = get_currency_precision(currency)
    return f"{currency} {to_places(Decimal(str(amount)), places):,f}"
