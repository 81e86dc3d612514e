"""What was known at two moments, the opening and the closing of a period: subjects, and what their scores rest on.

Read in parts of so many subjects, in the order of their ids, with few columns: a company's answers are never all in
memory. Subjects come from what stands today and from their dated changes; reviews and evidence are those that were
there at each moment.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CursorResult,
    Executable,
    Row,
    bindparam,
    case,
    func,
    select,
)

from flows.company.changes import FIELDS, Value
from flows.company.colour import Colour
from flows.company.subjects import Status
from flows.scoring.evidence import Piece
from flows.scoring.rating import Answer, Rating
from flows.scoring.score import CloseMove
from storage import changes, scores
from storage.added_evidence import added_evidence
from storage.engine import Transaction
from storage.reviews import COUNTS, answers, evidence, reviews
from storage.schema import HERE, UtcDateTime
from storage.scores import current_scores
from storage.subjects import subjects

AT_ONCE = 1000  # subjects
OPEN = Status.OPEN.value
s, r, a, e, ae, ch = subjects.c, reviews.c, answers.c, evidence.c, added_evidence.c, changes.changes.c
cs = current_scores.c
OPENING = bindparam("opening", type_=UtcDateTime())
CLOSING = bindparam("closing", type_=UtcDateTime())
READ = (
    *("id", "kind", "name", "customer", "owner_id", "amount", "currency", "close_date", "stage", "status"),
    *("probability", "stage_probability", "seen_at", "closed_on"),
)
MOVING = tuple(name for name in READ if name in FIELDS)


def _within(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column.between(bindparam("first"), bindparam("last"))


THOSE = (
    select(*[s[name] for name in READ])
    .where(s.workspace_id == HERE, s.id > bindparam("after"), s.seen_at <= CLOSING)
    .order_by(s.id)
    .limit(AT_ONCE)
)
CHANGED = (
    select(ch.subject_id, ch.field, ch.before, ch.at)
    .where(ch.workspace_id == HERE, _within(ch.subject_id), ch.at > OPENING, ch.field.in_(MOVING))
    .order_by(ch.id)
)
COLOURED = r.colour != Colour.GREY.value
THEN = r.submitted_at <= OPENING
STANDING = (
    select(
        r.subject_id,
        func.max(case((THEN, r.id))).label("opening"),
        func.max(r.id).label("closing"),
        func.max(case((THEN & COLOURED, r.id))).label("opening_coloured"),
        func.max(case((COLOURED, r.id))).label("closing_coloured"),
    )
    .where(r.workspace_id == HERE, _within(r.subject_id), r.submitted_at <= CLOSING, COUNTS)
    .group_by(r.subject_id)
)
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
REVIEWS = select(r.id, r.scorecard_hash, r.submitted_at, r.probability, r.colour).where(
    r.workspace_id == HERE, r.id.in_(IDS)
)
ANSWERS = select(
    *(a.review_id, a.question_id, a.level, a.not_applicable, a.answered_at, a.since, a.evidence_id)
).where(a.workspace_id == HERE, a.review_id.in_(IDS))
EVIDENCE = select(e.id, e.text, e.occurred_on).where(e.workspace_id == HERE, e.review_id.in_(IDS))
ADDED = (
    select(ae.subject_id, ae.text, ae.covers, ae.occurred_on, ae.written_at, ae.message_ts)
    .where(ae.workspace_id == HERE, _within(ae.subject_id))
    .order_by(ae.id)
)
RATED = scores.ALL.where(_within(cs.subject_id), cs.review_id.in_(IDS))
NUMBER = select(func.count()).where(s.workspace_id == HERE, s.seen_at <= CLOSING)
Sides = tuple[int | None, int | None]  # the review that stood, and the last one with a colour
Standing = tuple[Sides, Sides]  # at the opening and at the closing
NONE: Standing = ((None, None), (None, None))
Before = defaultdict[int, dict[str, Value]]


@dataclass(frozen=True, slots=True)
class Stood:
    """A review that stood: by which scorecard, when it was submitted (UTC), the seller's own probability in percent."""

    id: int
    scorecard_hash: str
    submitted_at: datetime
    probability: Decimal | None
    colour: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Then:
    """A subject at one moment: what was stated of it by column, the review that stood, and the last other colour.

    What the review's answers count for follows from them and from the `pieces` that were added until then, unless that
    is kept (`ratings`): where neither has changed since. What was closed has neither.
    """

    stated: Mapping[str, Any]
    review: Stood | None
    pieces: tuple[Piece, ...]
    ratings: Mapping[str, Rating] | None
    last_colour: Colour | None

    @property
    def is_open(self) -> bool:
        """Whether it was open."""
        return bool(self.stated["status"] == OPEN)


