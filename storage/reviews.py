"""Submitted reviews: each is written once, and never changed or deleted."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    CursorResult,
    Date,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    select,
    true,
)

from flows.company.colour import Colour
from flows.review.review import Evidence, Purpose, Review
from flows.scoring.rating import Answer
from storage.engine import Transaction
from storage.schema import HERE, Amount, UtcDateTime, metadata, needed

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id"), index=True),
    needed("person_id", ForeignKey("people.id")),
    needed("scorecard_hash", Text),
    needed("draft_id", Integer, unique=True),  # deleted by then; below 0 where two have settled it
    needed("submitted_at", UtcDateTime),
    Column("probability", Amount),  # the seller's own, in percent
    needed("colour", Text),
    needed("points", Integer),
    needed("maximum", Integer),
    needed("known", Integer),
    needed("asked", Integer),
    needed("knockouts", JSON),
    Column("supersedes_id", ForeignKey("reviews.id")),
    Column("corrects_id", ForeignKey("reviews.id")),
    Column("reason", Text),  # of the correction; no part of what was answered
    Column("cutoff_at", UtcDateTime),  # the cut-off that it missed
    needed("purpose", Text),
    Column("second_view_id", ForeignKey("second_views.id"), index=True, unique=True),  # the one that it is
    Index(None, "person_id", "submitted_at"),
    sqlite_autoincrement=True,
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("review_id", ForeignKey("reviews.id")),
    needed("area_id", Text),
    needed("text", Text),
    needed("occurred_on", Date),
    needed("written_at", UtcDateTime),
    needed("covers", JSON),
    UniqueConstraint("review_id", "area_id"),
    sqlite_autoincrement=True,
)

answers = Table(
    "answers",
    metadata,
    Column("review_id", ForeignKey("reviews.id"), primary_key=True),
    Column("question_id", Text, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    Column("level", Integer),
    Column("not_applicable", Boolean),  # nothing said means that the question applies
    Column("counted", Integer),
    needed("answered_at", UtcDateTime),
    needed("since", UtcDateTime),
    Column("evidence_id", ForeignKey("evidence.id")),
)


def get(tx: Transaction, review_id: int) -> Review | None:
    """The review with this id."""
    return _first(found(tx, reviews.c.id == review_id))


def by_draft(tx: Transaction, draft_id: int) -> Review | None:
    """The review that this draft became, None while it has not been submitted."""
    return _first(found(tx, reviews.c.draft_id == draft_id))


def of_second_view(tx: Transaction, second_view_id: int) -> Review | None:
    """The review that somebody has submitted as this second view."""
    return _first(found(tx, reviews.c.second_view_id == second_view_id))


def before(tx: Transaction, review: Review) -> Review | None:
    """The latest review of the same subject when this one was submitted, whoever wrote this one."""
    earlier = reviews.c.subject_id == review.subject_id, reviews.c.id < review.id
    return _first(found(tx, *earlier, COUNTS, limit=1))


def standing_at(tx: Transaction, subject_id: int, moment: datetime) -> Review | None:
    """The review of the subject that none had superseded at a moment."""
    then = reviews.c.subject_id == subject_id, reviews.c.submitted_at <= moment
    return _first(found(tx, *then, COUNTS, limit=1))


def colours_at(tx: Transaction, subject_ids: Collection[int], moment: datetime) -> dict[int, Colour]:
    """The colours that the reviews of these subjects gave that none had superseded at a moment, by subject id."""
    rows = tx.run(COLOURS_AT, ids=list(subject_ids), moment=moment)
    return {row.subject_id: Colour(row.colour) for row in rows}


def colours_since(tx: Transaction, person_id: int, since: datetime) -> dict[int, tuple[Colour, Colour]]:
    """The colours before and after of each subject to which somebody's reviews since a moment have given another."""
    before = reviews.alias()
    query = select(reviews.c.subject_id, before.c.colour.label("was"), reviews.c.colour)
    joined = query.join(before, before.c.id == reviews.c.supersedes_id)
    theirs = reviews.c.workspace_id == tx.workspace, reviews.c.person_id == person_id
    rows = tx.execute(joined.where(*theirs, reviews.c.submitted_at > since, COUNTS).order_by(reviews.c.id))
    moved: dict[int, tuple[Colour, Colour]] = {}
    for row in rows:
        first = moved[row.subject_id][0] if row.subject_id in moved else Colour(row.was)
        moved[row.subject_id] = first, Colour(row.colour)
    return {id_: each for id_, each in moved.items() if each[0] != each[1]}


def latest(tx: Transaction, subject_id: int) -> Review | None:
    """The review of the subject that none has superseded."""
    return _first(_whole(tx, LATEST, subject_id=subject_id))


def history(tx: Transaction, subject_id: int, limit: int, *, until: int | None = None) -> list[Review]:
    """The newest reviews of the subject, the newest first; of those `until` the review with this id."""
    then = true() if until is None else reviews.c.id <= until
    return found(tx, reviews.c.subject_id == subject_id, then, COUNTS, limit=limit)


def all_latest(tx: Transaction) -> list[Review]:
    """The latest review of every subject."""
    newest = select(func.max(reviews.c.id)).where(reviews.c.workspace_id == tx.workspace, COUNTS)
    return found(tx, reviews.c.id.in_(newest.group_by(reviews.c.subject_id)))


