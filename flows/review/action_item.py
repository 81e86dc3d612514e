"""Action items: what somebody, or the customer, is to do, what became of it, and whether its question has moved."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum

from flows.company.subjects import Status

SUNDAY = 6


class Kind(StrEnum):
    """What an action item is about; the last three need no subject, and are the plan of a person or a team."""

    CUSTOMER = "customer"  # with the customer
    COACHING = "coaching"
    COMPETENCE = "competence"
    MANAGEMENT = "management"  # or resources


class Fate(StrEnum):
    """What became of an action item; one that is taken back is open again."""

    DONE = "done"
    DROPPED = "dropped"
    MOVED = "moved"  # closed for a line of its own with another day
    TAKEN_BACK = "taken back"


LOST = (Status.LOST, Status.GONE)  # of such subjects nothing is reminded of
CLOSES = (Fate.DONE, Fate.DROPPED)  # what can be taken back


class When(StrEnum):
    """Where an open action item stands on somebody's list."""

    OVERDUE = "overdue"
    THIS_WEEK = "this_week"
    LATER = "later"


@dataclass(frozen=True)
class Became:
    """What became of an action item, who said so and when (UTC); `note` is what came of it, or why it was dropped."""

    fate: Fate
    note: str | None
    person_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NewActionItem:
    """An action item that isn't in the database yet.

    `question_id` is the question that it is to move, in the scorecard of `scorecard_hash`; both are None where it
    moves none. `person_id` is who does it, None for the customer: then whoever carries the subject sees to it.
    `about_id` is whose plan it stands in where it has no subject, None for a team's. `by` is the last day (local to
    whoever sees to it).
    """

    kind: Kind = Kind.CUSTOMER
    subject_id: int | None
    question_id: str | None
    scorecard_hash: str | None
    what: str
    person_id: int | None
    about_id: int | None = None
    by: date
    created_by: int
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class ActionItem(NewActionItem):
    """An action item; it is open while `became` is None.

    `owner_id` is who sees to it, `status` that of its subject.
    """

    id: int
    owner_id: int
    status: Status | None = None
    became: Became | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.became is None

    def as_new(self) -> NewActionItem:
        """What was agreed, without what became of it."""
        return NewActionItem(**{each.name: getattr(self, each.name) for each in fields(NewActionItem)})

    @property
    def is_lost(self) -> bool:
        """Whether its subject was lost, or is gone: it is reminded of no more."""
        return self.status in LOST

    def is_overdue(self, today: date) -> bool:
        """Whether it is open past its day, on a local day of whoever sees to it."""
        return self.is_open and self.by < today and not self.is_lost


def when(by: date, today: date) -> When:
    """Where something that is due by a day stands on a local day; weeks run from Monday to Sunday."""
    if by < today:
        return When.OVERDUE
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    return When.THIS_WEEK if by <= sunday else When.LATER


@dataclass(frozen=True)
class Level:
    """The level of a question in one review, and when that was submitted; None for what was not known."""

    at: datetime
    level: int | None


@dataclass(frozen=True)
class Movement:
    """A question that has moved since an action item was agreed; `before` is None for one that was not known."""

    before: int | None
    after: int


def movement(levels: Sequence[Level], *, since: datetime) -> Movement | None:
    """How a question has moved at the first review after a moment that gives it another level.

    `levels` are those of all reviews, the oldest first. What is not known any more has not moved.
    """
    before = next((each.level for each in reversed(levels) if each.at <= since), None)
    after = (each.level for each in levels if each.at > since)
    found = next((level for level in after if level is not None and level != before), None)
    return None if found is None else Movement(before, found)
