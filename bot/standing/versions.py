"""What a subject is scored with: the scorecard it was answered with, what still fits another one, what was added."""

from dataclasses import replace

from bot.kit.desk import Desk
from flows.review.draft import Draft
from flows.review.review import Review
from flows.review.submission import Ending
from flows.scorecards.fitting import still_fitting
from flows.scorecards.scorecard import Scorecard
from flows.scoring.evidence import Piece
from storage import added_evidence, scorecards


def scorecard_of(desk: Desk, version: str) -> Scorecard:
    """The scorecard with this hash, from the desk's shelf or from the database."""
    if version not in desk.shelf:
        desk.shelf[version] = scorecards.get(desk.tx, version)
    return desk.shelf[version]


def keep(desk: Desk, scorecard: Scorecard) -> None:
    """Keep a scorecard before anything is answered with it."""
    if not scorecards.has(desk.tx, scorecard.version):
        content = scorecard.model_dump(mode="json")
        scorecards.keep(desk.tx, scorecard.version, scorecard.kind.value, content)


def pieces_of(desk: Desk, subject_id: int) -> tuple[Piece, ...]:
    """The evidence that was added to a subject without a review, the oldest first."""
    added = added_evidence.of(desk.tx, [subject_id])
    return tuple(each.piece for each in added.get(subject_id, ()))


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
