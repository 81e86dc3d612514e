"""The shortest way to a colour, of all there are.

A colour rests on sums over the areas, so choices of steps with the same sums (see flows.scoring.tally) stay as good
as each other whatever follows. Area after area they are compared, and of those alike only the first is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.company.colour import RANK
from flows.scoring.climb import Climb, Levels
from flows.scoring.tallies import Tallies
from flows.scoring.tally import NO_STEPS, Choices, Chosen, Tally, keep

EFFORT = (
    200_000  # comparisons, a microsecond each; the shipped scorecards want 500 as a rule, 55,000 at worst
)


class TooManyWays(Exception):
    """There are more ways than are compared."""


@dataclass(frozen=True)
class Gate:
    """What steps must come to after an area, so that the target can still be reached.

    `points` by how many steps are left, the knock-outs that nothing later can lift, and at most so many red areas.
    """

    points: tuple[int, ...]
    lifted: int
    most_red: int

    def through(self, before: Choices, here: Choices) -> Choices:
        """What was done before together with what can be done here."""
        found: dict[Tally, Chosen] = {}
        steps = len(self.points) - 1
        for tally, (places, levels) in before.items():
            for more, (more_places, more_levels) in here.items():
                left = steps - tally[0] - more[0]
                if left < 0 or tally[2] + more[2] < self.points[left] or tally[4] + more[4] > self.most_red:
                    continue
                both = tally.plus(more)
                if both.lifted_low & self.lifted == self.lifted:
                    keep(found, both, (places + more_places, levels + more_levels))
        return found


def shortest(climb: Climb, *, effort: int = EFFORT) -> Levels:
    """The steps that reach the target: fewest questions first, then fewest levels, then the order asked.

    Some steps must reach it, else ValueError. Raises TooManyWays where they are not all compared with `effort`
    comparisons; how many it takes rests on the climb alone.
    """
    tallies, ids = Tallies(climb), list(climb.scorecard.by_id)
    areas = list(tallies.areas())
    for size in range(1, len(climb.candidates()) + 1):
        found = NO_STEPS
        for here, gate in zip(areas, _gates(tallies, areas, size), strict=True):
            effort -= len(found) * len(here)
            if effort < 0:
                raise TooManyWays
            found = gate.through(found, here)
        ways = [
            (tally.cost, way) for tally, way in found.items() if tally.size == size and tallies.reaches(tally)
        ]
        if ways:
            _, (places, levels) = min(ways)
            return {ids[place]: level for place, level in zip(places, levels, strict=True)}
    raise ValueError("no steps reach the target")


def _gates(tallies: Tallies, areas: Sequence[Choices], size: int) -> Iterator[Gate]:
    still = _still_possible(areas, size)
    target, asked = RANK[tallies.climb.target], set[str]()
    for area, points in zip(tallies.climb.scorecard.areas, still, strict=True):
        asked |= {question.id for question in area.questions}
        past = [n for n, held in enumerate(tallies.held) if held.cap < target and held.questions <= asked]
        least = tuple(tallies.needed - most for most in points)
        yield Gate(least, sum(1 << n for n in past), tallies.most_red)


def _still_possible(areas: Sequence[Choices], size: int) -> list[list[int]]:
    """The most points of all areas after each one, by how many steps are left for them, from 0 to `size`."""
    steps = range(size + 1)
    after = [[0] * len(steps)]
    for here in reversed(areas[1:]):
        best = [max([tally.low for tally in here if tally.size <= n], default=0) for n in steps]
        after.append([max(best[n] + after[-1][left - n] for n in range(left + 1)) for left in steps])
    return after[::-1]
