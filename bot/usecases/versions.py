"""What a subject is scored with: the version of the scorecard that it was answered with, and what was added."""

from datetime import datetime

from sqlalchemy import Connection

from bot.desk import Desk
from flows.evidence import Piece
from flows.scorecard import Scorecard, parse
from storage import added_evidence, scorecards


def scorecard_of(tx: Connection, desk: Desk, version: str) -> Scorecard:
    """The scorecard with this hash, from the desk's shelf or from the database."""
    if version not in desk.shelf:
        desk.shelf[version] = parse(scorecards.content(tx, desk.workspace, version))
    return desk.shelf[version]


def keep(tx: Connection, desk: Desk, scorecard: Scorecard, *, now: datetime) -> None:
    """Keep a scorecard before anything is answered with it."""
    if not scorecards.has(tx, desk.workspace, scorecard.version):
        content = scorecard.model_dump(mode="json")
        scorecards.keep(tx, desk.workspace, scorecard.version, scorecard.kind.value, content, now=now)


def pieces_of(tx: Connection, desk: Desk, subject_id: int) -> tuple[Piece, ...]:
    """The evidence that was added to a subject without a review, the oldest first."""
    added = added_evidence.of(tx, desk.workspace, [subject_id])
    return tuple(each.piece for each in added.get(subject_id, ()))
