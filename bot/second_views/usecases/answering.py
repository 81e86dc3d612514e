"""Scoring a subject as its second view: what it starts from, which evidence it shows, and what it is submitted as."""

from dataclasses import replace

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person, Reach, answers
from flows.review.draft import Draft
from flows.review.evidence import AddedEvidence
from flows.review.review import Purpose
from flows.review.second_view import SecondView
from flows.review.submission import Ending
from storage import added_evidence, reviews, second_views


def purpose_of(person: Person, draft: Draft) -> Purpose:
    """What a person's draft is for: an auditor's is never the subject's own, nor is one begun for a second view."""
    if answers(person) is Reach.GIVEN:
        return Purpose.AUDIT
    return Purpose.OWN if draft.second_view_id is None else Purpose.SECOND


def asked_for(desk: Desk, person: Person, subject_id: int) -> SecondView | None:
    """The second view that a review of the subject by whoever is blind to it would be; refuses who has sent theirs.

    What they would say then, not having seen the other view, would count as the subject's own.
    """
    view = second_views.under_way(desk.tx, subject_id, person.id)
    if view is not None and not view.is_asked:
        raise Refusal("second_sent")
    return view


def shown_evidence(desk: Desk, person: Person, draft: Draft) -> tuple[AddedEvidence, ...]:
    """The evidence that stands on a draft's pages, and counts for its levels.

    That of a second view before a 1-to-1 is also what the seller wrote in their review; an audit rests on what the
    auditor writes alone.
    """
    purpose, subject_id = purpose_of(person, draft), draft.subject_id
    if purpose is Purpose.AUDIT:
        return ()
    added = tuple(added_evidence.of(desk.tx, [subject_id]).get(subject_id, ()))
    return added if purpose is Purpose.OWN else (*_of_review(desk, subject_id), *added)


def _of_review(desk: Desk, subject_id: int) -> tuple[AddedEvidence, ...]:
    last = reviews.latest(desk.tx, subject_id)
    if last is None:
        return ()
    return tuple(
        AddedEvidence(
            subject_id, area_id, each.covers, each.text, each.occurred_on, each.written_at, last.person_id
        )
        for area_id, each in last.evidence.items()
    )


def for_purpose(desk: Desk, person: Person, ending: Ending) -> Ending:
    """The ending with what it is for, and the evidence that counts for it."""
    purpose = purpose_of(person, ending.draft)
    if purpose is Purpose.OWN:
        return ending
    pieces = tuple(each.piece for each in shown_evidence(desk, person, ending.draft))
    return replace(ending, also=pieces, purpose=purpose, second_view_id=ending.draft.second_view_id)
