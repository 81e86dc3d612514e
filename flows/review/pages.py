"""Which pages a review has: one for each area on its route."""

from flows.areas import Area
from flows.review.draft import Answers
from flows.scorecard import Scorecard


def asked(scorecard: Scorecard, answers: Answers) -> tuple[Area, ...]:
    """The areas on the draft's route."""
    if answers.route is None:
        return scorecard.areas
    return tuple(area for area in scorecard.areas if area.id in answers.route)


def steps(scorecard: Scorecard, answers: Answers) -> int:
    """How many pages the review has."""
    return len(asked(scorecard, answers)) + (1 if answers.route is None else 2)


def area_at(scorecard: Scorecard, answers: Answers, page: int) -> Area | None:
    """The area that a page asks about, None for the first page of a later review and for the last page."""
    number = page if answers.route is None else page - 1
    areas = asked(scorecard, answers)
    return areas[number] if 0 <= number < len(areas) else None
