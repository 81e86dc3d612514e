"""How far a company's first round is: until enough is reviewed, no colours go to the digest's channel."""

from collections.abc import Iterable

from bot.kit.desk import Desk
from bot.standing.standings import Scored
from flows.company.colour import Colour
from flows.company.people import Role
from flows.company.subjects import Kind
from flows.figures.digest import Mark, coverage
from flows.figures.round import Round
from storage import workspaces

MAY_START = {Role.DIRECTOR}  # colours may go to the channel earlier, when a director says so


def round_of(found: Iterable[Scored]) -> Round:
    """How far it is, by the open deals among `found`."""
    marks = [Mark(s.colour, s.subject.money) for s in found if s.subject.kind is Kind.DEAL]
    return Round(sum(mark.colour is not Colour.GREY for mark in marks), len(marks), coverage(marks))


def has_colours(desk: Desk) -> bool:
    """Whether colours go to the channel."""
    return workspaces.get(desk.tx).colours_at is not None
