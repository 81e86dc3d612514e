"""Who has no part in it any more: no access and no reminders; what they carry stays theirs until it is handed over."""

from dataclasses import dataclass

from bot.kit.desk import Desk
from bot.people.usecases import meeting
from flows.company.people import Person, Role
from flows.company.subjects import Subject
from storage import people, subjects


@dataclass(frozen=True)
class Leaving:
    """Somebody whose access ends, with the open subjects that they carry."""

    person: Person
    open: tuple[Subject, ...]


def leaving(desk: Desk, person: Person) -> Leaving:
    """What somebody leaves behind; changes nothing."""
    return Leaving(person, tuple(subjects.open_of(desk.tx, person.id)))


def by_email(desk: Desk, email: str) -> Leaving | None:
    """The same for an e-mail address; None where nobody with a part in it has that one."""
    person = people.by_email(desk.tx, email)
    return leaving(desk, person) if person and person.role is not Role.NONE else None


def end(desk: Desk, person: Person) -> None:
    """End all access and all reminders of somebody; the list or Setup can bring them back."""
    people.set_role(desk.tx, person.id, Role.NONE)
    meeting.leave(desk, person)
