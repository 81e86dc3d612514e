"""What steps come to: the few numbers on which a colour rests."""

from collections.abc import Mapping
from typing import NamedTuple


class Tally(NamedTuple):
    """What a choice of steps comes to; two choices with the same tally do as much.

    `size` counts the questions, `cost` the levels. Points, red areas and lifted knock-outs (a bit for each of
    Tallies.held) stand twice: with every gap that is left at 0 (`low`), and at 3 (`high`).
    """

    size: int = 0
    cost: int = 0
    low: int = 0
    high: int = 0
    red_low: int = 0
    red_high: int = 0
    lifted_low: int = 0
    lifted_high: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Of both choices together; their questions are different ones."""
        size, cost, low, high, red_low, red_high, lifted_low, lifted_high = self
        return Tally(
            size + other[0],
            cost + other[1],
            low + other[2],
            high + other[3],
            red_low + other[4],
            red_high + other[5],
            lifted_low | other[6],
            lifted_high | other[7],
        )


# The places of questions in the order asked, and their new levels.
Chosen = tuple[tuple[int, ...], tuple[int, ...]]
Choices = Mapping[Tally, Chosen]  # of several choices with one tally the first
NO_STEPS: Choices = {Tally(): ((), ())}


def keep(found: dict[Tally, Chosen], tally: Tally, chosen: Chosen) -> None:
    """Add a choice, unless an earlier one has the same tally."""
    if tally not in found or chosen < found[tally]:
        found[tally] = chosen


def together(some: Choices, others: Choices) -> Choices:
    """Every choice of the one with every choice of the other, whose questions come later."""
    found: dict[Tally, Chosen] = {}
    for tally, (places, levels) in some.items():
        for more, (more_places, more_levels) in others.items():
            keep(found, tally.plus(more), (places + more_places, levels + more_levels))
    return found
