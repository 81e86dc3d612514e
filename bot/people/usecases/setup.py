"""What is set up: the pairs, the digest channel, and who of the list Slack doesn't know."""

from dataclasses import dataclass
from datetime import time

from bot.kit.desk import Desk
from flows.company.people import Person, Role
from storage import digest_places, outbox, people


@dataclass(frozen=True)
class Setup:
    """What is set now: the pairs, the digest channel, and who of the list was not found in Slack."""

    pairs: tuple[tuple[str, str, int, time], ...]  # seller, manager, weekday, local time
    others: tuple[tuple[str, Role], ...]  # who has no manager, and what they are
    channel: str | None
    unmatched: tuple[Person, ...]
    moved: tuple[tuple[str, str, str], ...]  # name, e-mail on the list, another in Slack
    unknown: int  # messages of which nobody knows whether they arrived


def current(desk: Desk) -> Setup:
    """The set-up as it is."""
    everybody = people.all_of(desk.tx)
    place = digest_places.of(desk.tx, None)
    names = {person.id: person.name for person in everybody}
    return Setup(
        pairs=tuple(
            (person.name, names[person.manager_id], person.weekday, person.at)
            for person in everybody
            if person.manager_id in names
        ),
        others=tuple(
            (person.name, person.role)
            for person in everybody
            if person.manager_id not in names and person.role is not Role.NONE
        ),
        channel=place.channel if place else None,
        unmatched=tuple(people.unlinked(desk.tx)),
        moved=tuple(
            (each.person.name, each.person.email, each.email)
            for each in people.seen(desk.tx)
            if each.person.slack_id and each.email and each.email != each.person.email
        ),
        unknown=len(outbox.unknowns(desk.tx)),
    )
