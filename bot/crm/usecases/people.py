"""Who of a new list of people is somebody known here, under another address: what only a person can say."""

from collections.abc import Mapping

from bot.crm.files.errors import Asked, Doubt, MapRefused, in_doubt, told
from bot.crm.files.people.person import NEW, SAME, same_people
from bot.kit.desk import Desk
from bot.people.usecases.readdressing import Perhaps, perhaps
from flows.imports import PersonRecord, Reading
from storage import people


def settled(desk: Desk, reading: Reading[PersonRecord], mapping: Mapping[str, str]) -> dict[str, str]:
    """New address -> the one by which the same person is known here, as --map says.

    Asked for everybody of whom it doesn't say so; MapRefused where nobody can be meant.
    """
    said = same_people(mapping)
    asked = [_doubt(each) for each in perhaps(desk, reading.records) if each.record.email not in said]
    if asked:
        raise Asked(asked)
    same = {new: old for new, old in said.items() if old != NEW}
    _check(desk, reading, same)
    return same


def _doubt(perhaps: Perhaps) -> Doubt:
    new, email = perhaps.record.name, perhaps.record.email
    answers = [(person.email, told("stays_theirs", name=person.name)) for person in perhaps.people]
    others = tuple(told("person", name=person.name, email=person.email) for person in perhaps.people)
    return in_doubt(f"{SAME}{email}", "same", (*answers, (NEW, "")), name=new, email=email, others=others)


def _check(desk: Desk, reading: Reading[PersonRecord], same: Mapping[str, str]) -> None:
    """An answer of last time, when the new address has come in since, is fine."""
    known = {person.email for person in people.all_of(desk.tx)}
    listed = {record.email for record in reading.records if not record.has_left}
    coming = {new: old for new, old in same.items() if new in listed - known}
    for new, old in coming.items():
        if old not in known:
            raise MapRefused("same_as_nobody", key=f"{SAME}{new}", email=old)
        if old in listed:
            raise MapRefused("same_as_listed", key=f"{SAME}{new}", email=old)
        if list(coming.values()).count(old) > 1:
            raise MapRefused("same_twice", key=f"{SAME}{new}", email=old)
