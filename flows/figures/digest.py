"""The digest's figures: counts and values by colour, and the bridge from the last digest to this one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flows.company.colour import RANK, Colour
from flows.company.money import Money, totals
from flows.figures.first_round import Round
from flows.figures.retention import Retention
from flows.review.current_score import CurrentScore
from flows.scoring.score import Score

ORDER = (Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY)
MOST_LISTED = 25  # of one colour
MOST_ATTENTION = 5


@dataclass(frozen=True)
class Mark:
    """One open deal in a snapshot: its colour and its value (None when nobody has stated it)."""

    colour: Colour
    value: Money | None


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
class Group:
    """The deals of one colour: how many, their value per currency, and how many have no stated value."""

    count: int
    value: dict[str, Decimal]
    unknown: int


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
    groups: Mapping[Colour, Group]
    before: Mapping[Colour, Group] | None
    moves: Mapping[Move, int]
    share: Mapping[str, Decimal]
    round: Round
    customers: Mapping[Colour, Group]
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


def groups(marks: Iterable[Mark]) -> dict[Colour, Group]:
    """All four colours, always."""
    listed = list(marks)
    return {colour: _group([mark for mark in listed if mark.colour is colour]) for colour in ORDER}


def _group(marks: list[Mark]) -> Group:
    values = [mark.value for mark in marks if mark.value is not None]
    return Group(len(marks), totals(values), len(marks) - len(values))


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


def reviewed_share(marks: Iterable[Mark]) -> dict[str, Decimal]:
    """Per currency, the share (0-1) of the value that is not grey; a currency without value is left out."""
    listed = [mark for mark in marks if mark.value is not None]
    whole = totals(mark.value for mark in listed if mark.value)
    known = totals(mark.value for mark in listed if mark.value and mark.colour is not Colour.GREY)
    return {currency: known.get(currency, Decimal(0)) / sum_ for currency, sum_ in whole.items() if sum_ > 0}


def coverage(marks: Iterable[Mark]) -> Decimal:
    """The share (0-1) by count that is not grey; nothing at all counts as 0."""
    listed = list(marks)
    if not listed:
        return Decimal(0)
    return Decimal(sum(mark.colour is not Colour.GREY for mark in listed)) / len(listed)
