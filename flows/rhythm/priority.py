"""Which of the subjects that want a review comes first: the most valuable, the soonest to close, the longest unseen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flows.company.subjects import Kind

FAR = 90  # days: what closes later, or was seen longer ago, is no more or less urgent for it
ALL, NOTHING = Decimal(1), Decimal(0)
MOST = 3 * ALL
FINE = 10**9  # as finely as two places differ
AFTER_ALL = 4 * FINE
Largest = Mapping[tuple[Kind, str], Decimal]


@dataclass(frozen=True)
class Waiting:
    """As much of an open subject that wants a review as its place in the order rests on.

    The fields are those of flows.company.subjects.Subject; `reviewed_at` (UTC) is None when it never had a review.
    """

    id: int
    kind: Kind
    amount: Decimal | None
    currency: str
    close_date: date | None
    due_at: datetime
    reviewed_at: datetime | None

    @property
    def is_first(self) -> bool:
        """Whether this will be its first review."""
        return self.reviewed_at is None


def in_order(placed: Mapping[Waiting, int]) -> list[Waiting]:
    """What has these places, the lowest first."""
    return sorted(placed, key=lambda each: (placed[each], each.id))


def places(
    waiting: Iterable[Waiting], largest: Largest, *, since: datetime, timezone: str
) -> dict[Waiting, int]:
    """The place of each in a week that began at `since`: the highest sum of three shares from 0 to 1 comes first.

    Value: the share of the owner's largest open amount of the same kind and currency (`largest`), so amounts in
    different currencies are neither added nor compared; an unknown amount counts nothing. Close: 1 for today or
    passed, 0 for 90 days away or unknown. Unseen: 1 for never or 90 days ago, 0 for just reviewed. Days count
    from the week's start, and nothing rests on what else is waiting, so a place stays when another one is reviewed.
    What became due later in the week comes after all that waited when it began, and pushes nothing out.
    """
    today = since.astimezone(ZoneInfo(timezone)).date()

    def place(each: Waiting) -> int:
        urgency = _value(each, largest) + _close(each, today) + _unseen(each, since)
        return int((MOST - urgency) * FINE) + (each.due_at > since) * AFTER_ALL

    return {each: place(each) for each in waiting}


def _value(each: Waiting, largest: Largest) -> Decimal:
    most = largest.get((each.kind, each.currency), NOTHING)
    if each.amount is None or most <= 0:
        return NOTHING
    return max(NOTHING, min(ALL, each.amount / most))


def _close(each: Waiting, today: date) -> Decimal:
    return NOTHING if each.close_date is None else ALL - _share((each.close_date - today).days)


def _unseen(each: Waiting, since: datetime) -> Decimal:
    return ALL if each.reviewed_at is None else _share((since - each.reviewed_at).days)


def _share(days: int) -> Decimal:
    return Decimal(max(0, min(FAR, days))) / FAR
