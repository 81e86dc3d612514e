"""Why a subject has its colour, in the order in which somebody wants to read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from flows.company.colour import RANK, Colour
from flows.scorecards.knockouts import AnswerHeld, Knockout, RedAreasHeld
from flows.scorecards.scorecard import Scorecard
from flows.scorecards.words import Words
from flows.scoring.outcome import Outcome
from flows.scoring.rating import Rating

UNCAPPED = len(RANK)


@dataclass(frozen=True)
class Reason:
    """One reason for a colour.

    - "knockout": `ref` is its id, `cap` the best colour that it allows, `words` its own ("at most yellow: …")
    - "area": `ref` is an area that is not green, `cap` what a rule about red areas allows, None if none does
    - "total": the points alone allow no more than `cap`
    - "gap", "too_old": `ref` is a question nobody has answered, or whose answer has grown too old
    """

    kind: Literal["knockout", "area", "total", "gap", "too_old"]
    ref: str
    cap: Colour | None
    words: Words | None


def holding_reasons(scorecard: Scorecard, best: Outcome) -> tuple[Reason, ...]:
    """What holds the colour down even in the best case: strongest first, each knock-out before its areas.

    Of several knock-outs about the same thing only the strongest is named. Areas that are merely yellow are
    named where the points are what holds the colour.
    """
    if best.colour == Colour.GREEN:
        return ()
    held = _strongest(best)
    found = [Reason("knockout", knockout.id, cap, knockout.words) for knockout, cap in held]
    found += _area_reasons(scorecard, best, held)
    if best.total != Colour.GREEN:
        found.append(Reason("total", "", best.total, None))
    return tuple(sorted(found, key=_weight))


def gap_reasons(
    scorecard: Scorecard, ratings: Mapping[str, Rating], known: Mapping[str, Rating]
) -> tuple[Reason, ...]:
    """The questions that are too old, then those that nobody has answered, each in the order asked."""
    open_ids = [id_ for id_ in scorecard.by_id if id_ not in known]
    too_old = [Reason("too_old", id_, None, None) for id_ in open_ids if id_ in ratings]
    return (*too_old, *(Reason("gap", id_, None, None) for id_ in open_ids if id_ not in ratings))


def _weight(reason: Reason) -> int:
    return UNCAPPED if reason.cap is None else RANK[reason.cap]


def _strongest(best: Outcome) -> list[tuple[Knockout, Colour]]:
    chosen: dict[str, tuple[Knockout, Colour]] = {}
    for knockout, cap in best.held:
        topic = _topic(knockout)
        if topic not in chosen or RANK[cap] < RANK[chosen[topic][1]]:
            chosen[topic] = (knockout, cap)
    return list(chosen.values())


def _topic(knockout: Knockout) -> str:
    return f"answer {knockout.question}" if isinstance(knockout, AnswerHeld) else knockout.when


def _area_reasons(scorecard: Scorecard, best: Outcome, held: list[tuple[Knockout, Colour]]) -> list[Reason]:
    cap = next((cap for knockout, cap in held if isinstance(knockout, RedAreasHeld)), None)
    named = {Colour.RED} if best.total == Colour.GREEN else {Colour.RED, Colour.YELLOW}
    areas = zip(scorecard.areas, best.area_points, best.area_maximums, best.area_colours, strict=True)
    weak = [(Fraction(points, most), area, colour) for area, points, most, colour in areas if colour in named]
    weak.sort(key=lambda each: each[0])
    return [Reason("area", area.id, cap if colour == Colour.RED else None, None) for _, area, colour in weak]
