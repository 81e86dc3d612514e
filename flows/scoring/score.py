"""The score of a subject: a colour, or grey where what is unknown or too old could change it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from flows.company.colour import Colour
from flows.scorecards.areas import TOP_LEVEL, Area
from flows.scorecards.scorecard import Scorecard
from flows.scoring.completion import CloseMove, Completion, Facts, left_out, moment
from flows.scoring.outcome import Outcome, outcome
from flows.scoring.rating import Rating
from flows.scoring.reasons import Reason, gap_reasons, holding_reasons
from flows.scoring.until import holds_until

__all__ = ["AreaScore", "CloseMove", "Facts", "Reason", "Score", "colours", "fresh", "fresh_until", "score"]


@dataclass(frozen=True)
class AreaScore:
    """An area's colour, the points it has for certain, its most points, and how many questions are known.

    Questions that don't apply are part of none of these numbers.
    """

    id: str
    colour: Colour
    points: int
    maximum: int
    known: int
    asked: int


@dataclass(frozen=True)
class Score:
    """A subject's colour and how it comes about.

    `points` (of `maximum`) are weighted by area and count what is certain; `group` is the stage group;
    `knockouts` are the ids of those that hold whatever the gaps turn out to be; `reasons` stand in the order
    in which somebody wants to read them. `until` is the next moment (UTC) at which time alone may change anything
    of it, None where it changes nothing more.
    """

    colour: Colour
    areas: tuple[AreaScore, ...]
    points: int
    maximum: int
    known: int
    asked: int
    group: str
    knockouts: tuple[str, ...]
    reasons: tuple[Reason, ...]
    until: datetime | None = None

    @property
    def coverage(self) -> Fraction:
        """The share of the questions, of those that apply, that is known and fresh."""
        return Fraction(self.known, self.asked)


def score(scorecard: Scorecard, ratings: Mapping[str, Rating], facts: Facts, *, now: datetime) -> Score:
    """The score at `now` (aware) from the ratings by question id and the facts.

    A question without a rating, or with one that is too old, may be anything from 0 to 3. All rules are
    monotone, so the lowest and the highest completion decide: where both give one colour it is shown, where
    not the colour is grey. That a gap might turn out not to apply lies between the two as well.
    Ratings of questions that the scorecard hasn't are left out.
    """
    known = fresh(scorecard, ratings, now=now)
    at = moment(scorecard, facts, now=now)
    without = left_out(known)
    low = outcome(scorecard, at, Completion(known, 0, without))
    has_gaps = len(known) < len(scorecard.by_id)
    high = outcome(scorecard, at, Completion(known, TOP_LEVEL, without)) if has_gaps else low
    colour = _agreed(low.colour, high.colour)
    holding = holding_reasons(scorecard, high)
    gaps = gap_reasons(scorecard, ratings, known) if has_gaps else ()
    return Score(
        colour=colour,
        areas=_areas(scorecard.areas, low, high, known.keys() - without),
        points=low.points,
        maximum=low.maximum,
        known=len(known) - len(without),
        asked=len(scorecard.by_id) - len(without),
        group=at.group,
        knockouts=tuple([knockout.id for knockout, _ in high.held]),
        reasons=gaps + holding if colour == Colour.GREY else holding + gaps,
        until=holds_until(scorecard, ratings, facts, now=now),
    )


def colours(
    scorecard: Scorecard, ratings: Mapping[str, Rating], facts: Facts, *, now: datetime
) -> tuple[Colour, tuple[Colour, ...]]:
    """The colour alone and those of the areas in their order, as `score` gives them, without reasons and points."""
    known = fresh(scorecard, ratings, now=now)
    at, without = moment(scorecard, facts, now=now), left_out(known)
    low = outcome(scorecard, at, Completion(known, 0, without))
    if len(known) == len(scorecard.by_id):
        return low.colour, low.area_colours
    high = outcome(scorecard, at, Completion(known, TOP_LEVEL, without))
    areas = zip(low.area_colours, high.area_colours, strict=True)
    return _agreed(low.colour, high.colour), tuple([_agreed(*each) for each in areas])


def fresh(scorecard: Scorecard, ratings: Mapping[str, Rating], *, now: datetime) -> dict[str, Rating]:
    """The ratings that are not too old at `now`, of the scorecard's questions only."""
    asked = scorecard.by_id
    return {id_: each for id_, each in ratings.items() if now <= each.fresh_until and id_ in asked}


def fresh_until(ratings: Mapping[str, Rating]) -> datetime | None:
    """The last moment before the first of these ratings grows too old, None without any."""
    return min((rating.fresh_until for rating in ratings.values()), default=None)


def _areas(
    areas: tuple[Area, ...], low: Outcome, high: Outcome, known: Collection[str]
) -> tuple[AreaScore, ...]:
    return tuple(
        AreaScore(
            id=area.id,
            colour=_agreed(low.area_colours[n], high.area_colours[n]),
            points=low.area_points[n],
            maximum=low.area_maximums[n],
            known=sum([question.id in known for question in area.questions]),
            asked=low.area_maximums[n] // TOP_LEVEL,
        )
        for n, area in enumerate(areas)
    )


def _agreed(low: Colour, high: Colour) -> Colour:
    return low if low == high else Colour.GREY