@dataclass(frozen=True, slots=True)
class Both:
    """A subject at the opening (None where nobody knew of it) and at the closing; and all moves of its close."""

    id: int
    opening: Then | None
    closing: Then
    moves: tuple[CloseMove, ...]


def count(tx: Transaction, closing: datetime) -> int:
    """How many subjects had come by the closing."""
    number: int = tx.run(NUMBER, closing=closing).scalar_one()
    return number


def read(
    tx: Transaction,
    opening: datetime,
    closing: datetime,
    *,
    moves_since: datetime | None,
    held: Mapping[int, datetime],
) -> Iterator[list[Both]]:
    """All subjects that had come by the closing, in parts, by id.

    `moves_since` is from when moves of the expected close count, None where none does. Of those that are `held` no
    review and no evidence after their moment is read.
    """
    after = 0
    while rows := tx.run(THOSE, after=after, closing=closing).all():
        after = rows[-1].id
        yield _Part(tx, opening, closing, rows).both(moves_since, held)


@dataclass(frozen=True, slots=True)
class _Side:
    """A subject at one moment before its reviews are read: their ids, all that was added, until when it counts."""

    id: int
    stated: Mapping[Any, Any]
    stood: int | None
    coloured: int | None
    pieces: Sequence[Piece]
    until: datetime

    @property
    def is_open(self) -> bool:
        """Whether it was open: of what was closed no answer counts."""
        return bool(self.stated["status"] == OPEN)

    @property
    def is_settled(self) -> bool:
        """Whether nothing was added later, so that what is kept of its review, if that still stands, is so."""
        return self.is_open and all(piece.written_at <= self.until for piece in self.pieces)


