"""People, their roles, and how far each role reaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from flows.company.names import called


class Role(StrEnum):
    """What somebody is in the company's review rhythm."""

    SELLER = "seller"
    MANAGER = "manager"
    DIRECTOR = "director"
    VIEWER = "viewer"
    AUDITOR = "auditor"
    ADMIN = "admin"
    NONE = "none"  # who was on the list and has no part in it any more


class Reach(StrEnum):
    """Whose subjects somebody gets at."""

    NONE = "none"
    OWN = "own"
    TEAM = "team"  # one's own and those of the sellers whom one manages
    GIVEN = "given"  # what an auditor was given to score and has not submitted
    ALL_BUT_GIVEN = "all but given"
    ALL = "all"


READS = {
    Role.SELLER: Reach.OWN,
    Role.MANAGER: Reach.TEAM,
    Role.DIRECTOR: Reach.ALL,
    Role.VIEWER: Reach.ALL,
    Role.AUDITOR: Reach.ALL_BUT_GIVEN,
    Role.ADMIN: Reach.NONE,
    Role.NONE: Reach.NONE,
}
SCORES = {Role.SELLER: Reach.OWN, Role.MANAGER: Reach.TEAM}
ANSWERS = SCORES | {Role.AUDITOR: Reach.GIVEN}


@dataclass(frozen=True)
class Person:
    """Somebody whom the company's list of people or Slack has named.

    `weekday` counts from Monday = 0; `at` is local to `timezone` (an IANA name); `language` is "en" or "da".
    `copies` says whether they want a copy of what they submit. `listed_as` is the list's name for them, where Slack
    has a newer one.
    """

    id: int
    name: str
    email: str
    role: Role
    manager_id: int | None
    slack_id: str | None
    weekday: int
    at: time
    timezone: str
    language: str
    paused: bool = False
    copies: bool = False
    listed_as: str | None = None


def reads(person: Person) -> Reach:
    """Whose scores this person may read."""
    return READS[person.role]


def scores(person: Person) -> Reach:
    """Whose subjects this person may score and look after."""
    return SCORES.get(person.role, Reach.NONE)


def answers(person: Person) -> Reach:
    """Whose questions this person may answer: what they may score, and for an auditor what was given to them."""
    return ANSWERS.get(person.role, Reach.NONE)


def first_name(person: Person) -> str:
    """What colleagues call somebody; their address where the name has nothing that could be said."""
    return called(person.name) or person.email


def managers(person: Person, everybody: Mapping[int, Person]) -> list[Person]:
    """A person's manager, that one's, and so on; each once, should they go round. `everybody` is by id."""
    found: list[Person] = []
    while (manager := everybody.get(person.manager_id or 0)) and manager not in found:
        found.append(manager)
        person = manager
    return found


def helpers(person: Person, everybody: Mapping[int, Person]) -> list[Person]:
    """Who can be asked for a person, the nearest first: the managers above them, then directors; only who is in Slack.

    `everybody` is by id, and in the order in which directors are asked.
    """
    above = managers(person, everybody)
    directors = [each for each in everybody.values() if each.role is Role.DIRECTOR and each not in above]
    return [each for each in (*above, *directors) if each.slack_id and each.id != person.id]


@dataclass(frozen=True)
class NewPerson:
    """Somebody as the company's list has them; zone and language count until Slack tells better."""

    email: str
    name: str
    role: Role
    manager_id: int | None
    weekday: int
    at: time
    timezone: str
    language: str
