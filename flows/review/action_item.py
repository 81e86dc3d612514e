"""Action items: what somebody, or the customer, is to do for a subject."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class NewActionItem:
    """An action item that isn't in the database yet.

    `question_id` is the question that it is to move, in the scorecard of `scorecard_hash`; `person_id` is who
    does it, None for the customer; `by` is the last day (local to whoever does it).
    """

    subject_id: int
    question_id: str
    scorecard_hash: str
    what: str
    person_id: int | None
    by: date
    created_by: int
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class ActionItem(NewActionItem):
    """An action item; done when `done_at` (UTC) says so."""

    id: int
    done_at: datetime | None
    done_by: int | None
