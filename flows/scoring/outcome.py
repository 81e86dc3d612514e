"""The colours that one completion of the answers gives."""

from dataclasses import dataclass

from flows.company.colour import Colour, lower
from flows.scorecards.areas import TOP_LEVEL, Area
from flows.scorecards.knockouts import Knockout
from flows.scorecards.rules import AREA_POINTS, AreaCuts, TotalCuts
from flows.scorecards.scorecard import Scorecard
from flows.scoring.completion import Completion, Moment
from flows.scoring.holding import holds

WHOLE = 100  # percent


@dataclass(frozen=True)
class Outcome:
    """What one completion gives.

    `points` (of `maximum`) are weighted; `area_points`, `area_maximums` and `area_colours` stand in the order of
    the areas. What doesn't apply is part of neither points nor maximum;
    `total` is the colour of the points alone, `held` the knock-outs that hold with their colours, and
    `colour` what comes of both.
    """

    colour: Colour
    total: Colour
    points: int
    maximum: int
    area_points: tuple[int, ...]
    area_maximums: tuple[int, ...]
    area_colours: tuple[Colour, ...]
    held: tuple[tuple[Knockout, Colour], ...]


def outcome(scorecard: Scorecard, moment: Moment, completion: Completion) -> Outcome:
    """What `completion` gives at `moment`; thresholds are compared as exact fractions."""
    areas = scorecard.areas
    thresholds = scorecard.groups[moment.group]
    area_points = tuple([_points(area, completion) for area in areas])
    area_maximums = maximums(scorecard, completion.left_out)
    area_colours = tuple(
        [
            _cut(points * AREA_POINTS, most, thresholds.area)
            for points, most in zip(area_points, area_maximums, strict=True)
        ]
    )
    points = sum([area.weight * each for area, each in zip(areas, area_points, strict=True)])
    maximum = sum([area.weight * most for area, most in zip(areas, area_maximums, strict=True)])
    total = _cut(points * WHOLE, maximum, thresholds.total)
    held = _held(scorecard, moment, completion, area_colours.count(Colour.RED))
    colour = total
    for _, cap in held:
        colour = lower(colour, cap)
    return Outcome(colour, total, points, maximum, area_points, area_maximums, area_colours, held)


def points_for(scorecard: Scorecard, moment: Moment, colour: Colour, *, maximum: int) -> int:
    """The fewest weighted points, of a maximum, with which the points alone give yellow or green."""
    cuts = scorecard.groups[moment.group].total
    percent = cuts.green if colour == Colour.GREEN else cuts.yellow
    return -(-percent * maximum // WHOLE)


def maximums(scorecard: Scorecard, left_out: frozenset[str]) -> tuple[int, ...]:
    """The most points that each area can have without the questions that don't apply."""
    most = scorecard.area_maximums
    if not left_out:
        return most
    lost = [TOP_LEVEL * sum([q.id in left_out for q in area.questions]) for area in scorecard.areas]
    return tuple([each - less for each, less in zip(most, lost, strict=True)])


def _points(area: Area, completion: Completion) -> int:
    return sum([completion.level(question.id) for question in area.questions])


def _cut(scaled: int, maximum: int, cuts: AreaCuts | TotalCuts) -> Colour:
    if scaled >= cuts.green * maximum:
        return Colour.GREEN
    return Colour.YELLOW if scaled >= cuts.yellow * maximum else Colour.RED


def _held(
    scorecard: Scorecard, moment: Moment, completion: Completion, red_areas: int
) -> tuple[tuple[Knockout, Colour], ...]:
    return tuple(
        (knockout, knockout.caps[moment.group])
        for knockout in scorecard.knockouts
        if moment.group in knockout.caps and holds(knockout, moment, completion, red_areas=red_areas)
    )
