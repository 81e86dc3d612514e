"""What a person may read, score and review: their subjects and their drafts, decided where they are read."""

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.readers import is_blind
from flows.company.people import Person, answers, reads, scores
from flows.company.subjects import Status, Subject
from flows.review.draft import Draft
from flows.review.review import Review
from storage import drafts, reviews, subjects


def readable(desk: Desk, person: Person, subject_id: int) -> Subject:
    """The subject, open or not; refuses what the person may not read.

    An auditor hears of what they were given that it waits for their own review first.
    """
    subject = subjects.get(desk.tx, subject_id, viewer=person, reach=reads(person))
    if subject is None:
        given = subjects.get(desk.tx, subject_id, viewer=person, reach=answers(person))
        raise Refusal("blind_until_sent" if given else "not_yours_to_read")
    return subject


def readable_score(desk: Desk, person: Person, subject_id: int) -> Subject:
    """The same, for what tells its score; refuses besides who is blind to it."""
    subject = readable(desk, person, subject_id)
    refuse_blind(desk, person, subject_id)
    return subject


def refuse_blind(desk: Desk, person: Person, subject_id: int) -> None:
    """Refuses who is blind to the subject."""
    if is_blind(desk, person, subject_id):
        raise Refusal("score_hidden")


def last_for(desk: Desk, person: Person, subject_id: int) -> Review | None:
    """The review that this person's own starts from; none for who is blind to it, as if there were no other."""
    return None if is_blind(desk, person, subject_id) else reviews.latest(desk.tx, subject_id)


def subject_of(desk: Desk, person: Person, subject_id: int) -> Subject:
    """The subject, open or not; refuses what the person may not answer for."""
    subject = subjects.get(desk.tx, subject_id, viewer=person, reach=answers(person))
    if subject is None:
        raise Refusal("not_yours")
    return subject


def scorable(desk: Desk, person: Person, subject_id: int) -> Subject:
    """The subject, open or not; refuses what the person may not score."""
    subject = subjects.get(desk.tx, subject_id, viewer=person, reach=scores(person))
    if subject is None:
        raise Refusal("not_yours")
    return subject


def refuse_closed(subject: Subject) -> None:
    """Refuses a subject that is closed."""
    if subject.status is not Status.OPEN:
        raise Refusal("closed", name=subject.name)


def draft_of(desk: Desk, person: Person, draft: Draft) -> tuple[Draft, Subject, Review | None]:
    """The person's draft, its subject, and the review that it starts from; refuses a subject that isn't theirs."""
    subject = subject_of(desk, person, draft.subject_id)
    return draft, subject, last_for(desk, person, subject.id)


def held_draft(desk: Desk, person: Person, draft_id: int) -> Draft:
    """The person's draft, held for writing, also of a subject that was handed over since: their own words stay theirs.

    Refuses another's, and one that is gone.
    """
    draft = drafts.hold(desk.tx, draft_id)
    if draft is None:
        raise Refusal("draft_gone")
    if draft.person_id != person.id:
        raise Refusal("not_yours")
    return draft


def own_draft(desk: Desk, person: Person, draft_id: int) -> tuple[Draft, Subject, Review | None]:
    """The same with both, held; refuses a subject that is closed besides."""
    found = draft_of(desk, person, held_draft(desk, person, draft_id))
    refuse_closed(found[1])
    return found
