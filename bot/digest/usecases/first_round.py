"""How far a company's first round is: until enough is reviewed, no colours go to the digest's channel."""

from collections.abc import Iterable

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.standings import Scored
from flows.company.colour import Colour
from flows.company.people import Person, Role
from flows.company.subjects import Kind
from flows.facts import ColoursStarted
from flows.figures.digest import Mark, coverage
from flows.figures.first_round import Round
from storage import workspaces

MAY_START = {Role.DIRECTOR}  # colours may go to the channel earlier, when a director says so


def round_of(found: Iterable[Scored]) -> Round:
    """How far it is, by the open deals among `found`."""
    marks = [Mark(s.colour, s.subject.money) for s in found if s.subject.kind is Kind.DEAL]
    return Round(sum(mark.colour is not Colour.GREY for mark in marks), len(marks), coverage(marks))


def has_colours(desk: Desk) -> bool:
    """Whether colours go to the channel."""
    return workspaces.get(desk.tx).colours_at is not None


def start_colours(desk: Desk, person: Person) -> None:
    """From now on colours go to the channel, for good; a second click changes nothing. Refuses all but directors."""
    if person.role not in MAY_START:
        raise Refusal("colours_not_yours")
    if workspaces.start_colours(desk.tx):
        desk.say(ColoursStarted())
