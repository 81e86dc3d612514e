"""What a subject's colour is computed from: the facts at a moment, and one way to fill the gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flows.scorecards.rules import Calendar, Stages
from flows.scorecards.scorecard import Scorecard
from flows.scoring.rating import Rating


@dataclass(frozen=True)
class CloseMove:
    """The expected close of a deal was changed at a moment (UTC), from one date to another."""

    at: datetime
    before: date
    after: date


@dataclass(frozen=True)
class Facts:
    """What is known of a subject besides its answers: a deal's stage, expected close and all moves of it."""

    stage: str | None = None
    close_date: date | None = None
    moves: tuple[CloseMove, ...] = ()


@dataclass(frozen=True)
class Moment:
    """What time and the facts say about a subject, whatever its answers.

    `group` is its stage group, `close_in` the days to its expected close (negative once passed).
    """

    now: datetime
    today: date
    calendar: Calendar
    group: str
    close_in: int | None
    moves: tuple[CloseMove, ...]


@dataclass(frozen=True)
class Completion:
    """The fresh ratings by question id, and the one level that every other question is taken to have.

    `left_out` are the questions that don't apply (see `left_out`): they count neither as points nor as missing.
    """

    fresh: Mapping[str, Rating]
    rest: int
    left_out: frozenset[str] = frozenset()

    def level(self, question_id: str) -> int:
        """The level that a question counts as; 0 for one that doesn't apply."""
        rating = self.fresh.get(question_id)
        return self.rest if rating is None else rating.counted

    def at_most(self, question_id: str, level: int) -> bool:
        """Whether a question counts as this level or a lower one; one that doesn't apply never does."""
        return self.level(question_id) <= level and question_id not in self.left_out


def left_out(ratings: Mapping[str, Rating]) -> frozenset[str]:
    """The questions that don't apply, of these ratings."""
    return frozenset([id_ for id_, rating in ratings.items() if not rating.applies])


def moment(scorecard: Scorecard, facts: Facts, *, now: datetime) -> Moment:
    """What `now` and the facts say about a subject; days are those of the scorecard's calendar."""
    today = scorecard.calendar.day_of(now)
    close_in = None if facts.close_date is None else (facts.close_date - today).days
    return Moment(
        now=now,
        today=today,
        calendar=scorecard.calendar,
        group=_group(scorecard, facts.stage, close_in),
        close_in=close_in,
        moves=facts.moves,
    )


def _group(scorecard: Scorecard, stage: str | None, close_in: int | None) -> str:
    if scorecard.stages is None:
        return next(iter(scorecard.groups))
    declared = scorecard.stages.by_name.get(stage.strip().casefold()) if stage else None
    return declared or _by_close(scorecard.stages, close_in)


def _by_close(stages: Stages, close_in: int | None) -> str:
    if close_in is None:
        return stages.no_date
    return next((line.group for line in stages.by_close if close_in >= line.from_days), stages.otherwise)
