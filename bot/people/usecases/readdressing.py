"""Who has another address on a new list than on the one before, and is the same person all the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.kit.desk import Desk
from flows.company.likeness import may_be
from flows.company.names import name_words
from flows.company.naming import fold
from flows.company.people import Person, Role
from flows.imports import PersonRecord
from storage import people


@dataclass(frozen=True)
class Perhaps:
    """Somebody new on the list, and those known here whom it doesn't name and who may be the same person."""

    record: PersonRecord
    people: tuple[Person, ...]


def moved(
    desk: Desk, records: Sequence[PersonRecord], known: Mapping[str, Person], same: Mapping[str, str]
) -> dict[str, Person]:
    """New address -> who has it: by their address in Slack, else as `same` says (new address -> the one so far).

    Nobody is who the list still has under the address that they had here.
    """
    found = _in_slack(desk, records, known)
    there = _there(records)
    for new, old in same.items():
        if new in there - known.keys() and old in known.keys() - there and known[old] not in found.values():
            found[new] = known[old]
    return found


def perhaps(desk: Desk, records: Sequence[PersonRecord]) -> list[Perhaps]:
    """Those whom nobody knows by their address, but perhaps by their name; only somebody who knows them can say."""
    known = {person.email: person for person in people.all_of(desk.tx)}
    found, there = _in_slack(desk, records, known), _there(records)
    free = [each for email, each in known.items() if email not in there and each not in found.values()]
    alike = _by_word(free)
    asked = []
    for record in records:
        if record.email in there - known.keys() and record.email not in found:
            near = {person.id: person for word in _words(record) for person in alike[word]}.values()
            if able := [person for person in near if _may_be(person, record)]:
                asked.append(Perhaps(record, tuple(able)))
    return asked


def _there(records: Iterable[PersonRecord]) -> set[str]:
    """The addresses of those who have a part in it by the list."""
    return {record.email for record in records if not record.has_left and record.role is not Role.NONE}


def _in_slack(desk: Desk, records: Iterable[PersonRecord], known: Mapping[str, Person]) -> dict[str, Person]:
    """Who is listed by the address that they have in Slack now, and no longer by the one that they had here."""
    listed = {record.email for record in records}
    return {
        each.email: each.person
        for each in people.seen(desk.tx)
        if each.email in listed and each.email not in known and each.person.email not in listed
    }


def _by_word(those: Iterable[Person]) -> defaultdict[str, list[Person]]:
    """By all that may be alike, so that not everybody is compared with everybody."""
    found: defaultdict[str, list[Person]] = defaultdict(list)
    for person in those:
        for word in {*_words(person), *name_words(person.listed_as or "")}:
            found[word].append(person)
    return found


def _words(of: Person | PersonRecord) -> set[str]:
    return {*name_words(of.name), fold(of.email.partition("@")[0]) + "@"}


def _may_be(person: Person, record: PersonRecord) -> bool:
    as_listed = replace(person, name=person.listed_as or person.name)
    return any(may_be(each, name=record.name, email=record.email) for each in (person, as_listed))
