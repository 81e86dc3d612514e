"""The digest's figures: counts and values by colour, and the bridge from the last digest to this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flows.company.colour import RANK, Colour
from flows.figures.first_round import Round
from flows.figures.groups import Groups, Mark, count_of, coverage
from flows.figures.retention import Retention
from flows.review.current_score import CurrentScore
from flows.scoring.score import Score

MOST_LISTED = 25  # of one colour
MOST_ATTENTION = 5
Snapshot = Mapping[int, Mark]  # by subject id


class Move(StrEnum):
    """What became of a deal between two digests."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    REVIEWED = "reviewed"  # from grey to a colour: neither better nor worse, just known
    TOO_OLD = "too_old"  # from a colour to grey, never reported as fewer red
    NEW = "new"
    CLOSED = "closed"


@dataclass(frozen=True)
class Figures:
    """The figures of one digest, as of `taken_at` (UTC).

    `deals` counts those that are open; `customers` are the customers by colour. `before` is None and `moves` are
    empty for the first one, and for one person's own. `share` (0-1) is the reviewed share of the value by
    currency. `not_ready` counts the people who are not ready; None in a person's own, where it is nobody's
    business. `colours` says whether they are for its reader: not for the channel in the first round.
    """

    taken_at: datetime
    deals: int
    groups: Groups
    before: Groups | None
    moves: Mapping[Move, int]
    share: Mapping[str, Decimal]
    round: Round
    customers: Groups
    retention: Retention
    not_ready: int | None = None
    colours: bool = True


@dataclass(frozen=True)
class Line:
    """One subject that a digest names, as it was then: its score, and who carried it."""

    subject_id: int
    scorecard_hash: str
    score: Score
    current: CurrentScore | None
    amount: Decimal | None
    currency: str
    close_date: date | None
    owner_id: int | None
    is_new: bool


@dataclass(frozen=True)
class Kept:
    """All that a digest says, as ids and numbers: so it can be worded later, and says what was true then."""

    figures: Figures
    listed: Mapping[Colour, tuple[Line, ...]]
    attention: tuple[Line, ...]


def bridge(before: Snapshot, after: Snapshot) -> dict[Move, tuple[int, ...]]:
    """Which deals moved, by kind of move: what was there, plus the new, less the closed, is what is there."""
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


def round_of(deals: Groups) -> Round:
    """How far the first round is, by the open deals."""
    count = count_of(deals)
    return Round(count - deals[Colour.GREY].count, count, coverage(deals))
