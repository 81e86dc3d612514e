"""Which subjects a manager is asked to view before a 1-to-1, without seeing the seller's answers: a declared rule.

First what is knocked out, then what has changed its colour since the last 1-to-1, then the one of the biggest value,
then what the two have not seen together for longest.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from flows.company.colour import Colour
from flows.company.money import Money

MOST = 3  # that a manager may view before one 1-to-1
Order = tuple[int, str, Decimal]


class Reason(StrEnum):
    """Why a subject is asked for, in the order in which they are."""

    KNOCKED_OUT = "knocked out"
    TURNED = "turned"
    BIGGEST = "biggest"
    UNSEEN = "unseen"


@dataclass(frozen=True)
class Candidate:
    """A subject of the seller's as it stands now; `was` is its colour at the last 1-to-1, None where it had none.

    `together_on` is the day on which the two saw their views of it side by side last, `known_on` that on which it
    came.
    """

    id: int
    money: Money | None
    colour: Colour
    was: Colour | None
    is_knocked_out: bool
    together_on: date | None
    known_on: date
    is_open: bool = True

    @property
    def has_turned(self) -> bool:
        """Whether its colour is another than at the last 1-to-1."""
        return self.was is not None and self.was is not self.colour


@dataclass(frozen=True)
class Pick:
    """A subject that is asked for, with the colour that it has then.

    `since` is the day of the 1-to-1 since which it has turned, or that on which the two saw it together last.
    """

    subject_id: int
    reason: Reason
    colour: Colour
    since: date | None = None


def picks(candidates: Collection[Candidate], *, last_meeting: date | None) -> list[Pick]:
    """All that is open, each once, in the order in which it is asked for, with the first reason that holds of it.

    Money of two currencies is never compared: the currency that most of them have goes first, else the first by
    its code. So only one of that currency is called the biggest.
    """
    found = [each for each in candidates if each.is_open]
    order = _by_value(found)
    biggest = min((each for each in found if each.money), key=lambda each: order[each.id], default=None)

    def reason(each: Candidate) -> Reason:
        if each.is_knocked_out:
            return Reason.KNOCKED_OUT
        if each.has_turned:
            return Reason.TURNED
        return Reason.BIGGEST if each is biggest else Reason.UNSEEN

    def place(each: Candidate) -> tuple[int, bool, date, Order, int]:
        why = reason(each)
        unseen = why is Reason.UNSEEN
        seen_on = (each.together_on or each.known_on) if unseen else date.min
        return (
            list(Reason).index(why),
            unseen and each.together_on is not None,
            seen_on,
            order[each.id],
            each.id,
        )

    def pick(each: Candidate) -> Pick:
        why = reason(each)
        since = {Reason.TURNED: last_meeting, Reason.UNSEEN: each.together_on}.get(why)
        return Pick(each.id, why, each.colour, since)

    return [pick(each) for each in sorted(found, key=place)]


def _by_value(found: Sequence[Candidate]) -> dict[int, Order]:
    """The places by value: the currency's, its code, and the amount downwards; what has no amount comes last."""
    often = Counter(each.money.currency for each in found if each.money)
    none = (1, "", Decimal(0))
    return {
        each.id: (-often[each.money.currency], each.money.currency, -each.money.amount)
        if each.money
        else none
        for each in found
    }
