"""The bridge from one snapshot to the next: what became of each subject, and what never counts as fewer red."""

from collections.abc import Mapping
from enum import StrEnum

from flows.company.colour import RANK, Colour
from flows.figures.groups import Mark

Snapshot = Mapping[int, Mark]  # by subject id


class Move(StrEnum):
    """What became of a subject between two digests."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    REVIEWED = "reviewed"  # from grey to a colour: neither better nor worse, just known
    TOO_OLD = "too_old"  # from a colour to grey, never reported as fewer red
    NEW = "new"
    CLOSED = "closed"


Bridge = Mapping[Move, tuple[int, ...]]


def bridge(before: Snapshot, after: Snapshot) -> dict[Move, tuple[int, ...]]:
    """Which subjects moved, by kind of move: what was there, plus the new, less the closed, is what is there."""
    moves: dict[Move, list[int]] = {move: [] for move in Move}
    for id_ in sorted(before.keys() | after.keys()):
        move = _move(before.get(id_), after.get(id_))
        if move:
            moves[move].append(id_)
    return {move: tuple(ids) for move, ids in moves.items()}


def _move(before: Mark | None, after: Mark | None) -> Move | None:
    if before is None:
        return Move.NEW
    if after is None:
        return Move.CLOSED
    if before.colour is after.colour:
        return None
    if after.colour is Colour.GREY:
        return Move.TOO_OLD
    if before.colour is Colour.GREY:
        return Move.REVIEWED
    return Move.IMPROVED if RANK[after.colour] > RANK[before.colour] else Move.WORSENED
