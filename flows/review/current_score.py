"""What the colour of a subject rests on between two reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flows.company.colour import Colour
from flows.scoring.rating import Rating


@dataclass(frozen=True)
class CurrentScore:
    """What the colour of a subject is computed from when it is read.

    `ratings` by question id; `points`, `maximum`, `known` and `asked` as of the review; `fresh_until` (UTC)
    is the last moment before something grows too old; `last_colour` is the last one that was not grey, with
    the moment of its review; `probability` is what whoever reviewed it thought of its chances, in percent.
    """

    subject_id: int
    review_id: int
    reviewed_at: datetime
    scorecard_hash: str
    ratings: Mapping[str, Rating]
    points: int
    maximum: int
    known: int
    asked: int
    fresh_until: datetime | None
    last_colour: Colour | None
    last_colour_at: datetime | None
    probability: Decimal | None = None
