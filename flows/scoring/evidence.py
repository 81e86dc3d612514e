"""Evidence: how much a text carries, on which day the customer acted, and what is added without a review."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import lru_cache
from hashlib import sha256

from flows.scoring.textdates import leading_date, without_date


class Grade(IntEnum):
    """How much a text carries: the highest level that counts with it, unless a scorecard says otherwise."""

    NONE = 1
    NOTE = 2
    PROOF = 3


LINK = re.compile(r"https?://\w", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{2}")
# Somebody's own words between quotation marks as English and Danish texts have them. A straight mark after a
# letter or digit opens nothing (19"), and one letter or digit between two is nobody's words.
QUOTED = re.compile(
    r'(?<!\w)"[^"]*\w\w[^"]*"|“[^“”]*\w\w[^“”]*”|”[^”]*\w\w[^”]*”|„[^„“”]*\w\w[^„“”]*[“”]'
    r"|»[^»«]*\w\w[^»«]*«|«[^»«]*\w\w[^»«]*»"
)


@dataclass(frozen=True)
class Piece:
    """Evidence added to an area without a review.

    `covers` are the ids of the questions that it speaks about, `occurred_on` is the day on which the customer
    acted, `written_at` (UTC) when it was added; `is_message` says that it is a message in Slack.
    """

    text: str
    covers: tuple[str, ...]
    occurred_on: date
    written_at: datetime
    is_message: bool = False

    @property
    def grade(self) -> "Grade":
        """How much it carries: a message can be looked up, so it is PROOF whatever it says."""
        return Grade.PROOF if self.is_message else grade(self.text)


def text_hash(text: str) -> str:
    """Which words somebody has seen: the SHA-256 (hex) of a text of evidence."""
    return sha256(text.encode()).hexdigest()


@lru_cache(maxsize=512)  # one text goes with each question that it speaks about
def grade(text: str) -> Grade:
    """How much a text carries.

    A link (a Slack message has one) or the customer's own words in quotation marks is PROOF; a NOTE has at least
    one word that can name a source, besides the date that it begins with; anything less is NONE.
    """
    if LINK.search(text) or QUOTED.search(text):
        return Grade.PROOF
    return Grade.NOTE if WORD.search(without_date(text)) else Grade.NONE


def occurred_on(text: str, *, written: date) -> date:
    """The day on which the customer acted: the date that the text begins with, else the day it was written.

    English and Danish dates are read ("12 Nov: …", "12.11.: …", "12/11-2026 …", "d. 12. november 2026 …").
    Without a year it is the latest such date not after `written`; a date after `written` counts as `written`.
    """
    found = leading_date(text, not_after=written)
    return written if found is None else min(found, written)