@dataclass(frozen=True)
class _Part:
    """Some subjects, whose ids follow one another, at the two moments."""

    tx: Transaction
    opening: datetime
    closing: datetime
    rows: Sequence[Row[Any]]

    def both(self, moves_since: datetime | None, held: Mapping[int, datetime]) -> list[Both]:
        """Each of them."""
        sides = self._sides(held)
        ids = [row.id for row in self.rows]
        moves = changes.close_moves(self.tx, ids, since=moves_since) if moves_since else {}
        opening, closing = sides
        return [
            Both(id_, opening.get(id_), then, moves.get(id_, ())) for id_, then in sorted(closing.items())
        ]

    def _sides(self, held: Mapping[int, datetime]) -> tuple[dict[int, Then], dict[int, Then]]:
        """Each subject that was known at the opening, and at the closing."""
        before, added, standing = self._before(), self._added(), self._standing(held)
        found: list[tuple[int, _Side]] = []
        for row in self.rows:
            for side, moment in enumerate((self.opening, self.closing)):
                if row.seen_at <= moment:
                    stated: Mapping[Any, Any] = row._mapping
                    if row.id in before[side]:
                        stated = {**stated, **before[side][row.id]}
                    until = min(moment, held.get(row.id, moment))
                    pieces = added.get(row.id, [])
                    stood, coloured = standing.get(row.id, NONE)[side]
                    found.append((side, _Side(row.id, stated, stood, coloured, pieces, until)))
        return self._read(found)

    def _read(self, found: Sequence[tuple[int, "_Side"]]) -> tuple[dict[int, Then], dict[int, Then]]:
        """The sides with their reviews: what is kept is not made anew, and answers are read where nothing is kept."""
        rated = self._rated(sorted({each.stood for _, each in found if each.stood and each.is_settled}))
        asked = {each.stood for _, each in found if each.stood and each.is_open}
        kept = {each.stood for _, each in found if each.is_settled and each.stood in rated}
        unkept = {each.stood for _, each in found if each.stood and each.is_open and not each.is_settled}
        answers_ = self._answers(sorted((asked - kept) | unkept))
        ids = {id_ for _, each in found for id_ in (each.stood, each.coloured) if id_}
        rows = {row.id: row for row in self.tx.run(REVIEWS, ids=sorted(ids))}
        stood = {id_: Stood(answers=answers_.get(id_, {}), **row._mapping) for id_, row in rows.items()}
        sides: tuple[dict[int, Then], dict[int, Then]] = ({}, {})
        for side, each in found:
            sides[side][each.id] = Then(
                each.stated,
                stood[each.stood] if each.stood else None,
                tuple([piece for piece in each.pieces if piece.written_at <= each.until]),
                rated.get(each.stood or 0) if each.is_settled else None,
                Colour(rows[each.coloured].colour) if each.coloured else None,
            )
        return sides

    def _rated(self, review_ids: Sequence[int]) -> Mapping[int, Mapping[str, Rating]]:
        """What is kept of the answers of these reviews, where no later review has superseded them."""
        kept = self._run(RATED, ids=review_ids).all() if review_ids else ()
        return {row.review_id: scores.ratings_of(row) for row in kept}

    def _run(self, made: Executable, **values: object) -> CursorResult[Any]:
        within = {"first": self.rows[0].id, "last": self.rows[-1].id}
        return self.tx.run(made, **{"opening": self.opening, "closing": self.closing, **within, **values})

    def _before(self) -> tuple[Before, Before]:
        """What stood in each field before its first change after either moment, by subject."""
        found: tuple[Before, Before] = (defaultdict(dict), defaultdict(dict))
        for row in self._run(CHANGED):
            for side in found if row.at > self.closing else found[:1]:
                side[row.subject_id].setdefault(row.field, changes.stated(row.field, row.before))
        return found

    def _standing(self, held: Mapping[int, datetime]) -> dict[int, Standing]:
        """Which review stood at either moment, and which was the last one with a colour."""
        rows = self._run(STANDING).all()
        for row in self.rows:
            if row.id in held:
                until = {side: min(getattr(self, side), held[row.id]) for side in ("opening", "closing")}
                rows = [each for each in rows if each.subject_id != row.id]
                rows += self._run(STANDING, first=row.id, last=row.id, **until).all()
        return {
            row.subject_id: ((row.opening, row.opening_coloured), (row.closing, row.closing_coloured))
            for row in rows
        }

    def _answers(self, review_ids: Sequence[int]) -> Mapping[int, Mapping[str, Answer]]:
        if not review_ids:
            return {}
        texts = {row.id: (row.text, row.occurred_on) for row in self.tx.run(EVIDENCE, ids=review_ids)}
        found: defaultdict[int, dict[str, Answer]] = defaultdict(dict)
        rows: Sequence[Any] = self.tx.run(ANSWERS, ids=review_ids).all()
        for review_id, question_id, level, left_out, answered_at, since, evidence_id in rows:
            text, day = texts[evidence_id] if evidence_id else ("", None)
            found[review_id][question_id] = Answer(level, answered_at, text, day, since, not left_out)
        return found

    def _added(self) -> Mapping[int, list[Piece]]:
        found: defaultdict[int, list[Piece]] = defaultdict(list)
        for row in self._run(ADDED):
            is_message = row.message_ts is not None
            piece = Piece(row.text, tuple(row.covers), row.occurred_on, row.written_at, is_message)
            found[row.subject_id].append(piece)
        return found
