"""`make bench`: measure and print; nothing is kept."""

import sys
from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from tests.bench.parts import single, tables, under_load
from tests.bench.plan import QUICK, Kind, Plan


class Part(StrEnum):
    """What can be measured by itself."""

    LOAD = "load"
    TABLES = "tables"
    ACTS = "acts"


PARTS = {Part.LOAD: under_load, Part.TABLES: tables, Part.ACTS: single}


def bench(
    *,
    quick: Annotated[bool, typer.Option("--quick", help="1,000 deals, and 3 seconds each.")] = False,
    only: Annotated[list[Part] | None, typer.Option(help="One part; may be given again.")] = None,
    database: Annotated[list[Kind] | None, typer.Option(help="One of them; may be given again.")] = None,
    deals: Annotated[list[int] | None, typer.Option(help="For the tables; a multiple of 100.")] = None,
    one_manager: Annotated[int | None, typer.Option(help="Deals of one manager's team, under load.")] = None,
    sellers: Annotated[list[int] | None, typer.Option(help="How many press at once.")] = None,
    seconds: Annotated[float | None, typer.Option(help="For each turn under load.")] = None,
    rounds: Annotated[int | None, typer.Option(help="How many turns each.")] = None,
) -> None:
    """Measure what the bot costs beside the least that it could, and print tables."""
    given = {
        "databases": tuple(database or Kind),
        "tables": tuple(deals or ()),
        "one_manager": one_manager,
        "sellers": tuple(sellers or ()),
        "seconds": seconds,
        "rounds": rounds,
    }
    plan = replace(QUICK if quick else Plan(), **{name: value for name, value in given.items() if value})
    for part in only or Part:
        for line in PARTS[part](plan):
            sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    typer.run(bench)
