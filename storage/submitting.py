"""Submitting a review: it is written once, with the current score, the next due date and the end of its draft."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.exc import NoResultFound

from flows.company.colour import Colour
from flows.review.current_score import CurrentScore
from flows.review.review import NewReview
from flows.scoring.score import fresh_until
from storage import audits, blindness, drafts, kept_loads, scores
from storage.engine import Transaction
from storage.reviews import COUNTS, answers, by_draft, evidence, reviews
from storage.subjects import hold_subject, set_due


def submit(tx: Transaction, new: NewReview) -> int:
    """Write a review, the subject's current score and its next due date, and delete the draft; gives the id.

    It supersedes the subject's latest review, and both stay. One whose purpose doesn't count supersedes nothing:
    score and due date stay as they are. Whoever submits it is blind to the subject no longer, and an audit that
    it answers is closed. A draft that was submitted before gives the id of its review, and nothing is written.
    sqlalchemy's NoResultFound for a subject that isn't there.
    """
    if not hold_subject(tx, new.subject_id):
        raise NoResultFound(f"there is no subject {new.subject_id}")
    done = by_draft(tx, new.draft_id)
    if done is not None:
        return done.id
    review_id = _write_review(tx, new)
    _write_answers(tx, review_id, new)
    if new.purpose.counts:
        scores.put(tx, _current(tx, review_id, new))
        set_due(tx, new.subject_id, new.due_at)
        kept_loads.touch(tx, [new.person_id])
    if new.audit_id is not None:
        audits.close(tx, new.audit_id)
    blindness.lift(tx, new.subject_id, new.person_id)
    drafts.delete(tx, new.draft_id)
    return review_id


def _write_review(tx: Transaction, new: NewReview) -> int:
    superseded = select(func.max(reviews.c.id)).where(reviews.c.subject_id == new.subject_id, COUNTS)
    statement = insert(reviews).values(
        workspace_id=tx.workspace,
        subject_id=new.subject_id,
        person_id=new.person_id,
        scorecard_hash=new.scorecard_hash,
        draft_id=new.draft_id,
        submitted_at=new.submitted_at,
        probability=new.probability,
        colour=new.score.colour.value,
        points=new.score.points,
        maximum=new.score.maximum,
        known=new.score.known,
        asked=new.score.asked,
        knockouts=list(new.score.knockouts),
        supersedes_id=superseded.scalar_subquery() if new.purpose.counts else None,
        purpose=new.purpose.value,
        audit_id=new.audit_id,
        corrects_id=new.corrects_id,
        reason=new.reason,
        cutoff_at=new.cutoff_at,
    )
    review_id: int = tx.execute(statement.returning(reviews.c.id)).scalar_one()
    return review_id


def _write_answers(tx: Transaction, review_id: int, new: NewReview) -> None:
    of_review: dict[str, object] = {"workspace_id": tx.workspace, "review_id": review_id}
    carrying: dict[str, int] = {}
    for area_id, each in new.evidence.items():
        added = insert(evidence).values(**of_review, area_id=area_id, **asdict(each)).returning(evidence.c.id)
        carrying |= dict.fromkeys(each.covers, tx.execute(added).scalar_one())
    rows = [
        {
            "question_id": question_id,
            "level": answer.level,
            "not_applicable": not answer.applies,
            "counted": new.ratings[question_id].counted if question_id in new.ratings else None,
            "answered_at": answer.answered_at,
            "since": answer.since,
            "evidence_id": carrying.get(question_id),
        }
        | of_review
        for question_id, answer in new.answers.items()
    ]
    if rows:
        tx.execute(insert(answers), rows)


def _current(tx: Transaction, review_id: int, new: NewReview) -> CurrentScore:
    last_colour, last_colour_at = _last_colour(tx, new)
    return CurrentScore(
        subject_id=new.subject_id,
        review_id=review_id,
        reviewed_at=new.submitted_at,
        scorecard_hash=new.scorecard_hash,
        ratings=new.ratings,
        points=new.score.points,
        maximum=new.score.maximum,
        known=new.score.known,
        asked=new.score.asked,
        fresh_until=fresh_until(new.ratings),
        last_colour=last_colour,
        last_colour_at=last_colour_at,
    )


def _last_colour(tx: Transaction, new: NewReview) -> tuple[Colour | None, datetime | None]:
    if new.score.colour is not Colour.GREY:
        return new.score.colour, new.submitted_at
    before = scores.of(tx, [new.subject_id]).get(new.subject_id)
    return (before.last_colour, before.last_colour_at) if before else (None, None)
