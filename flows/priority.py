"""Which of the subjects that want a review comes first: the most valuable, the soonest to close, the longest unseen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flows.subjects import Kind, Subject

FAR = 90  # days: what closes later, or was seen longer ago, is no more or less urgent for it
ALL, NOTHING = Decimal(1), Decimal(0)
Largest = Mapping[tuple[Kind, str], Decimal]


@dataclass(frozen=True)
class Waiting:
    """An open subject that wants a review; `reviewed_at` (UTC) is None when it never had one."""

    subject: Subject
    reviewed_at: datetime | None

    @property
    def is_first(self) -> bool:
        """Whether this will be its first review."""
        return self.reviewed_at is None


def by_priority(
    waiting: Iterable[Waiting], largest: Largest, *, since: datetime, timezone: str
) -> list[Waiting]:
    """The order of a week that began at `since`: the highest sum of three shares from 0 to 1 first.

    Value: the share of the owner's largest open amount of the same kind and currency (`largest`), so amounts in
    different currencies are neither added nor compared; an unknown amount counts nothing. Close: 1 for today or
    passed, 0 for 90 days away or unknown. Unseen: 1 for never or 90 days ago, 0 for just reviewed. Days count
    from the week's start, and nothing rests on what else is waiting, so the order stays when one is reviewed.
    What became due later in the week comes after all that waited when it began, and pushes nothing out.
    """

    def place(each: Waiting) -> tuple[bool, Decimal, int]:
        late = each.subject.due_at is not None and each.subject.due_at > since
        urgency = _value(each.subject, largest) + _close(each.subject, since, timezone) + _unseen(each, since)
        return late, -urgency, each.subject.id

    return sorted(waiting, key=place)


def _value(subject: Subject, largest: Largest) -> Decimal:
    most = largest.get((subject.kind, subject.currency), NOTHING)
    if subject.amount is None or most <= 0:
        return NOTHING
    return max(NOTHING, min(ALL, subject.amount / most))


def _close(subject: Subject, since: datetime, timezone: str) -> Decimal:
    if subject.close_date is None:
        return NOTHING
    days = (subject.close_date - since.astimezone(ZoneInfo(timezone)).date()).days
    return ALL - _share(days)


def _unseen(each: Waiting, since: datetime) -> Decimal:
    return ALL if each.reviewed_at is None else _share((since - each.reviewed_at).days)


def _share(days: int) -> Decimal:
    return Decimal(max(0, min(FAR, days))) / FAR
