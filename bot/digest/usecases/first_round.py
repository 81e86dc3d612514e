"""How far a company's first round is: until enough is reviewed, no colours go to the digest's channel."""

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person, Role
from flows.facts import ColoursStarted
from storage import workspaces

MAY_START = {Role.DIRECTOR}  # colours may go to the channel earlier, when a director says so


def has_colours(desk: Desk) -> bool:
    """Whether colours go to the channel."""
    return workspaces.get(desk.tx).colours_at is not None


def start_colours(desk: Desk, person: Person) -> None:
    """From now on colours go to the channel, for good; a second click changes nothing. Refuses all but directors."""
    if person.role not in MAY_START:
        raise Refusal("colours_not_yours")
    if workspaces.start_colours(desk.tx):
        desk.say(ColoursStarted())
