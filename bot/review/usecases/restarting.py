"""Reviewing again: which areas may stay as they were, and how they stood when they were reviewed last."""

from collections.abc import Mapping

from bot.kit.desk import Desk
from bot.standing.versions import pieces_of, scorecard_of
from flows.company.colour import Colour
from flows.company.subjects import Subject
from flows.review.history import areas_then, facts_then
from flows.review.review import Review
from storage import changes


def colours_then(desk: Desk, subject: Subject, last: Review) -> Mapping[str, Colour]:
    """Each area's colour at the moment of its last review, with the scorecard and the facts of that moment."""
    scorecard = scorecard_of(desk, last.scorecard_hash)
    changed = changes.later(desk.tx, subject.id, ("stage", "close_date"))
    facts = facts_then(subject.stage, subject.close_date, changed, at=last.submitted_at)
    also = pieces_of(desk, subject.id)
    areas = areas_then(scorecard, last.answers, facts, at=last.submitted_at, also=also)
    return {area.id: area.colour for area in areas}
