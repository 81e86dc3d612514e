"""Giving a subject to an auditor, who scores it blind."""

from dataclasses import dataclass

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person, Role, reads
from flows.company.subjects import Status, Subject
from flows.facts import ViewGiven
from flows.review.review import Purpose
from flows.review.second_view import SecondView
from storage import people, second_views, subjects
from storage.subjects import hold_subject


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


def may_give(desk: Desk, person: Person, subject: Subject) -> bool:
    """Whether this person may give a subject that they read to an auditor."""
    gives = person.role is Role.DIRECTOR and subject.status is Status.OPEN
    return gives and bool(people.with_role(desk.tx, Role.AUDITOR))


def to_give(desk: Desk, person: Person, subject_id: int) -> Gift:
    """To whom the subject may be given; refuses all but directors, what is closed, and what is given already."""
    subject = _givable(desk, person, subject_id)
    before = _audits(desk, subject_id)
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
    before = _audits(desk, subject_id)
    again = len(before) == so_far + 1 and (before[0].person_id, before[0].given_by) == (auditor_id, person.id)
    if not again:
        _refuse_twice(desk, subject, before)
        if len(before) != so_far:
            raise Refusal("old_button")
        view_id = second_views.give(desk.tx, subject_id, to=auditor_id, by=person.id, purpose=Purpose.AUDIT)
        desk.say(ViewGiven(view_id, subject_id, auditor_id, person.id))
    return Given(subject, auditor, is_new=not again)


def _givable(desk: Desk, person: Person, subject_id: int) -> Subject:
    subject = subjects.get(desk.tx, subject_id, viewer=person, reach=reads(person))
    if subject is None or person.role is not Role.DIRECTOR:
        raise Refusal("not_yours_to_give")
    if subject.status is not Status.OPEN:
        raise Refusal("closed", name=subject.name)
    return subject


def _audits(desk: Desk, subject_id: int) -> list[SecondView]:
    """The newest first."""
    return [each for each in second_views.of_subject(desk.tx, subject_id) if each.purpose is Purpose.AUDIT]


def _refuse_twice(desk: Desk, subject: Subject, before: list[SecondView]) -> None:
    if before and before[0].is_asked:
        raise Refusal(
            "given_already", name=subject.name, auditor=people.name_of(desk.tx, before[0].person_id)
        )
