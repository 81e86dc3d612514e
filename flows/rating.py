"""What an answer counts for: its level with the evidence at hand, and until when it is fresh."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from flows.evidence import Grade, grade, occurred_on
from flows.rules import Calendar, EvidenceRule, Span
from flows.scorecard import Scorecard
from flows.workdays import add_working_days

NOT_APPLICABLE: Literal["not_applicable"] = "not_applicable"
Said = int | Literal["not_applicable"] | None  # None for "not known yet"
NEEDS_EVIDENCE = 2  # from this level on a level says what the customer did


@dataclass(frozen=True)
class Answer:
    """A level given by somebody, None for "not known yet" and where the question doesn't apply.

    `evidence` is the text that goes with it ("" for none), `evidence_on` the day on which the customer acted,
    `since` the first moment (UTC) of the unbroken run of this level.
    """

    level: int | None
    answered_at: datetime
    evidence: str
    evidence_on: date | None
    since: datetime
    applies: bool = True

    @property
    def said(self) -> Said:
        """The level, or that the question doesn't apply."""
        return self.level if self.applies else NOT_APPLICABLE


@dataclass(frozen=True)
class Rating:
    """An answer as it counts: the level given, the level counted, and the last moment (UTC) it is fresh.

    Where the question doesn't apply both levels are 0 and count for nothing, neither as points nor as a gap.
    """

    level: int
    counted: int
    answered_at: datetime
    since: datetime
    fresh_until: datetime
    applies: bool = True


def rate(scorecard: Scorecard, question_id: str, answer: Answer) -> Rating | None:
    """What an answer to a question counts for, None for "not known".

    Levels 2 and 3 count no higher than their evidence carries. The answer stays fresh for its question's
    window, and where it rests on evidence no longer than that does; both end with the local day. That it
    doesn't apply is not known either where the question must be answered.
    KeyError for a question that the scorecard hasn't.
    """
    question = scorecard.question(question_id)
    applies = answer.applies or question.not_applicable is None
    level = answer.level if applies else 0
    if level is None:
        return None
    calendar = scorecard.calendar
    counted = min(level, carried(scorecard.evidence, grade(answer.evidence)))
    answered_on = answer.answered_at.astimezone(calendar.zone).date()
    last = _last_day(calendar, scorecard.freshness[question.freshness], answered_on)
    if counted >= NEEDS_EVIDENCE:
        acted_on = answer.evidence_on or occurred_on(answer.evidence, written=answered_on)
        last = min(last, _last_day(calendar, scorecard.evidence.fresh, acted_on))
    return Rating(level, counted, answer.answered_at, answer.since, _end(calendar, last), applies)


def carried(rule: EvidenceRule, found: Grade) -> int:
    """The highest level that evidence of this grade carries."""
    return {Grade.NONE: rule.without, Grade.NOTE: rule.note, Grade.PROOF: rule.proof}[found]


def _last_day(calendar: Calendar, span: Span, start: date) -> date:
    if span.working_days is not None:
        return add_working_days(calendar, start, span.working_days)
    return start + timedelta(days=span.days or 0)


def _end(calendar: Calendar, day: date) -> datetime:
    return datetime.combine(day, time.max, calendar.zone).astimezone(UTC)
