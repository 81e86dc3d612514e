"""Letting colours go to the digest's channel before the first round is far enough."""

from bot.digest.usecases.rounds import MAY_START
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person
from flows.facts import ColoursStarted
from storage import workspaces


def start(desk: Desk, person: Person) -> None:
    """From now on colours go to the channel, for good; a second click changes nothing. Refuses all but directors."""
    if person.role not in MAY_START:
        raise Refusal("colours_not_yours")
    if workspaces.start_colours(desk.tx):
        desk.say(ColoursStarted())
