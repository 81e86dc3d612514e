"""What a subject is scored with: the version of the scorecard that it was answered with, and what was added."""

from bot.kit.desk import Desk
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
