"""In which order a reader goes through all that is open to them, without looking at all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.kit.desk import Desk
from bot.standing.loads import Loads, weeks_in
from bot.standing.overview import Part, count, first, standings_of
from flows.company.people import Person, Reach, reads, scores
from flows.rhythm.load import Load
from storage import attention


@dataclass(frozen=True)
class Piece:
    """One piece of the order: how many subjects it has, and the ids of so many of them from a place on."""

    count: int
    ids_from: Callable[[int, int], list[int]]

    def ids(self, start: int, size: int) -> list[int]:
        """The ids; nothing is looked up beyond the end."""
        return self.ids_from(start, size) if start < self.count and size > 0 else []


@dataclass(frozen=True)
class Order:
    """What nobody carries, for who finds it an owner; what is ready, one's own first; one's own plan; the rest.

    One's own stands as in one's load, everything else by attention.
    """

    unowned: Piece
    own_ready: Piece
    ready_for_others: Piece
    own_planned: Piece
    rest: Piece

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All of them, the first first."""
        return self.unowned, self.own_ready, self.ready_for_others, self.own_planned, self.rest

    @property
    def count(self) -> int:
        """How many subjects there are in all."""
        return sum(piece.count for piece in self.pieces)

    def ids(self, start: int, size: int) -> list[int]:
        """The ids of so many subjects from a place on."""
        found: list[int] = []
        for piece in self.pieces:
            found += piece.ids(start, size - len(found))
            start = max(0, start - piece.count)
        return found


def order_of(desk: Desk, person: Person, seen: Part, loads: Loads, own: Load) -> Order:
    """The order of what this person sees; `loads` are everybody's, `own` is theirs."""
    if reads(person) is Reach.NONE:
        return Order(*[_listed([])] * 5)
    finds = scores(person) is Reach.TEAM
    owned = seen.where(attention.OWNED, lambda one: one.subject.owner_id is not None) if finds else seen
    unowned = seen.where(attention.NOBODYS, lambda one: one.subject.owner_id is None)
    others = _ready_for_others(desk, person, owned, loads)
    passed = {*own.waiting} | {one.subject.id for one in others.apart}
    not_ready = attention.not_ready_for_others(person, loads.unsure, loads.computed_for_others(person))
    rest = owned.where(
        not_ready.also(attention.not_waiting_for(person)), lambda one: one.subject.id not in passed
    )
    before = (
        _part(desk, unowned) if finds else _listed([]),
        _listed([*own.ready]),
        _part(desk, others),
        _listed([each.id for each in own.planned]),
    )
    left = count(desk, seen) - sum(piece.count for piece in before)
    return Order(*before, rest=Piece(left, partial(first, desk, rest)))


def by_attention(desk: Desk, seen: Part) -> Order:
    """All of it by attention, for who is asked for nothing of it."""
    none = _listed([])
    return Order(none, none, none, none, rest=_part(desk, seen))


def _ready_for_others(desk: Desk, person: Person, owned: Part, loads: Loads) -> Part:
    """What is ready for the others whom this person reads: kept as such, or computed."""
    weeks = weeks_in(desk, loads, [one.subject.id for one in owned.apart])
    apart = [one for one in owned.apart if one.subject.id in weeks and weeks[one.subject.id] is None]
    known = {one.subject.id for one in owned.apart}
    computed = [id_ for id_ in loads.computed_for_others(person) if id_ not in known]
    found = standings_of(desk, person, computed) if computed else []
    rows = attention.ready_for_others(person, loads.unsure)
    others = [one for one in apart if not one.is_of(person)]
    return Part(owned.rows.also(rows), (*others, *found))


def _listed(ids: list[int]) -> Piece:
    return Piece(len(ids), lambda start, size: ids[start : start + size])


def _part(desk: Desk, part: Part) -> Piece:
    return Piece(count(desk, part), partial(first, desk, part))
