"""Reviews over time: what each came to at its own moment, and what changed from one to another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flows.company.money import to_places
from flows.scorecards.scorecard import Scorecard
from flows.scoring.evidence import Piece
from flows.scoring.rating import Answer, Said, rate_all
from flows.scoring.score import AreaScore, Facts, score

WHOLE = 100  # percent


@dataclass(frozen=True)
class Move:
    """A question of which something else is said: None for "not known yet" and for one that was not asked."""

    question_id: str
    before: Said
    after: Said


class Kind(StrEnum):
    """What happened to an area's evidence; COVERS: the same words speak about other questions."""

    ADDED = "added"
    CHANGED = "changed"
    COVERS = "covers"
    REMOVED = "removed"


@dataclass(frozen=True)
class Note:
    """An area's evidence as far as it is compared: its words and the questions that it speaks about."""

    text: str
    covers: frozenset[str]


def areas_then(
    scorecard: Scorecard,
    answers: Mapping[str, Answer],
    facts: Facts,
    *,
    at: datetime,
    also: Sequence[Piece] = (),
) -> tuple[AreaScore, ...]:
    """The areas of a review as they were at `at` (UTC), the moment of its submission.

    `answers` by question id and `facts` are those of that moment, the scorecard is the review's own. Of the
    evidence in `also` what was added later is left out.
    """
    before = [piece for piece in also if piece.written_at <= at]
    return score(scorecard, rate_all(scorecard, answers, before), facts, now=at).areas


def facts_then(
    stage: str | None,
    close_date: date | None,
    later: Iterable[tuple[str, datetime, str | None]],
    *,
    at: datetime,
) -> Facts:
    """Stage and close date as they were at `at`, from those of now and all changes, the oldest first.

    Each change is (field, moment, what stood there before; dates as YYYY-MM-DD). Moves are left out: areas
    don't rest on them.
    """
    before: dict[str, str | None] = {}
    for field, moment, stood in later:
        if moment > at:
            before.setdefault(field, stood)
    dated = before.get("close_date", None if close_date is None else close_date.isoformat())
    return Facts(
        stage=before.get("stage", stage), close_date=None if dated is None else date.fromisoformat(dated)
    )


def moves(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> tuple[Move, ...]:
    """The questions whose answer differs between two reviews, in the order of the later one, then the rest."""
    ids = [*after, *[id_ for id_ in before if id_ not in after]]
    found = [Move(id_, _said(before, id_), _said(after, id_)) for id_ in ids]
    return tuple(move for move in found if move.before != move.after)


def evidence_moves(before: Mapping[str, Note], after: Mapping[str, Note]) -> tuple[tuple[str, Kind], ...]:
    """The areas whose evidence differs, by area id, with what happened to it."""
    ids = [*after, *[id_ for id_ in before if id_ not in after]]
    found = [(id_, _kind(before.get(id_), after.get(id_))) for id_ in ids]
    return tuple((id_, kind) for id_, kind in found if kind is not None)


def percent(points: int, maximum: int) -> int:
    """Points in whole percent of the most that there could be; 0 where there could be none."""
    return int(to_places(Decimal(WHOLE * points) / maximum, 0)) if maximum else 0


def _said(answers: Mapping[str, Answer], question_id: str) -> Said:
    answer = answers.get(question_id)
    return answer.said if answer else None


def _kind(before: Note | None, after: Note | None) -> Kind | None:
    if before == after:
        return None
    if before is None:
        return Kind.ADDED
    if after is None:
        return Kind.REMOVED
    return Kind.COVERS if before.text == after.text else Kind.CHANGED
