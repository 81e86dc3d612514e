"""The shortest way up: the fewest answers that would lift a subject to its next colour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import combinations, product

from flows.areas import TOP_LEVEL
from flows.climb import Climb, Levels
from flows.colour import RANK, Colour, next_better
from flows.completion import Completion, Facts, left_out
from flows.outcome import outcome, points_for
from flows.rating import Rating
from flows.scorecard import Scorecard
from flows.scoring import Score, fresh
from flows.stages import moment

TRIED_OUT = (
    3  # up to so many questions every choice is compared; beyond that the way is good, not proven best
)


@dataclass(frozen=True)
class Step:
    """A question and the level that it would have to reach."""

    question_id: str
    level: int


def way_up(
    scorecard: Scorecard, ratings: Mapping[str, Rating], facts: Facts, *, now: datetime
) -> tuple[Colour, tuple[Step, ...]] | None:
    """The next colour and the steps that surely lead there or higher, assuming evidence for each of them.

    The next colour is the one above what is certain today; a question that nobody has answered counts from 0.
    What doesn't apply is never a step. Fewest questions first, then fewest levels, then the order asked.
    None when green is certain, or when no answer can lift the colour.
    """
    known = fresh(scorecard, ratings, now=now)
    at = moment(scorecard, facts, now=now)
    certain = outcome(scorecard, at, Completion(known, 0, left_out(known))).colour
    if certain == Colour.GREEN:
        return None
    climb = Climb(scorecard, at, known, next_better(certain))
    found = _search(climb)
    if found is None:
        return None
    return climb.target, tuple(Step(id_, found[id_]) for id_ in scorecard.by_id if id_ in found)


def strengths(score: Score) -> tuple[str, ...]:
    """The ids of the green areas, the one with the largest share of its points first."""
    green = [area for area in score.areas if area.colour == Colour.GREEN]
    return tuple(area.id for area in sorted(green, key=lambda area: -Fraction(area.points, area.maximum)))


def _search(climb: Climb) -> Levels | None:
    candidates = climb.candidates()
    everything = dict.fromkeys(candidates, TOP_LEVEL)
    if not climb.lifts(everything):
        return None
    needed = tuple(id_ for id_ in candidates if not climb.lifts(_without(everything, id_)))
    for size in range(max(1, len(needed)), TRIED_OUT + 1):
        found = _best_of(climb, candidates, needed, size)
        if found is not None:
            return found
    return _trimmed(climb, _grown(climb, candidates, needed))


def _best_of(climb: Climb, candidates: tuple[str, ...], needed: tuple[str, ...], size: int) -> Levels | None:
    others = [id_ for id_ in candidates if id_ not in needed]
    least = _points_missing(climb)
    possible: list[tuple[int, Levels]] = []
    for more in combinations(others, size - len(needed)):
        chosen = tuple(id_ for id_ in candidates if id_ in needed or id_ in more)
        lowest = {id_: climb.options(id_)[0] for id_ in chosen}
        highest = dict.fromkeys(chosen, TOP_LEVEL)
        if _gained(climb, highest) >= least and climb.could_reach(lowest, highest):
            possible += _choices(climb, chosen, least)
    possible.sort(key=lambda each: each[0])
    return next((levels for _, levels in possible if climb.reaches(levels)), None)


def _choices(climb: Climb, chosen: tuple[str, ...], least: int) -> Iterator[tuple[int, Levels]]:
    for picked in product(*(climb.options(id_) for id_ in chosen)):
        levels = dict(zip(chosen, picked, strict=True))
        if _gained(climb, levels) >= least:
            yield sum(level - climb.has(id_) for id_, level in levels.items()), levels


def _points_missing(climb: Climb) -> int:
    worst = climb.worst({})
    return points_for(climb.scorecard, climb.moment, climb.target, maximum=worst.maximum) - worst.points


def _gained(climb: Climb, levels: Levels) -> int:
    area_of = climb.scorecard.area_of
    return sum(area_of(id_).weight * (level - climb.has(id_)) for id_, level in levels.items())


def _grown(climb: Climb, candidates: tuple[str, ...], needed: tuple[str, ...]) -> Levels:
    """Steps that reach the colour: the needed ones, then the most helpful, then whatever is still a gap."""
    levels = dict.fromkeys(needed, TOP_LEVEL)
    while not climb.lifts(levels):
        others = [id_ for id_ in candidates if id_ not in levels]
        levels[max(others, key=lambda id_: _help(climb, {**levels, id_: TOP_LEVEL}))] = TOP_LEVEL
    for id_ in candidates:
        if climb.reaches(levels):
            break
        if id_ not in climb.known:
            levels[id_] = TOP_LEVEL
    return levels


def _help(climb: Climb, levels: Levels) -> tuple[int, int, int]:
    worst = climb.worst(levels)
    held = sum(RANK[cap] < RANK[climb.target] for _, cap in worst.held)
    return RANK[worst.colour], -held, worst.points


def _trimmed(climb: Climb, levels: Levels) -> Levels:
    """The steps made fewer and smaller until no single one can be left out or lowered."""
    trimmed = _lowered(climb, _shortened(climb, levels))
    return levels if trimmed == levels else _trimmed(climb, trimmed)


def _shortened(climb: Climb, levels: Levels) -> Levels:
    for id_ in reversed(list(levels)):
        if climb.reaches(_without(levels, id_)):
            levels = _without(levels, id_)
    return levels


def _lowered(climb: Climb, levels: Levels) -> Levels:
    for id_ in levels:
        lower = ({**levels, id_: level} for level in climb.options(id_))
        levels = next(each for each in lower if climb.reaches(each))
    return levels


def _without(levels: Levels, question_id: str) -> Levels:
    return {id_: level for id_, level in levels.items() if id_ != question_id}
