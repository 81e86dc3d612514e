"""Loading the company's list of people."""

from collections.abc import Container, Mapping, Set
from dataclasses import dataclass, replace

from bot.kit.desk import Desk
from bot.people.usecases.leaving import Leaving, end, leaving
from bot.people.usecases.loops import loops
from bot.people.usecases.roster import plan_reminder
from flows.company.people import NewPerson, Person, Role
from flows.imports import PersonRecord, Reading
from storage import people


@dataclass(frozen=True)
class PeoplePlan:
    """What the list would do: who is new, who changes, who stays; and whose manager nobody knows."""

    new: tuple[PersonRecord, ...]
    changed: tuple[PersonRecord, ...]
    unchanged: int
    no_manager: tuple[PersonRecord, ...]
    leaving: tuple[Leaving, ...] = ()  # whom the list gives the role none
    unlisted: tuple[Leaving, ...] = ()  # who is known here but not on the list
    loops: tuple[PersonRecord, ...] = ()  # refused: their managers go round and come back to them
    moved: tuple[tuple[Person, str], ...] = ()  # who has this new address on the list, and in Slack already

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing."""
        return not self.new and not self.changed and not self.moved


def preview_people(desk: Desk, reading: Reading[PersonRecord]) -> PeoplePlan:
    """What loading this list would do; changes nothing."""
    return _plan(desk, reading)


def load_people(desk: Desk, reading: Reading[PersonRecord]) -> PeoplePlan:
    """Load the list in one transaction; the same list a second time changes nothing.

    Managers first get their ids, then everybody their manager. Nobody is removed for not being listed;
    whom the list gives the role none loses all access. A reminder that is waiting stays, unless its moment was changed.
    """
    moments = {person.email: (person.weekday, person.at) for person in people.all_of(desk.tx)}
    plan = _plan(desk, reading)
    for person, email in plan.moved:
        people.set_email(desk.tx, person.id, email)
        moments[email] = moments[person.email]
    touched = [*plan.new, *plan.changed]
    for record in touched:
        _save(desk, record, manager_id=None)
    stored = {person.email: person for person in people.all_of(desk.tx)}
    for record in touched:
        manager = stored.get(record.manager_email or "")
        person_id = _save(desk, record, manager_id=manager.id if manager else None)
        if record.role is Role.NONE:
            end(desk, stored[record.email])
        elif moments.get(record.email) != (record.weekday, record.at):
            plan_reminder(desk, person_id)
    return plan


def _plan(desk: Desk, reading: Reading[PersonRecord]) -> PeoplePlan:
    known = {person.email: person for person in people.all_of(desk.tx)}
    moved = _moved(desk, reading, known)
    known = {email: person for email, person in known.items() if person not in moved.values()} | moved
    emails = {person.id: email for email, person in known.items()}
    records = tuple(
        _completed(record, known[record.email], emails, reading.columns) if record.email in known else record
        for record in reading.records
    )
    found = loops({email: emails.get(person.manager_id or 0) for email, person in known.items()}, records)
    records = tuple(record for record in records if record not in found)
    reachable = known.keys() | {record.email for record in records}
    return PeoplePlan(
        new=tuple(record for record in records if record.email not in known),
        changed=tuple(
            record
            for record in records
            if record.email in known and _listed(known[record.email], emails) != _stated(record, reachable)
        ),
        unchanged=sum(
            record.email in known and _listed(known[record.email], emails) == _stated(record, reachable)
            for record in records
        ),
        no_manager=tuple(r for r in records if r.manager_email and r.manager_email not in reachable),
        leaving=_leaving(desk, known, {record.email for record in records if record.role is Role.NONE}),
        unlisted=_leaving(desk, known, known.keys() - {record.email for record in reading.records}),
        loops=found,
        moved=tuple((person, email) for email, person in moved.items()),
    )


def _leaving(desk: Desk, known: Mapping[str, Person], emails: Set[str]) -> tuple[Leaving, ...]:
    """Those with these addresses who still have a part in it, with what they carry."""
    found = [person for email, person in known.items() if email in emails]
    return tuple(leaving(desk, person) for person in found if person.role is not Role.NONE)


def _moved(desk: Desk, reading: Reading[PersonRecord], known: Mapping[str, Person]) -> dict[str, Person]:
    """Who is listed by the address that they have in Slack now, and no longer by the one that they had here."""
    listed = {record.email for record in reading.records}
    return {
        each.email: each.person
        for each in people.seen(desk.tx)
        if each.email in listed and each.email not in known and each.person.email not in listed
    }


def _completed(
    record: PersonRecord, person: Person, emails: Mapping[int, str], columns: Container[str]
) -> PersonRecord:
    """A list without a column says nothing of it: what /review setup said there stays."""
    if "manager_email" not in columns and person.manager_id:
        record = replace(record, manager_email=emails[person.manager_id])
    if "weekday" not in columns:
        record = replace(record, weekday=person.weekday)
    return record if "at" in columns else replace(record, at=person.at)


def _listed(person: Person, emails: dict[int, str]) -> tuple[object, ...]:
    manager = emails.get(person.manager_id) if person.manager_id else None
    return person.listed_as or person.name, person.role, manager, person.weekday, person.at


def _stated(record: PersonRecord, reachable: set[str]) -> tuple[object, ...]:
    manager = record.manager_email if record.manager_email in reachable else None
    return record.name, Role(record.role), manager, record.weekday, record.at


def _save(desk: Desk, record: PersonRecord, *, manager_id: int | None) -> int:
    new = NewPerson(
        email=record.email,
        name=record.name,
        role=record.role,
        manager_id=manager_id,
        weekday=record.weekday,
        at=record.at,
        timezone=desk.settings.timezone,
        language=desk.settings.language,
    )
    return people.save(desk.tx, new)
