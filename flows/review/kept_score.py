"""What is kept of a subject's score between two moments at which anything of it may change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from flows.company.colour import Colour
from flows.company.subjects import NewSubject, Status, Subject
from flows.scorecards.scorecard import Scorecard
from flows.scorecards.workdays import add_working_days
from flows.scoring.score import Reason, Score
from flows.scoring.until import start_of

NEW_WORKING_DAYS = 10
ONE_DAY = timedelta(days=1)
# The higher, the sooner somebody is to look: grey, red, yellow, green, and of one colour the new come last.
WANTS = {Colour.GREY: 7, Colour.RED: 5, Colour.YELLOW: 3, Colour.GREEN: 1}
SAYS = ("areas", "points", "maximum", "known", "asked", "group", "knockouts", "reasons")
Place = tuple[int, Decimal, str, int]


@dataclass(frozen=True)
class KeptScore:
    """A subject's score as it is kept: colours, numbers and ids, no words.

    `areas` are the areas' colours by id, `reasons` what each kind of them in turn refers to ("gap D1.1 D1.2").
    `until` is the next moment (UTC) at which any of this may change by itself, None for never. `in_force` names the
    scorecards in force where one of them was chosen for want of a review; empty where the review's own counts for good.
    `probability` is the own one of whoever reviewed it (percent), None where there is none.
    """

    scorecard_hash: str
    in_force: str
    colour: Colour
    is_new: bool
    areas: Mapping[str, Colour]
    points: int
    maximum: int
    known: int
    asked: int
    group: str
    knockouts: tuple[str, ...]
    reasons: tuple[str, ...]
    until: datetime | None
    probability: Decimal | None = None

    @cached_property
    def says(self) -> Mapping[str, Any]:
        """What it says besides what subjects are counted and ordered by; one object, also for many subjects."""
        return {name: getattr(self, name) for name in SAYS}


def kept(
    subject: NewSubject,
    scorecard: Scorecard,
    score: Score,
    *,
    in_force: str,
    now: datetime,
    probability: Decimal | None = None,
) -> KeptScore:
    """The score of an open subject as it is kept; `in_force` is empty where it was reviewed.

    What is closed is not looked at any more, and so holds for good.
    """
    news_end = new_until(scorecard, subject.seen_at) if in_force else now
    ends = [each for each in (score.until, news_end) if each is not None and each > now]
    return KeptScore(
        scorecard_hash=scorecard.version,
        in_force=in_force if subject.status is Status.OPEN else "",
        colour=score.colour,
        is_new=now < news_end,
        areas={area.id: area.colour for area in score.areas},
        points=score.points,
        maximum=score.maximum,
        known=score.known,
        asked=score.asked,
        group=score.group,
        knockouts=score.knockouts,
        reasons=_named(score.reasons),
        until=min(ends, default=None) if subject.status is Status.OPEN else None,
        probability=probability,
    )


def _named(reasons: Iterable[Reason]) -> tuple[str, ...]:
    kinds = groupby(reasons, key=attrgetter("kind"))
    return tuple([" ".join([kind, *[reason.ref for reason in found]]) for kind, found in kinds])


def new_until(scorecard: Scorecard, seen_at: datetime) -> datetime:
    """Until when (UTC) what was never reviewed counts as new: the end of the tenth working day after it came."""
    calendar = scorecard.calendar
    last = add_working_days(calendar, calendar.day_of(seen_at), NEW_WORKING_DAYS)
    return start_of(calendar, last + ONE_DAY)


def wants(colour: Colour, *, is_new: bool) -> int:
    """How much a subject wants attention, from 7 to 0."""
    return WANTS[colour] - is_new


def place(subject: Subject, wanted: int) -> Place:
    """Its place among others, those that want most attention first, then by value and name."""
    return -wanted, -(subject.amount or Decimal()), subject.name.casefold(), subject.id
