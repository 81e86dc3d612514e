"""The last review as far as it fits a scorecard: what is asked in the same words may be taken over."""

from dataclasses import replace

from bot.kit.desk import Desk
from bot.standing.versions import pieces_of, scorecard_of
from flows.review.draft import Draft
from flows.review.review import Review
from flows.review.submission import Ending
from flows.scorecards.fitting import still_fitting
from flows.scorecards.scorecard import Scorecard


def fitted(desk: Desk, scorecard: Scorecard, last: Review | None) -> Review | None:
    """The review with the answers to questions that `scorecard` asks in the same words, and its areas' evidence."""
    if last is None or last.scorecard_hash == scorecard.version:
        return last
    given = {id_: answer.applies for id_, answer in last.answers.items()}
    fitting = still_fitting(scorecard_of(desk, last.scorecard_hash), scorecard, given)
    areas = {area.id for area in scorecard.areas}
    return replace(
        last,
        answers={id_: answer for id_, answer in last.answers.items() if id_ in fitting},
        evidence={id_: evidence for id_, evidence in last.evidence.items() if id_ in areas},
    )


def ending_of(desk: Desk, draft: Draft, last: Review | None) -> Ending:
    """The draft with all that it is rated by: the review before it as far as that fits, what was added besides."""
    scorecard = scorecard_of(desk, draft.scorecard_hash)
    before = fitted(desk, scorecard, last)
    return Ending(scorecard, draft, before, pieces_of(desk, draft.subject_id))