LEVELS = (
    select(reviews.c.subject_id, answers.c.question_id, reviews.c.submitted_at, reviews.c.scorecard_hash)
    .add_columns(answers.c.level)
    .join(answers, answers.c.review_id == reviews.c.id)
    .where(
        reviews.c.workspace_id == HERE,
        reviews.c.subject_id.in_(bindparam("subject_ids", expanding=True)),
        answers.c.question_id.in_(bindparam("question_ids", expanding=True)),
        reviews.c.purpose.in_([purpose.value for purpose in Purpose if purpose.counts]),
    )
    .order_by(reviews.c.id)
)


def levels(
    tx: Transaction, subject_ids: Collection[int], question_ids: Collection[str]
) -> Sequence[Row[Any]]:
    """What every review of these subjects says of these questions, the oldest first.

    As (subject_id, question_id, submitted_at, scorecard_hash, level).
    """
    return tx.run(LEVELS, subject_ids=list(subject_ids), question_ids=list(question_ids)).all()


def count(tx: Transaction) -> int:
    """How many reviews were submitted."""
    ours = reviews.c.workspace_id == tx.workspace, COUNTS
    return tx.execute(select(func.count()).where(*ours)).scalar_one()


def _first(listed: list[Review]) -> Review | None:
    return listed[0] if listed else None


COUNTS = reviews.c.purpose.in_([purpose.value for purpose in Purpose if purpose.counts])

THEN = (
    reviews.c.workspace_id == HERE,
    reviews.c.submitted_at <= bindparam("moment", type_=UtcDateTime()),
    COUNTS,
)
NEWEST = (
    select(func.max(reviews.c.id))
    .where(*THEN, reviews.c.subject_id.in_(bindparam("ids", expanding=True)))
    .group_by(reviews.c.subject_id)
)
COLOURS_AT = select(reviews.c.subject_id, reviews.c.colour).where(reviews.c.id.in_(NEWEST))


def found(tx: Transaction, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Review]:
    """The reviews of a workspace that meet conditions on `reviews`, the newest first: one query or three."""
    return _whole(
        tx, _with_said(select(reviews).where(reviews.c.workspace_id == HERE, *conditions), limit=limit)
    )


@dataclass(frozen=True)
class Whole:
    """The queries for reviews, for what they answer, and for their evidence."""

    reviews: Select[Any]
    answers: Select[Any]
    evidence: Select[Any]


def _with_said(query: Select[Any], *, limit: int | None) -> Whole:
    query = query.order_by(reviews.c.id.desc()).limit(limit)
    ids = query.with_only_columns(reviews.c.id)
    carried = answers.outerjoin(evidence, answers.c.evidence_id == evidence.c.id)
    answered = select(answers, evidence.c.text, evidence.c.occurred_on).select_from(carried)
    return Whole(
        query,
        answered.where(answers.c.review_id.in_(ids)),
        select(evidence).where(evidence.c.review_id.in_(ids)).order_by(evidence.c.id),
    )


def _whole(tx: Transaction, queries: Whole, **values: object) -> list[Review]:
    rows = tx.run(queries.reviews, **values).all()
    if not rows:
        return []
    answered = _answers(tx.run(queries.answers, **values))
    written = _evidence(tx.run(queries.evidence, **values))
    return [_review(row, answered[row.id], written[row.id]) for row in rows]


ITS = reviews.c.workspace_id == HERE, reviews.c.subject_id == bindparam("subject_id")
LATEST = _with_said(select(reviews).where(*ITS, COUNTS), limit=1)


def _answers(rows: CursorResult[Any]) -> defaultdict[int, dict[str, Answer]]:
    by_review: defaultdict[int, dict[str, Answer]] = defaultdict(dict)
    for row in rows:
        said = (row.level, row.answered_at, row.text or "", row.occurred_on, row.since)
        answer = Answer(*said, applies=not row.not_applicable)
        by_review[row.review_id][row.question_id] = answer
    return by_review


def _evidence(rows: CursorResult[Any]) -> defaultdict[int, dict[str, Evidence]]:
    by_review: defaultdict[int, dict[str, Evidence]] = defaultdict(dict)
    for row in rows:
        one = Evidence(row.text, row.occurred_on, row.written_at, tuple(row.covers))
        by_review[row.review_id][row.area_id] = one
    return by_review


def _review(row: Row[tuple[object, ...]], said: dict[str, Answer], written: dict[str, Evidence]) -> Review:
    return Review(
        id=row.id,
        subject_id=row.subject_id,
        person_id=row.person_id,
        scorecard_hash=row.scorecard_hash,
        draft_id=row.draft_id,
        submitted_at=row.submitted_at,
        purpose=Purpose(row.purpose),
        probability=row.probability,
        colour=Colour(row.colour),
        points=row.points,
        maximum=row.maximum,
        known=row.known,
        asked=row.asked,
        knockouts=tuple(row.knockouts),
        supersedes_id=row.supersedes_id,
        answers=said,
        evidence=written,
        corrects_id=row.corrects_id,
        reason=row.reason,
        second_view_id=row.second_view_id,
        cutoff_at=row.cutoff_at,
    )
