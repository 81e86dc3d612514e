"""A subject given to somebody who scores it without seeing what others said of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Audit:
    """A subject given to somebody (`person_id`) by a director; `submitted_at` is None until they have scored it."""

    id: int
    subject_id: int
    person_id: int
    given_by: int
    given_at: datetime
    submitted_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for the auditor."""
        return self.submitted_at is None
