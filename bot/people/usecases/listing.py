"""Loading the company's list of people."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType

from bot.kit.desk import Desk
from bot.people.usecases import cadences
from bot.people.usecases.leaving import Leaving, end, leaving
from bot.people.usecases.loops import loops
from bot.people.usecases.readdressing import moved
from bot.people.usecases.roster import plan_reminder
from bot.people.usecases.stating import stated
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
    moved: tuple[tuple[Person, str], ...] = ()  # who has this new address: in Slack too, or so it was said
    left_out: tuple[PersonRecord, ...] = ()  # who has left, and has no part in it here

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing."""
        return not self.new and not self.changed and not self.moved


def preview_people(
    desk: Desk, reading: Reading[PersonRecord], same: Mapping[str, str] = MappingProxyType({})
) -> PeoplePlan:
    """What loading this list would do; changes nothing. `same`: new address -> the one of the same person so far."""
    return _plan(desk, reading, same)


def load_people(
    desk: Desk, reading: Reading[PersonRecord], same: Mapping[str, str] = MappingProxyType({})
) -> PeoplePlan:
    """Load the list in one transaction; the same list a second time changes nothing. `same` as for the preview.

    Managers first get their ids, then everybody their manager. Nobody is removed for not being listed;
    whom the list gives the role none loses all access. A reminder that is waiting stays, unless its moment was changed.
    """
    moments = {person.email: (person.weekday, person.at) for person in people.all_of(desk.tx)}
    plan = _plan(desk, reading, same)
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
        elif cadences.agree(desk, person_id, record) or moments.get(record.email) != (
            record.weekday,
            record.at,
        ):
            plan_reminder(desk, person_id)
    return plan


def _plan(desk: Desk, reading: Reading[PersonRecord], same: Mapping[str, str]) -> PeoplePlan:
    before = {person.email: person for person in people.all_of(desk.tx)}
    new_addresses = moved(desk, reading.records, before, same)
    stay = {email: person for email, person in before.items() if person not in new_addresses.values()}
    known = stay | new_addresses
    emails = {person.id: email for email, person in known.items()}
    listed = stated(reading, known, {person.email: email for email, person in new_addresses.items()})
    above = {email: emails.get(person.manager_id or 0) for email, person in known.items()}
    found = loops(above, listed.records)
    records = tuple(record for record in listed.records if record not in found)
    reachable = known.keys() | {record.email for record in records}
    old = [record for record in records if record.email in known]
    pairs = cadences.running(desk, known.values())
    changed = [
        each
        for each in old
        if _listed(known[each.email], emails) != _stated(each, reachable)
        or cadences.says_more(each, pairs.get(known[each.email].id))
    ]
    no_manager = [each for each in records if each.manager_email not in reachable]
    return PeoplePlan(
        new=tuple(record for record in records if record.email not in known),
        changed=tuple(changed),
        unchanged=len(old) - len(changed),
        no_manager=tuple(each for each in no_manager if each.manager_email or each.manager_name),
        leaving=_leaving(desk, known, {record.email for record in records if record.role is Role.NONE}),
        unlisted=_leaving(desk, known, known.keys() - {record.email for record in reading.records}),
        loops=found,
        moved=tuple((person, email) for email, person in new_addresses.items()),
        left_out=listed.left_out,
    )


def _leaving(desk: Desk, known: Mapping[str, Person], emails: Set[str]) -> tuple[Leaving, ...]:
    """Those with these addresses who still have a part in it, with what they carry."""
    found = [person for email, person in known.items() if email in emails]
    return tuple(leaving(desk, person) for person in found if person.role is not Role.NONE)


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
