"""What a person may read, score and review: their subjects and their drafts, decided where they are read."""

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.readers import is_blind, score_hidden
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
    """Refuses who is blind to the subject; before a 1-to-1 it says that this is why."""
    if is_blind(desk, person, subject_id):
        raise score_hidden(desk, person, subject_id)


def last_for(desk: Desk, person: Person, draft: Draft) -> Review | None:
    """The review that this person's draft starts from; none for who is blind to it, as if there were no other.

    Nor for a second view, also where nothing is hidden any more.
    """
    if is_blind(desk, person, draft.subject_id) or draft.second_view_id is not None:
        return None
    return reviews.latest(desk.tx, draft.subject_id)


def subject_of(desk: Desk, person: Person, subject_id: int) -> Subject:
    """The subject, open or not; refuses what the person may not answer for."""
    return _found(subjects.get(desk.tx, subject_id, viewer=person, reach=answers(person)))


def scorable(desk: Desk, person: Person, subject_id: int) -> Subject:
    """The subject, open or not; refuses what the person may not score."""
    return _found(subjects.get(desk.tx, subject_id, viewer=person, reach=scores(person)))


def _found(subject: Subject | None) -> Subject:
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
    return draft, subject, last_for(desk, person, draft)


def held_draft(desk: Desk, person: Person, draft_id: int) -> Draft:
    """The person's draft, held for writing, also of a subject that was handed over since: their own words stay theirs.

    Refuses another's, and one that is gone.
    """
    return _theirs(person, drafts.hold(desk.tx, draft_id))


def own_draft(desk: Desk, person: Person, held: Draft | None) -> tuple[Draft, Subject, Review | None]:
    """The person's draft that is `held`, its subject, held as well, and the review that it starts from.

    While the subject is held nobody else reviews it. Refuses what isn't theirs, a draft that is gone (None), and a
    subject that is closed.
    """
    draft = _theirs(person, held)
    subject = _found(subjects.hold(desk.tx, draft.subject_id, viewer=person, reach=answers(person)))
    refuse_closed(subject)
    return draft, subject, last_for(desk, person, draft)


def _theirs(person: Person, draft: Draft | None) -> Draft:
    if draft is None:
        raise Refusal("draft_gone")
    if draft.person_id != person.id:
        raise Refusal("not_yours")
    return draft
