"""Who is not ready: a number in the channel, and the names to the one who can help."""

from collections import defaultdict
from collections.abc import Sequence

from bot.digest.views.digest import names_message
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from flows.company.people import Person, helpers
from flows.facts import DigestTaken
from storage import digest_messages, digest_places, people

NOT_READY = "not_ready"


def tell_managers(desk: Desk, fact: DigestTaken) -> None:
    """The channel sees how many are not ready; the names go to the one who can help, by DM, once a week.

    That is the first one in Slack of their manager, that one's, and the directors; nobody for who has no manager. Of a
    team whose digest has a channel of its own they hear with that one.
    """
    everybody = {person.id: person for person in people.all_of(desk.tx)}
    elsewhere = digest_places.open_teams(desk.tx) if fact.team is None else frozenset()
    teams: dict[int, dict[str, int]] = defaultdict(dict)
    for person_id, left in fact.not_ready.items():
        person = everybody[person_id]
        able = helpers(person, everybody) if person.manager_id else []
        if able and elsewhere.isdisjoint({person.id, person.manager_id}):
            teams[able[0].id][str(person_id)] = left
    week = _week(desk, fact)
    for helper_id, names in teams.items():
        tell(desk, everybody[helper_id], NOT_READY, f"{week}.{helper_id}", left=names)


def _week(desk: Desk, fact: DigestTaken) -> str:
    """The week's message: what is taken again for it tells nobody a second time."""
    place = digest_places.of(desk.tx, fact.team)
    message = digest_messages.newest(desk.tx, place.id) if place else None
    return f"digest.{message.id}" if message else fact.key


def not_ready(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Who of a manager's team is not ready, and how much is left."""
    left = {int(id_): count for id_, count in facts["left"].items()}
    names = [(person.name, left[person.id]) for person in people.those(desk.tx, list(left))]
    return (names_message(names, desk.texts(reader)),)
