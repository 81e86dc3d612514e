"""What a reader sees of all that is open: read from the scores that are kept, and computed for the few others."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from bot.kit.desk import Desk
from bot.standing.readers import Viewer
from bot.standing.standings import Scored, Standing, place_of, scored, standings
from flows.company.colour import Colour
from flows.company.people import Person
from flows.company.subjects import Kind
from flows.figures.digest import Snapshot
from flows.figures.groups import Counted, Groups, Mark, groups
from storage import attention, subjects
from storage.attention import Rows
from storage.engine import in_parts

AT_ONCE = 1000  # subjects that are computed; SQLite takes 32,766 parameters in one statement


@dataclass(frozen=True)
class Part:
    """Some of what a reader sees: a condition on the scores that are kept, and the standings of the others."""

    rows: Rows
    apart: tuple[Standing, ...]

    def where(self, rows: Rows, standing: Callable[[Standing], bool]) -> "Part":
        """Those of which this is so besides: as a condition, and of a standing."""
        return Part(self.rows.also(rows), tuple(one for one in self.apart if standing(one)))

    def of_kind(self, kind: Kind) -> "Part":
        """The deals, or the customers."""
        return self.where(attention.of_kind(kind), lambda one: one.subject.kind is kind)

    def of_colour(self, *colours: Colour) -> "Part":
        """Those of these colours, as far as the reader sees them."""
        rows = attention.of_colour(*colours)
        return self.where(rows, lambda one: isinstance(one, Scored) and one.colour in colours)

    def scored(self) -> "Part":
        """Those whose scores the reader may see."""
        return Part(self.rows, tuple(scored(self.apart)))


def overview(desk: Desk, viewer: Viewer) -> Part:
    """All that is open and this reader may read."""
    person, in_force = _person(viewer), desk.scorecards.in_force
    found = attention.apart(desk.tx, in_force, person)
    apart = [one for part in in_parts(found, AT_ONCE) for one in standings_of(desk, viewer, part)]
    return Part(attention.seen(in_force, person, apart=found), tuple(apart))


def standings_of(desk: Desk, viewer: Viewer, ids: Collection[int]) -> list[Standing]:
    """The standings of the open subjects with these ids, by name, as far as this reader reads them."""
    return standings(desk, viewer, subjects.those_open(desk.tx, ids, viewer=_person(viewer)))


def _person(viewer: Viewer) -> Person | None:
    return viewer if isinstance(viewer, Person) else None


def count(desk: Desk, part: Part) -> int:
    """How many there are."""
    return attention.count(desk.tx, part.rows) + len(part.apart)


def groups_of(desk: Desk, part: Part) -> dict[Kind, Groups]:
    """Counts and values by colour, of deals and of customers; those without a score for the reader are left out."""
    found = attention.counted(desk.tx, part.rows)
    for one in scored(part.apart):
        found[one.subject.kind].append(Counted.of(Mark(one.colour, one.subject.money)))
    return {kind: groups(counted) for kind, counted in found.items()}


def marks_of(desk: Desk, part: Part) -> Snapshot:
    """Each one's colour and value, by its id."""
    found = {one.subject.id: Mark(one.colour, one.subject.money) for one in scored(part.apart)}
    return attention.marks(desk.tx, part.rows) | found


def next_close(desk: Desk, part: Part, *, today: date) -> date | None:
    """The first day from today on on which one of them closes, or a customer's agreement ends."""
    days = [one.subject.close_date for one in part.apart]
    coming = [attention.next_close(desk.tx, part.rows, today=today), *days]
    return min((day for day in coming if day is not None and day >= today), default=None)


def first(desk: Desk, part: Part, start: int, size: int) -> list[int]:
    """The ids of those that want most attention (see by_attention), so many from a place on.

    What is apart moves the others by its number at most, so only so many before the place are read besides. What
    stands before them stands before the place too, wherever it is.
    """
    others = sorted(map(place_of, part.apart))
    begin = max(0, start - len(others))
    rows = attention.first(desk.tx, part.rows, start=begin, size=start - begin + size)
    passed = 0 if begin == 0 else sum(not rows or each < rows[0] for each in others)
    found = sorted([*rows, *others[passed:]])[start - begin - passed :]
    return [place[-1] for place in found[:size]]
