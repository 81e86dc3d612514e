"""Giving a subject to an auditor, who scores it blind, and holding their review against the seller's."""

from dataclasses import dataclass, replace

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.access import readable, readable_score
from bot.standing.versions import scorecard_of
from flows.company.people import Person, Reach, Role, answers, reads
from flows.company.subjects import Status, Subject
from flows.facts import AuditGiven
from flows.review.audit import Audit
from flows.review.review import Purpose, Review
from flows.review.submission import Ending
from flows.scorecards.scorecard import Scorecard
from storage import audits, people, reviews, subjects
from storage.subjects import hold_subject

MAY_COMPARE = {Role.DIRECTOR, Role.AUDITOR}


@dataclass(frozen=True)
class Auditing:
    """What a reader may do: give the subject to an auditor, and compare the reviews of its audit `done` (an id)."""

    may_give: bool = False
    done: int | None = None


NOTHING = Auditing()


@dataclass(frozen=True)
class Gift:
    """A subject that may be given to one of these auditors; `so_far` is how often it was given before."""

    subject: Subject
    auditors: tuple[Person, ...]
    so_far: int


@dataclass(frozen=True)
class Given:
    """A subject that was given to an auditor just now; `is_new` is False when the same click was delivered before."""

    subject: Subject
    auditor: Person
    is_new: bool


@dataclass(frozen=True)
class Agreement:
    """An auditor's review beside the one that stood when it was submitted (None: there was none)."""

    subject: Subject
    scorecard: Scorecard
    audited: Review
    auditor: str
    other: Review | None
    other_by: str


def auditing(desk: Desk, person: Person, subject: Subject) -> Auditing:
    """What this person may do about audits of a subject that they may read."""
    if person.role not in MAY_COMPARE:
        return NOTHING
    done = [audit for audit in audits.of_subject(desk.tx, subject.id) if not audit.is_open]
    gives = person.role is Role.DIRECTOR and subject.status is Status.OPEN
    return Auditing(
        may_give=gives and bool(people.with_role(desk.tx, Role.AUDITOR)),
        done=done[0].id if done else None,
    )


def is_audit(person: Person) -> bool:
    """Whether what this person submits is an audit's, and not the subject's own."""
    return answers(person) is Reach.GIVEN


def for_purpose(desk: Desk, person: Person, ending: Ending) -> Ending:
    """The ending with what it is for: an auditor's answers their audit, and rests on what they wrote alone."""
    if not is_audit(person):
        return ending
    audit = audits.open_of(desk.tx, ending.draft.subject_id, person.id)
    return replace(ending, also=(), purpose=Purpose.AUDIT, audit_id=audit.id if audit else None)


def to_give(desk: Desk, person: Person, subject_id: int) -> Gift:
    """To whom the subject may be given; refuses all but directors, what is closed, and what is given already."""
    subject = _givable(desk, person, subject_id)
    before = audits.of_subject(desk.tx, subject_id)
    _refuse_twice(desk, subject, before)
    auditors = tuple(people.with_role(desk.tx, Role.AUDITOR))
    if not auditors:
        raise Refusal("no_auditor")
    return Gift(subject, auditors, len(before))


def give(desk: Desk, person: Person, subject_id: int, auditor_id: int, *, so_far: int) -> Given:
    """Give the subject to an auditor; the same form again (`so_far` as it said) does and says the same."""
    hold_subject(desk.tx, subject_id)
    subject = _givable(desk, person, subject_id)
    auditor = people.by_id(desk.tx, auditor_id)
    if auditor is None or auditor.role is not Role.AUDITOR:
        raise Refusal("no_auditor")
    before = audits.of_subject(desk.tx, subject_id)
    again = len(before) == so_far + 1 and (before[0].person_id, before[0].given_by) == (auditor_id, person.id)
    if not again:
        _refuse_twice(desk, subject, before)
        if len(before) != so_far:
            raise Refusal("old_button")
        audit_id = audits.give(desk.tx, subject_id, to=auditor_id, by=person.id)
        desk.say(AuditGiven(audit_id, subject_id, auditor_id, person.id))
    return Given(subject, auditor, is_new=not again)


def agreement(desk: Desk, person: Person, audit_id: int) -> Agreement:
    """The two reviews of an audit side by side, for directors and for auditors who may read the subject."""
    audit = audits.get(desk.tx, audit_id)
    if audit is None or person.role not in MAY_COMPARE:
        raise Refusal("not_yours_to_read")
    review = reviews.of_audit(desk.tx, audit_id)
    if review is None:
        readable(desk, person, audit.subject_id)  # whose own review it waits for hears so
        raise Refusal("not_yours_to_read")
    return agreement_of(desk, person, review)


def agreement_of(desk: Desk, person: Person, review: Review) -> Agreement:
    """An auditor's review beside the other one; refuses what the person may not read."""
    subject = readable_score(desk, person, review.subject_id)
    other = reviews.before(desk.tx, review)
    return Agreement(
        subject=subject,
        scorecard=scorecard_of(desk, review.scorecard_hash),
        audited=review,
        auditor=people.name_of(desk.tx, review.person_id),
        other=other,
        other_by=people.name_of(desk.tx, other.person_id) if other else "",
    )


def _givable(desk: Desk, person: Person, subject_id: int) -> Subject:
    subject = subjects.get(desk.tx, subject_id, viewer=person, reach=reads(person))
    if subject is None or person.role is not Role.DIRECTOR:
        raise Refusal("not_yours_to_give")
    if subject.status is not Status.OPEN:
        raise Refusal("closed", name=subject.name)
    return subject


def _refuse_twice(desk: Desk, subject: Subject, before: list[Audit]) -> None:
    if before and before[0].is_open:
        raise Refusal(
            "given_already", name=subject.name, auditor=people.name_of(desk.tx, before[0].person_id)
        )
