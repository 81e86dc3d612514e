"""What an answer counts for: its level with the evidence at hand, and until when it is fresh."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from flows.scorecards.rules import Calendar, EvidenceRule, Span
from flows.scorecards.scorecard import Scorecard
from flows.scorecards.workdays import add_working_days
from flows.scoring.evidence import Grade, Piece, grade, occurred_on

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


def rate(scorecard: Scorecard, question_id: str, answer: Answer, also: Iterable[Piece] = ()) -> Rating | None:
    """What an answer to a question counts for, None for "not known".

    Levels 2 and 3 count no higher than their evidence carries: the answer's own, or any of `also` that
    covers the question. The answer stays fresh for its question's window, and where it rests on evidence no
    longer than that does; both end with the local day. Of several the best counts, as things were when the
    last of them was added: one that was fresh then before one that was not, then the one that carries more,
    then the one that lasts longer. So a piece never takes anything away at the moment when it is added.
    That it doesn't apply is not known either where the question must be answered.
    KeyError for a question that the scorecard hasn't.
    """
    question = scorecard.question(question_id)
    left_out = not answer.applies and question.not_applicable is not None
    if answer.level is None and not left_out:
        return None
    calendar = scorecard.calendar
    answered_on = calendar.day_of(answer.answered_at)
    last = _last_day(calendar, scorecard.freshness[question.freshness], answered_on)
    if left_out:
        return Rating(0, 0, answer.answered_at, answer.since, _end(calendar, last), applies=False)
    own_day = answer.evidence_on or occurred_on(answer.evidence, written=answered_on)
    own = _rated(scorecard, answer, last, grade(answer.evidence), own_day)
    pieces = [piece for piece in also if question_id in piece.covers]
    if not pieces:
        return own
    at = max([answer.answered_at, *[piece.written_at for piece in pieces]])
    found = [own, *[_rated(scorecard, answer, last, piece.grade, piece.occurred_on) for piece in pieces]]
    return max(found, key=lambda each: (at <= each.fresh_until, each.counted, each.fresh_until))


def rate_all(
    scorecard: Scorecard, answers: Mapping[str, Answer], also: Sequence[Piece] = ()
) -> dict[str, Rating]:
    """What answers count for, by question id, those that are "not known" left out; `also` as for `rate`.

    Answers to questions that the scorecard hasn't are left out too.
    """
    asked = scorecard.by_id
    rated = {id_: rate(scorecard, id_, answer, also) for id_, answer in answers.items() if id_ in asked}
    return {id_: rating for id_, rating in rated.items() if rating is not None}


def lasts(scorecard: Scorecard, acted_on: date, *, now: datetime) -> bool:
    """Whether evidence of something that the customer did on a day is not too old at `now`."""
    return now <= _end(scorecard.calendar, _last_day(scorecard.calendar, scorecard.evidence.fresh, acted_on))


def _rated(scorecard: Scorecard, answer: Answer, last: date, found: Grade, acted_on: date) -> Rating:
    """The answer (fresh to the end of `last`) with evidence of this grade and day."""
    level = answer.level or 0
    counted = min(level, carried(scorecard.evidence, found))
    if counted >= NEEDS_EVIDENCE:
        last = min(last, _last_day(scorecard.calendar, scorecard.evidence.fresh, acted_on))
    return Rating(level, counted, answer.answered_at, answer.since, _end(scorecard.calendar, last))


def carried(rule: EvidenceRule, found: Grade) -> int:
    """The highest level that evidence of this grade carries."""
    if found is Grade.PROOF:
        return rule.proof
    return rule.note if found is Grade.NOTE else rule.without


def _last_day(calendar: Calendar, span: Span, start: date) -> date:
    if span.working_days is not None:
        return add_working_days(calendar, start, span.working_days)
    return start + timedelta(days=span.days or 0)


def _end(calendar: Calendar, day: date) -> datetime:
    return _last_moment(day, calendar.zone)


@lru_cache(maxsize=8192)
def _last_moment(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.max, zone).astimezone(UTC)
