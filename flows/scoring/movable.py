"""Action items: which questions one could move, which it should move first, and which areas ask for one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from flows.company.colour import Colour
from flows.scorecards.areas import TOP_LEVEL
from flows.scorecards.scorecard import Scorecard
from flows.scoring.completion import Completion, left_out
from flows.scoring.rating import Rating
from flows.scoring.score import Score, fresh
from flows.scoring.way_up import Step


def movable(scorecard: Scorecard, ratings: Mapping[str, Rating], *, now: datetime) -> tuple[str, ...]:
    """The ids of the questions that apply and don't count as the top level at `now`, in the order asked.

    All of them where none is below it: something else than an answer holds the colour down then.
    """
    known = fresh(scorecard, ratings, now=now)
    applying = [id_ for id_ in scorecard.by_id if id_ not in left_out(known)]
    counted = Completion(known, 0)
    return tuple(id_ for id_ in applying if counted.level(id_) < TOP_LEVEL) or tuple(applying)


def first_to_move(
    scorecard: Scorecard, questions: Sequence[str], way: Sequence[Step], *, area_id: str = ""
) -> str:
    """Which of `questions` an action item should move: one on the way up, else the first.

    Within the area where one is named and has one of them.
    """
    within = [id_ for id_ in questions if scorecard.area_of(id_).id == area_id] or list(questions)
    on_the_way = [step.question_id for step in way if step.question_id in within]
    return (on_the_way or within)[0]


def asks(scorecard: Scorecard, score: Score, acted_on: Collection[str]) -> tuple[str, ...]:
    """The ids of the red areas that ask for an action item; `acted_on` are the questions that have one already."""
    if not scorecard.red_asks_for_action:
        return ()
    asked = scorecard.by_id
    covered = {asked[id_][0].id for id_ in acted_on if id_ in asked}
    return tuple(area.id for area in score.areas if area.colour is Colour.RED and area.id not in covered)


def not_green(score: Score) -> frozenset[str]:
    """The ids of the areas that are not green, which offer an action item."""
    return frozenset(area.id for area in score.areas if area.colour is not Colour.GREEN)
