"""One person under two addresses, the list's and Slack's: whom somebody in Slack may be, and who it is said to be."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.kit.desk import Desk
from bot.kit.member import Member
from bot.kit.refusal import Refusal
from bot.people.usecases import meeting
from flows.company.likeness import may_be
from flows.company.people import Person
from storage import people

MOST = 9  # and one for nobody of them: Slack takes ten choices


@dataclass(frozen=True)
class Question:
    """Whether somebody in Slack is one of these, whom the list names and who were not found there."""

    member: Member
    perhaps: tuple[Person, ...]


def questions(desk: Desk, members: Iterable[Member]) -> list[Question]:
    """What only whoever sets up can say of these members, each once; nothing of who is known, or like nobody."""
    missing = people.unlinked(desk.tx)
    asked = []
    for member in _unknown(desk, members):
        alike = [person for person in missing if may_be(person, name=member.name, email=member.email)]
        if alike:
            asked.append(Question(member, tuple(alike[:MOST])))
    return asked


def question(desk: Desk, member: Member, listed: str) -> Question:
    """The same where somebody was put together with one on the list (whose id it is) already.

    Refuses guests, and where either has been found.
    """
    person = next((each for each in people.unlinked(desk.tx) if str(each.id) == listed), None)
    if person is None or not _unknown(desk, [member]):
        raise Refusal("same_not", name=member.name)
    return Question(member, (person,))


def settle(desk: Desk, member: Member, person: Person) -> None:
    """Take a person of the list for this member from now on, with all that they carry and have said.

    Refuses who was found in Slack meanwhile, also as another of two members.
    """
    seen = next((each for each in people.seen(desk.tx) if each.person.id == person.id), None)
    if seen is None or seen.person.slack_id:
        raise Refusal("same_found", name=person.name)
    meeting.take(desk, seen, member)


def _unknown(desk: Desk, members: Iterable[Member]) -> list[Member]:
    """Those of our own people whom nobody here knows, each once."""
    found = meeting.roll(desk, with_former=True)
    once = {member.slack_id: member for member in members}.values()
    return [member for member in once if not member.is_guest and member.email and not found.find(member)]
