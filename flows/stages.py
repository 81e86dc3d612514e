"""Which stage group a deal is in, and what else the calendar says about it."""

from datetime import datetime

from flows.completion import Facts, Moment
from flows.rules import Stages
from flows.scorecard import Scorecard


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
