"""The four colours that a subject can have."""

from enum import StrEnum


class Colour(StrEnum):
    """Red, yellow and green say where a subject stands; grey says that nobody knows."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"


RANK = {Colour.RED: 0, Colour.YELLOW: 1, Colour.GREEN: 2}


def lower(a: Colour, b: Colour) -> Colour:
    """The worse of two colours; KeyError for grey, which is neither better nor worse than another."""
    return a if RANK[a] <= RANK[b] else b


def next_better(colour: Colour) -> Colour:
    """The colour one better than red or yellow; KeyError for the others."""
    return {Colour.RED: Colour.YELLOW, Colour.YELLOW: Colour.GREEN}[colour]
