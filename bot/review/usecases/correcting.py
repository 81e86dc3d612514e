"""Correcting a submitted review: a new one that names it and the reason; the old one stays as it is."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.review.usecases.reviews import Page, open_review, resume
from bot.standing.access import refuse_blind, scorable
from flows.company.people import Person, scores
from flows.company.subjects import Status, Subject
from flows.review.review import Review
from storage import drafts, reviews, subjects
from storage.drafts import StaleDraft


@dataclass(frozen=True)
class Correctable:
    """A review that may be corrected: its id, its subject's, and when it was submitted."""

    review_id: int
    subject_id: int
    submitted_at: datetime


def correctable(desk: Desk, person: Person, review_id: int) -> Correctable:
    """The review, if this person may correct it now; refuses every other."""
    return _checked(desk, person, review_id)


def begin(desk: Desk, person: Person, review_id: int, *, reason: str) -> Page:
    """Open a review that corrects this one, prefilled with its answers; a draft that is there is carried on.

    Refuses a review that is not the latest of its subject, or not the person's own.
    """
    page = open_review(desk, person, correctable(desk, person, review_id).subject_id)
    _checked(desk, person, review_id)
    return _marked(desk, page, review_id, reason)


def drop(desk: Desk, person: Person, draft_id: int) -> Page:
    """Make a draft that corrects an ordinary one; refuses another's, and one that is gone."""
    page = resume(desk, person, draft_id)
    return _marked(desk, page, None, None)


def _marked(desk: Desk, page: Page, review_id: int | None, reason: str | None) -> Page:
    try:
        draft = drafts.correct(desk.tx, page.draft, corrects_id=review_id, reason=reason)
    except StaleDraft as gone:
        raise Refusal("draft_gone") from gone
    return replace(page, draft=draft)


def _checked(desk: Desk, person: Person, review_id: int) -> Correctable:
    review = reviews.get(desk.tx, review_id)
    if review is None:
        raise Refusal("not_yours")
    subject = scorable(desk, person, review.subject_id)
    refuse_blind(desk, person, subject.id)
    latest = reviews.latest(desk.tx, subject.id)
    if latest is None or latest.id != review_id or not may_correct(desk, person, subject, latest):
        raise Refusal("not_latest")
    return Correctable(review_id, subject.id, review.submitted_at)


def may_correct(desk: Desk, person: Person, subject: Subject, latest: Review) -> bool:
    """Whether this person may correct the latest review: they submitted it, and may still score the subject."""
    if latest.person_id != person.id or subject.status is not Status.OPEN:
        return False
    return subjects.get(desk.tx, subject.id, viewer=person, reach=scores(person)) is not None
