"""What a reader sees of all that is open: read from the scores that are kept, and computed for the few others."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.kit.desk import Desk
from bot.standing.readers import Viewer
from bot.standing.standings import Scored, Standing, place_of, scored, standings
from flows.company.colour import Colour
from flows.company.people import Person
from flows.company.subjects import Kind
from flows.figures.groups import Counted, Groups, Mark, groups
from flows.review.kept_score import wants
from storage import attention, digests, subjects
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

    def of_team(self, person_id: int) -> "Part":
        """Those that somebody carries, or one whom they lead."""
        return self.where(attention.of_team(person_id), lambda one: _is_of(one, person_id))

    def closing(self, begins: date, ends: date) -> "Part":
        """Those that close, or whose agreement ends, within these days, both included."""
        return self.where(attention.closing(begins, ends), lambda one: _closes(one, begins, ends))

    def wanting(self, wanted: int) -> "Part":
        """Those that want so much attention (see flows.review.kept_score.wants), as far as the reader sees them."""

        def does(one: Standing) -> bool:
            return isinstance(one, Scored) and wants(one.colour, is_new=one.is_new) == wanted

        return self.where(attention.wanting(wanted), does)

    def scored(self) -> "Part":
        """Those whose scores the reader may see."""
        return Part(self.rows, tuple(scored(self.apart)))


def _is_of(one: Standing, person_id: int) -> bool:
    return one.owner is not None and person_id in {one.owner.id, one.owner.manager_id}


def _closes(one: Standing, begins: date, ends: date) -> bool:
    return one.subject.close_date is not None and begins <= one.subject.close_date <= ends


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
        found[one.subject.kind].append(Counted.of(mark_of(one)))
    return {kind: groups(counted) for kind, counted in found.items()}


def marks_of(desk: Desk, part: Part) -> digests.Marks:
    """Each one's mark by its id, as it is kept with a digest."""
    found = attention.marks(desk.tx, part.rows)
    for one in scored(part.apart):
        found.by_id[str(one.subject.id)] = digests.packed(mark_of(one))
        if one.colour is Colour.GREY and one.current and one.current.last_colour_at:
            found.known_at[str(one.subject.id)] = one.current.last_colour_at
    return found


def mark_of(one: Scored) -> Mark:
    """One of them."""
    last = one.current.last_colour if one.current and one.colour is Colour.GREY else None
    return Mark(one.colour, one.subject.money, last, one.subject.kind)


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


def soonest(desk: Desk, part: Part, size: int) -> list[int]:
    """The ids of those that close first, of a part of which all have a day."""
    apart = [(one.subject.close_date, one.subject.id) for one in part.apart if one.subject.close_date]
    found = sorted([*attention.soonest(desk.tx, part.rows, size=size), *apart])
    return [id_ for _, id_ in found[:size]]


def worth_most(desk: Desk, part: Part, ids: Collection[int], size: int) -> list[int]:
    """The ids of those among `ids` that are worth most."""
    apart = [(one.subject.amount or Decimal(), one.subject.id) for one in part.apart if one.subject.id in ids]
    found = [*attention.worth_most(desk.tx, part.rows, ids, size=size), *apart]
    return [id_ for _, id_ in sorted(found, key=_most_first)[:size]]


def _most_first(each: tuple[Decimal, int]) -> tuple[Decimal, int]:
    return -each[0], each[1]


def probable(
    desk: Desk, part: Part, *, low: Decimal, high: Decimal, size: int
) -> tuple[int, dict[int, Decimal]]:
    """How many are said to be so probable (percent, both included), and of the first by value the id and how much."""
    number, found = attention.probable(desk.tx, part.rows, low=low, high=high, size=size)
    for one in scored(part.apart):
        subject = one.subject
        own = one.current.probability if one.current else None
        each = subject.probability if own is None else own
        if each is not None and low <= each <= high:
            number += 1
            found.append((subject.amount or Decimal(), subject.id, each))
    return number, {id_: each for _, id_, each in sorted(found, key=lambda each: (-each[0], each[1]))[:size]}
