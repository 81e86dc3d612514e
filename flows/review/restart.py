"""Reviewing again: which areas may stay as they were, and which are asked."""

from datetime import datetime

from flows.review.draft import Answers
from flows.review.submission import Ending, prefilled
from flows.scorecards.areas import Area
from flows.scoring.rating import rate_all


def too_old(ending: Ending, *, now: datetime) -> frozenset[str]:
    """The areas of which an answer, or the evidence that carries one, no longer counts at `now`."""
    if ending.last is None:
        return frozenset()
    ratings = rate_all(ending.scorecard, ending.last.answers, ending.also)
    old = {id_ for id_, rating in ratings.items() if now > rating.fresh_until}
    return frozenset(area.id for area in ending.scorecard.areas if old & {q.id for q in area.questions})


def reworded(ending: Ending) -> frozenset[str]:
    """The areas of which something is asked that the last review didn't ask in these words."""
    if ending.last is None:
        return frozenset()
    known = ending.last.answers
    return frozenset(
        area.id for area in ending.scorecard.areas if any(q.id not in known for q in area.questions)
    )


def touched(ending: Ending) -> frozenset[str]:
    """The areas of which the draft says something else than the last review."""
    said, before = ending.draft.answers, prefilled(ending.scorecard, ending.last)
    return frozenset(area.id for area in ending.scorecard.areas if _what(said, area) != _what(before, area))


def route(ending: Ending, ticked: frozenset[str], *, now: datetime) -> list[str]:
    """The areas to ask, in the scorecard's order: those ticked, and those that cannot be taken over."""
    asked = ticked | too_old(ending, now=now) | touched(ending) | reworded(ending)
    return [area.id for area in ending.scorecard.areas if area.id in asked]


def left_to_ask(ending: Ending, *, now: datetime) -> frozenset[str]:
    """The areas that the draft would take over although they cannot be: time passed, or somebody else reviewed."""
    on_route = ending.draft.answers.route
    if on_route is None:
        return frozenset()
    return frozenset(route(ending, frozenset(), now=now)) - frozenset(on_route)


def _what(answers: Answers, area: Area) -> tuple[object, ...]:
    evidence = answers.evidence.get(area.id, "")
    covers = frozenset(answers.covers.get(area.id, ())) if evidence else frozenset()
    said = [
        (answers.levels.get(question.id), question.id in answers.not_applicable)
        for question in area.questions
    ]
    return *said, evidence, covers
