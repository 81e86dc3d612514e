"""The statements of the pulse, of whom each is asked, and what an answer may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

SCALE = range(1, 6)
FAVOURABLE = 4  # and above
HUNDRED = 100
Answer = int | None  # on the scale; None is "I don't know"


class Of(StrEnum):
    """Of whom a statement is asked."""

    SELLERS = "sellers"
    LEADERS = "leaders"  # those who lead sellers


@dataclass(frozen=True)
class Statement:
    """One of them: `survey` is the share (0-1) of favourable answers in the original survey, for orientation only."""

    id: str
    of: Of
    survey: Decimal


@dataclass(frozen=True)
class Asked:
    """What somebody is: who sells and leads sellers is asked what both are."""

    sells: bool
    leads: bool


Statements = tuple[Statement, ...]


def parse(raw: Mapping[str, Any]) -> Statements:
    """The statements that the file holds, in its order; KeyError or ValueError for one that holds anything else."""
    return tuple(
        Statement(str(each["id"]), Of(each["of"]), Decimal(each["survey"]) / HUNDRED)
        for each in raw["statements"]
    )


def of_whom(statements: Statements, asked: Asked) -> Statements:
    """Those that somebody is asked, in their order."""
    theirs = {Of.SELLERS: asked.sells, Of.LEADERS: asked.leads}
    return tuple(each for each in statements if theirs[each.of])
