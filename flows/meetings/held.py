"""A 1-to-1 as it is held: where it stands, what is said in it, who has signed, and what it asks of others."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Meeting:
    """A 1-to-1 that was begun; `place` is the name of the stop where it stands, `ended_at` None while it goes on."""

    id: int
    occurrence_id: int
    seller_id: int
    manager_id: int
    subject_ids: tuple[int, ...]
    begun_at: datetime
    begun_by: int
    place: str
    ended_at: datetime | None

    @property
    def both(self) -> tuple[int, int]:
        """The ids of the two."""
        return self.seller_id, self.manager_id


@dataclass(frozen=True)
class Words:
    """Something that was said: its kind, the subject or action item that it is `about`, a text or a number."""

    kind: str
    about: int | None = None
    text: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Said:
    """The same as it is kept: by whom, and when (UTC)."""

    words: Words
    person_id: int
    at: datetime


@dataclass(frozen=True)
class SignOff:
    """That somebody has signed what was agreed, when (UTC), and what they remarked."""

    person_id: int
    at: datetime
    remark: str | None


@dataclass(frozen=True)
class Decision:
    """A decision that a meeting asks of somebody (`asked_id`), by when; `answer` is empty until they give it."""

    id: int
    meeting_id: int
    what: str
    asked_id: int
    by: date
    person_id: int
    at: datetime
    answer: str | None
    answered_at: datetime | None
