"""A submitted review, and one that is about to be: what was answered, by whom, with which evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flows.company.colour import Colour
from flows.scoring.rating import Answer, Rating
from flows.scoring.score import Score


class Purpose(StrEnum):
    """What a review was written for."""

    OWN = "own"  # by whoever looks after the subject
    AUDIT = "audit"  # by an auditor, to whom it was given
    SECOND = "second"  # by somebody else, who scores it independently of the first
    SETTLED = "settled"  # what the first and the second came to between them

    @property
    def counts(self) -> bool:
        """Whether it makes the current score; what doesn't is kept apart."""
        return self in {Purpose.OWN, Purpose.SETTLED}


@dataclass(frozen=True)
class Evidence:
    """An area's evidence.

    `occurred_on` is the day on which the customer acted, `written_at` (UTC) when it was first written,
    `covers` the ids of the questions that it speaks about.
    """

    text: str
    occurred_on: date
    written_at: datetime
    covers: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """A submitted review as it was: answers by question id, evidence by area id.

    `probability` is the seller's own, in percent. Colour, points, coverage and knock-outs are those of the
    moment of submission. `corrects_id` is the review that it corrects, for the `reason` given. `cutoff_at` is the
    cut-off that it missed; `second_view_id` the second view that it is.
    """

    id: int
    subject_id: int
    person_id: int
    scorecard_hash: str
    draft_id: int
    submitted_at: datetime
    purpose: Purpose
    probability: Decimal | None
    colour: Colour
    points: int
    maximum: int
    known: int
    asked: int
    knockouts: tuple[str, ...]
    supersedes_id: int | None
    answers: Mapping[str, Answer]
    evidence: Mapping[str, Evidence]
    corrects_id: int | None = None
    reason: str | None = None
    second_view_id: int | None = None
    cutoff_at: datetime | None = None


@dataclass(frozen=True)
class NewReview:
    """A review to submit.

    `answers` and `ratings` by question id: every question that was asked has an answer, and a rating unless
    it is not known; `evidence` by area id, only where there is some, and each answer that it covers carries
    its text and day. `score` is what the ratings give at `submitted_at` (UTC); `probability` is the seller's
    own in percent; `due_at` is when the subject wants its next review. `corrects_id` is the review that it
    corrects, for the `reason` given. `cutoff_at` is the cut-off that it missed, `second_view_id` the second view
    that was asked for.
    """

    subject_id: int
    person_id: int
    scorecard_hash: str
    draft_id: int
    submitted_at: datetime
    probability: Decimal | None
    answers: Mapping[str, Answer]
    ratings: Mapping[str, Rating]
    evidence: Mapping[str, Evidence]
    score: Score
    due_at: datetime | None
    purpose: Purpose = Purpose.OWN
    corrects_id: int | None = None
    reason: str | None = None
    second_view_id: int | None = None
    cutoff_at: datetime | None = None
