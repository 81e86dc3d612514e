"""In which order a reader goes through all that is open to them, without looking at all of it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.kit.desk import Desk
from bot.standing.loads import Loads, weeks_in
from bot.standing.overview import Part, count, first
from flows.company.people import Person, Reach, scores
from flows.rhythm.load import Load
from storage import attention


@dataclass(frozen=True)
class Piece:
    """One piece of the order: how many subjects it has, and the ids of so many of them from a place on."""

    count: int
    ids: Callable[[int, int], list[int]]


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
            if start < piece.count and len(found) < size:
                found += piece.ids(start, size - len(found))
            start = max(0, start - piece.count)
        return found


def order_of(desk: Desk, person: Person, seen: Part, loads: Loads, own: Load) -> Order:
    """The order of what this person sees; `loads` are everybody's, `own` is theirs."""
    finds = scores(person) is Reach.TEAM
    owned = (
        seen.where((attention.is_owned(),), lambda one: one.subject.owner_id is not None) if finds else seen
    )
    unowned = seen.where((attention.is_nobodys(),), lambda one: one.subject.owner_id is None)
    waiting = {each.id for each in own.waiting}
    computed = loads.computed_for_others(person)
    is_ready = attention.is_ready_for_others(desk.tx, person, unsure=loads.unsure, computed=computed)
    apart = weeks_in(desk, loads, [one.subject.id for one in owned.apart])
    ready = {id_ for id_, week in apart.items() if week is None} - waiting
    for_others = owned.where((is_ready,), lambda one: one.subject.id in ready)
    rest = owned.where(
        (~is_ready, ~attention.waits_for(desk.tx, person)),
        lambda one: one.subject.id not in ready | waiting,
    )
    return Order(
        unowned=_part(desk, unowned) if finds else _listed([]),
        own_ready=_listed([each.id for each in own.ready]),
        ready_for_others=_part(desk, for_others),
        own_planned=_listed([each.waiting.id for each in own.planned]),
        rest=_part(desk, rest),
    )


def _listed(ids: list[int]) -> Piece:
    return Piece(len(ids), lambda start, size: ids[start : start + size])


def _part(desk: Desk, part: Part) -> Piece:
    return Piece(count(desk, part), lambda start, size: first(desk, part, start=start, size=size))
