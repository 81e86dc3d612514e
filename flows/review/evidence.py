"""Evidence added to a subject without a review."""

from dataclasses import dataclass
from datetime import date, datetime

from flows.scoring.evidence import Piece


@dataclass(frozen=True)
class NewEvidence:
    """Evidence to add: who adds what to which area, and which questions it speaks about.

    `channel` and `message_ts` are those of the Slack message that it is, None for words typed by hand;
    `author` is the name of whoever wrote the message, None while nobody has said it.
    """

    subject_id: int
    area_id: str
    covers: tuple[str, ...]
    text: str
    occurred_on: date
    written_at: datetime
    person_id: int
    author: str | None = None
    channel: str | None = None
    message_ts: str | None = None


@dataclass(frozen=True)
class AddedEvidence(NewEvidence):
    """Evidence as it was added; `permalink` leads to the message, where Slack has said it."""

    id: int = 0
    permalink: str | None = None

    @property
    def piece(self) -> Piece:
        """As it counts."""
        is_message = self.message_ts is not None
        return Piece(self.text, self.covers, self.occurred_on, self.written_at, is_message)
