"""What an owner has to say of a level that somebody else lowered."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Remark:
    """A person's words of a moment (UTC) about one question of one review: the one that lowered it."""

    review_id: int
    question_id: str
    person_id: int
    text: str
    at: datetime
