"""Submitting a review: it is written once, with the current score, the next due date and the end of its draft."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select

from flows.company.colour import Colour
from flows.review.current_score import CurrentScore
from flows.review.review import NewReview, Purpose
from flows.scoring.score import fresh_until
from storage import blindness, drafts, kept_loads, kept_scores, scores, second_views
from storage.drafts import StaleDraft
from storage.engine import Transaction
from storage.reviews import COUNTS, answers, evidence, reviews
from storage.subjects import set_due


@dataclass(frozen=True)
class Written:
    """A review that was submitted just now, and the score that it makes current; None where it doesn't count."""

    review_id: int
    current: CurrentScore | None


def submit(tx: Transaction, new: NewReview, *, again: bool = True) -> Written:
    """Write a review, the subject's current score and its next due date, and delete the draft.

    `again` says whether the subject may have been reviewed before in the week of whoever submits it.

    It supersedes the subject's latest review, and both stay. One whose purpose doesn't count supersedes nothing:
    score and due date stay as they are. Whoever submits it is blind to the subject no longer, unless it is a manager's
    second view: they stay so until the seller's own is there too (see storage.second_views).

    StaleDraft, and nothing is written, for a draft that was submitted or deleted before.
    """
    # First what others wait for: whoever submits the same draft, and then finds it gone, and whoever reviews the
    # same subject, and then supersedes ours.
    if new.purpose is not Purpose.SETTLED and not drafts.delete(tx, new.draft_id):
        raise StaleDraft
    if new.purpose.counts:
        _move_load(tx, new, again=again)
        set_due(tx, new.subject_id, new.due_at)
    review_id = _write_review(tx, new)
    _write_answers(tx, review_id, new)
    if new.second_view_id is not None:
        second_views.submit(tx, new.second_view_id, new.purpose)
    if new.purpose is not Purpose.SECOND:
        blindness.lift(tx, new.subject_id, new.person_id)
    if not new.purpose.counts:
        return Written(review_id, None)
    current = _current(tx, review_id, new)
    scores.put(tx, current)
    return Written(review_id, current)


def _move_load(tx: Transaction, new: NewReview, *, again: bool) -> None:
    """A second review of one subject counts for nothing in its week: there may be room for another subject then."""
    if again or new.subject_id in tx.touched:
        kept_loads.touch(tx, [new.person_id])
    else:
        kept_loads.reviewed(tx, new.person_id, new.subject_id, due_at=new.due_at)
        kept_scores.touch(tx, [new.subject_id], loads=False)


NEW = insert(reviews).returning(reviews.c.id)
SUPERSEDED = select(func.max(reviews.c.id)).where(reviews.c.subject_id == bindparam("superseded_of"), COUNTS)
SUPERSEDING = NEW.values(supersedes_id=SUPERSEDED.scalar_subquery())
NEW_ANSWERS = insert(answers)
NEW_EVIDENCE = insert(evidence).returning(evidence.c.id, evidence.c.area_id)


def _write_review(tx: Transaction, new: NewReview) -> int:
    review_id: int = tx.run(
        SUPERSEDING if new.purpose.counts else NEW,
        superseded_of=new.subject_id,
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
        purpose=new.purpose.value,
        second_view_id=new.second_view_id,
        corrects_id=new.corrects_id,
        reason=new.reason,
        cutoff_at=new.cutoff_at,
    ).scalar_one()
    return review_id


def _write_answers(tx: Transaction, review_id: int, new: NewReview) -> None:
    of_review: dict[str, object] = {"workspace_id": tx.workspace, "review_id": review_id}
    carrying = _write_evidence(tx, of_review, new)
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
        tx.execute(NEW_ANSWERS, rows)


def _write_evidence(tx: Transaction, of_review: dict[str, object], new: NewReview) -> dict[str, int]:
    """One statement; gives the ids of what was written, by the questions that it covers."""
    rows = [of_review | {"area_id": area_id} | asdict(each) for area_id, each in new.evidence.items()]
    if not rows:
        return {}
    added = tx.execute(NEW_EVIDENCE, rows)
    return {question_id: row.id for row in added for question_id in new.evidence[row.area_id].covers}


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
        probability=new.probability,
    )


def _last_colour(tx: Transaction, new: NewReview) -> tuple[Colour | None, datetime | None]:
    if new.score.colour is not Colour.GREY:
        return new.score.colour, new.submitted_at
    before = scores.of(tx, [new.subject_id]).get(new.subject_id)
    return (before.last_colour, before.last_colour_at) if before else (None, None)
