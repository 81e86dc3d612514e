"""From the rows of reviews, answers and evidence to whole reviews."""

from collections import defaultdict

from sqlalchemy import ColumnElement, Row, Select, select

from flows.colour import Colour
from flows.rating import Answer
from flows.review.review import Evidence, Purpose, Review
from storage.engine import Transaction
from storage.tables import answers, evidence, reviews

COUNTS = reviews.c.purpose.in_([purpose.value for purpose in Purpose if purpose.counts])


def found(tx: Transaction, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Review]:
    """The reviews of a workspace that meet conditions on `reviews`, the newest first: one query or three."""
    query = select(reviews).where(reviews.c.workspace_id == tx.workspace, *conditions)
    query = query.order_by(reviews.c.id.desc()).limit(limit)
    rows = tx.execute(query).all()
    if not rows:
        return []
    ids = query.with_only_columns(reviews.c.id)
    answered = _answers(tx, ids)
    written = _evidence(tx, ids)
    return [_review(row, answered[row.id], written[row.id]) for row in rows]


def _answers(tx: Transaction, ids: Select[tuple[int]]) -> defaultdict[int, dict[str, Answer]]:
    carried = answers.outerjoin(evidence, answers.c.evidence_id == evidence.c.id)
    query = select(answers, evidence.c.text, evidence.c.occurred_on).select_from(carried)
    by_review: defaultdict[int, dict[str, Answer]] = defaultdict(dict)
    for row in tx.execute(query.where(answers.c.review_id.in_(ids))):
        said = (row.level, row.answered_at, row.text or "", row.occurred_on, row.since)
        answer = Answer(*said, applies=not row.not_applicable)
        by_review[row.review_id][row.question_id] = answer
    return by_review


def _evidence(tx: Transaction, ids: Select[tuple[int]]) -> defaultdict[int, dict[str, Evidence]]:
    by_review: defaultdict[int, dict[str, Evidence]] = defaultdict(dict)
    query = select(evidence).where(evidence.c.review_id.in_(ids)).order_by(evidence.c.id)
    for row in tx.execute(query):
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
        audit_id=row.audit_id,
        cutoff_at=row.cutoff_at,
    )
