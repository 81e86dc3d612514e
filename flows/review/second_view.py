"""A second view: a subject given to somebody who scores it without seeing what others say of it.

An auditor's, given by a director, and a manager's before a 1-to-1, which is asked for by a rule.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flows.review.review import Purpose
from flows.rhythm.sampling import Pick
from flows.scoring.rating import Said


class State(StrEnum):
    """What has become of a second view."""

    ASKED = "asked"
    SUBMITTED = "submitted"
    MISSED = "missed"  # the 1-to-1 has begun without it
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Before:
    """The 1-to-1 before which it is wanted: that of the seller on a day of the cadence; and why this subject."""

    seller_id: int
    day: date
    pick: Pick


@dataclass(frozen=True)
class SecondView:
    """A subject given to somebody (`person_id`): by a director to audit it, or before a 1-to-1.

    From `opened_at` on both views may be seen side by side. `before` is None for an audit.
    """

    id: int
    subject_id: int
    person_id: int
    purpose: Purpose
    given_by: int
    given_at: datetime
    submitted_at: datetime | None
    opened_at: datetime | None
    withdrawn_at: datetime | None
    before: Before | None

    @property
    def state(self) -> State:
        """What has become of it; what came after all, though it was withdrawn or missed, was submitted."""
        if self.submitted_at is not None:
            return State.SUBMITTED
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        return State.ASKED if self.opened_at is None else State.MISSED

    @property
    def is_asked(self) -> bool:
        """Whether it still waits for whoever it was given to."""
        return self.state is State.ASKED

    @property
    def is_over(self) -> bool:
        """Whether nothing is hidden because of it any more."""
        return self.opened_at is not None or self.withdrawn_at is not None


def gap(one: Said, other: Said) -> int:
    """How far two answers to a question are apart: 0 for the same, else 1 and the levels between them.

    What is not known, or does not apply, stands as low as level 0, as it does in the points.
    """
    levels = [said if isinstance(said, int) else 0 for said in (one, other)]
    return 0 if one == other else 1 + abs(levels[0] - levels[1])
