"""All of one colour, of the company or of a team, as far as somebody reads it: a page at a time."""

from dataclasses import dataclass

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.overview import count, first, overview, standings_of
from bot.standing.standings import Standing
from flows.company.colour import Colour
from flows.company.people import Person, Reach, reads

PER_PAGE = 25


@dataclass(frozen=True)
class Chosen:
    """Of which colour, and of whose team (the id of who leads it); None for the whole company."""

    colour: Colour
    team: int | None = None


@dataclass(frozen=True)
class Page:
    """One page of what is chosen, as it stands now; `total` is how many there are for this reader."""

    chosen: Chosen
    standings: tuple[Standing, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; nothing has one."""
        return max(1, -(-self.total // PER_PAGE))


def page_of(desk: Desk, person: Person, chosen: Chosen, number: int) -> Page:
    """A page of what somebody may read of it, what wants attention first; the last one where there are fewer.

    Refuses who reads no scores.
    """
    if reads(person) is Reach.NONE:
        raise Refusal("admin_reads_nothing")
    found = overview(desk, person).of_colour(chosen.colour)
    found = found if chosen.team is None else found.of_team(chosen.team)
    total = count(desk, found)
    page = Page(chosen, (), total, 0)
    shown = min(number, page.pages - 1)
    ids = first(desk, found, shown * PER_PAGE, PER_PAGE)
    order = {id_: place for place, id_ in enumerate(ids)}
    standings = sorted(standings_of(desk, person, ids), key=lambda one: order[one.subject.id])
    return Page(chosen, tuple(standings), total, shown)
