"""The way up: the answers that would lift a subject to its next colour, the fewest that do wherever that is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from flows.company.colour import RANK, Colour, next_better
from flows.scorecards.areas import TOP_LEVEL
from flows.scorecards.scorecard import Scorecard
from flows.scoring.climb import Climb, Levels
from flows.scoring.completion import CloseMove, Completion, Facts, Moment, left_out, moment
from flows.scoring.outcome import outcome
from flows.scoring.rating import Rating
from flows.scoring.score import Score, fresh
from flows.scoring.shortest import EFFORT, TooManyWays, shortest

KEPT = 500  # ways, each in some kilobytes: the few of every Home are asked for again and again in a day


@dataclass(frozen=True)
class Step:
    """A question and the level that it would have to reach."""

    question_id: str
    level: int


@dataclass(frozen=True)
class Way:
    """The next colour and the steps that lead there or higher; `is_shortest` says that no other way is shorter."""

    to: Colour
    steps: tuple[Step, ...]
    is_shortest: bool = True


def way_up(
    scorecard: Scorecard,
    ratings: Mapping[str, Rating],
    facts: Facts,
    *,
    now: datetime,
    effort: int = EFFORT,
) -> Way | None:
    """The way to the next colour, which its steps surely reach, assuming evidence for each of them.

    The next colour is the one above what is certain today; a question that nobody has answered counts from 0.
    What doesn't apply is never a step. Fewest questions first, then fewest levels, then the order asked; where
    there are too many ways to be compared with this `effort`, one of which no step can be left out or lowered.
    None when green is certain, or when no answer can lift the colour.
    """
    known = fresh(scorecard, ratings, now=now)
    at = moment(scorecard, facts, now=now)
    return _found(_case(scorecard, at, known), effort)


@dataclass(frozen=True)
class Case:
    """A subject as a way looks at it: while the rest is equal, its very moment makes no difference.

    Within a day time does nothing but make answers too old, and those are not among the `ratings`.
    """

    version: str
    group: str
    close_in: int | None
    today: date
    moves: tuple[CloseMove, ...]
    ratings: tuple[tuple[str, Rating], ...]
    scorecard: Scorecard = field(compare=False)
    moment: Moment = field(compare=False)


def _case(scorecard: Scorecard, at: Moment, known: Mapping[str, Rating]) -> Case:
    moves = tuple([move for move in at.moves if move.at <= at.now])
    ratings = tuple(known.items())
    return Case(scorecard.version, at.group, at.close_in, at.today, moves, ratings, scorecard, at)


@lru_cache(KEPT)
def _found(case: Case, effort: int) -> Way | None:
    scorecard, at, known = case.scorecard, case.moment, dict(case.ratings)
    certain = outcome(scorecard, at, Completion(known, 0, left_out(known))).colour
    if certain == Colour.GREEN:
        return None
    climb = Climb(scorecard, at, known, next_better(certain))
    if not climb.lifts(dict.fromkeys(climb.candidates(), TOP_LEVEL)):
        return None
    try:
        return _way(climb, shortest(climb, effort=effort), is_shortest=True)
    except TooManyWays:
        return _way(climb, _trimmed(climb, _grown(climb)), is_shortest=False)


def strengths(score: Score) -> tuple[str, ...]:
    """The ids of the green areas, the one with the largest share of its points first."""
    green = [area for area in score.areas if area.colour == Colour.GREEN]
    return tuple(area.id for area in sorted(green, key=lambda area: -Fraction(area.points, area.maximum)))


def _way(climb: Climb, found: Levels, *, is_shortest: bool) -> Way:
    steps = tuple(Step(id_, found[id_]) for id_ in climb.scorecard.by_id if id_ in found)
    return Way(climb.target, steps, is_shortest)


def _grown(climb: Climb) -> Levels:
    """Steps that reach the colour: one by one the most helpful, then whatever is still a gap."""
    candidates = climb.candidates()
    levels: Levels = {}
    while not climb.lifts(levels):
        others = [id_ for id_ in candidates if id_ not in levels]
        best = max(others, key=lambda id_: _help(climb, {**levels, id_: TOP_LEVEL}))
        levels = {**levels, best: TOP_LEVEL}
    for id_ in candidates:
        if climb.reaches(levels):
            break
        if id_ not in climb.known:
            levels = {**levels, id_: TOP_LEVEL}
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
