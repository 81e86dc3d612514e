"""What a list says of everybody, once what it leaves out is filled in from who is known here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from flows.company.called import known as called
from flows.company.called import meant
from flows.company.people import Person, Role
from flows.imports import PersonRecord, Reading


@dataclass(frozen=True)
class Stated:
    """What the list says: of whom it has a word to say, and who is only listed as having left."""

    records: tuple[PersonRecord, ...]
    left_out: tuple[PersonRecord, ...]


def stated(reading: Reading[PersonRecord], known: Mapping[str, Person], now: Mapping[str, str]) -> Stated:
    """The records, complete; `known` are the people here by address, `now` the new addresses by those so far.

    Managers are addresses, where those named are known here or listed. Who has left and has a part in it here has the
    role none; who has left and has none is left out.
    """
    there = tuple(record for record in reading.records if not record.has_left)
    emails = {person.id: email for email, person in known.items()}
    listed = {record.email for record in there}
    leaving, left_out = [], []
    for record in reading.records:
        person = known.get(record.email)
        if record.has_left and record.email not in listed and record.email not in now:
            if person and person.role is not Role.NONE:
                leaving.append(_gone(record, person, emails))
            else:
                left_out.append(record)
    there = _managed(there, known, now)
    there = tuple(_completed(each, known.get(each.email), emails, reading.columns) for each in there)
    if "role" not in reading.columns:
        there = _leading(there)
    return Stated((*there, *leaving), tuple(left_out))


def _gone(record: PersonRecord, person: Person, emails: Mapping[int, str]) -> PersonRecord:
    """Only their part in it ends: all else of them stays as it is."""
    return PersonRecord(
        name=person.listed_as or person.name,
        email=record.email,
        role=Role.NONE,
        manager_email=emails.get(person.manager_id or 0),
        weekday=person.weekday,
        at=person.at,
    )


def _managed(
    records: tuple[PersonRecord, ...], known: Mapping[str, Person], now: Mapping[str, str]
) -> tuple[PersonRecord, ...]:
    """With the addresses of managers whom the list names by name, or by an address that they no longer have."""
    among = called([*known.values(), *_new(records, known)])
    found = []
    for record in records:
        manager = meant(record.manager_name, among) if record.manager_name else None
        email = now.get(record.manager_email or "", record.manager_email)
        if isinstance(manager, Person):
            email = next((address for address, each in known.items() if each.id == manager.id), manager.email)
        found.append(replace(record, manager_email=email))
    return tuple(found)


def _new(records: Collection[PersonRecord], known: Mapping[str, Person]) -> list[Person]:
    """Who comes on the list now, as people; their ids are nobody's."""
    new = [record for record in records if record.email not in known]
    return [
        Person(-number, each.name, each.email, each.role, None, None, each.weekday, each.at, "UTC", "en")
        for number, each in enumerate(new, 1)
    ]


def _completed(
    record: PersonRecord, person: Person | None, emails: Mapping[int, str], columns: Collection[str]
) -> PersonRecord:
    """A list without a column says nothing of it: what /review setup said there stays."""
    if person is None:
        return record
    if not {"manager_email", "manager"} & set(columns) and person.manager_id:
        record = replace(record, manager_email=emails[person.manager_id])
    if "role" not in columns and person.role is not Role.NONE:
        record = replace(record, role=person.role)
    if "weekday" not in columns:
        record = replace(record, weekday=person.weekday)
    return record if "at" in columns else replace(record, at=person.at)


def _leading(records: tuple[PersonRecord, ...]) -> tuple[PersonRecord, ...]:
    """Where no column says who is what, a seller whom others have as their manager is a manager."""
    above = {record.manager_email for record in records}
    return tuple(
        replace(each, role=Role.MANAGER) if each.role is Role.SELLER and each.email in above else each
        for each in records
    )
