"""Until when a score holds: the next moment at which time alone may change anything of it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from flows.scorecards.knockouts import AnswerHeld, CloseMovedHeld
from flows.scorecards.rules import Calendar
from flows.scorecards.scorecard import Scorecard
from flows.scorecards.workdays import add_working_days
from flows.scoring.completion import Facts
from flows.scoring.rating import Rating

TICK = timedelta.resolution  # an answer is fresh to the last moment of its day, that one included
NEVER = date(9000, 1, 1).toordinal()  # a day that far ahead doesn't come, and has no moment in every zone


def holds_until(
    scorecard: Scorecard, ratings: Mapping[str, Rating], facts: Facts, *, now: datetime
) -> datetime | None:
    """The first moment (UTC) after `now` at which a score may be another one, None where time changes nothing more.

    What is said until then, by answers and facts, is as it is now. It may come earlier than something changes,
    never later.
    """
    today = scorecard.calendar.day_of(now).toordinal()
    days = [day for day in _days(scorecard, ratings, facts) if today < day < NEVER]
    starts = [start_of(scorecard.calendar, date.fromordinal(min(days)))] if days else []
    moves = facts.moves if scorecard.longest_move_window else ()
    moments = [*_ends(scorecard, ratings), *(move.at for move in moves)]
    return min([*starts, *(each for each in moments if each > now)], default=None)


def nearness(scorecard: Scorecard, facts: Facts, *, now: datetime) -> int | None:
    """How many of the numbers of days that count the expected close is within; None without one.

    What has no answers, and is alike in this, in its stage and its moves, has the same score (but for `until`).
    """
    if facts.close_date is None:
        return None
    close_in = (facts.close_date - scorecard.calendar.day_of(now)).days
    return sum([close_in < nearer for nearer in scorecard.close_distances])


def start_of(calendar: Calendar, day: date) -> datetime:
    """The first moment (UTC) of a day of the calendar."""
    return datetime.combine(day, time.min, calendar.zone).astimezone(UTC)


def _ends(scorecard: Scorecard, ratings: Mapping[str, Rating]) -> Iterator[datetime]:
    """When each answer is too old."""
    return (rating.fresh_until + TICK for id_, rating in ratings.items() if id_ in scorecard.by_id)


def _days(scorecard: Scorecard, ratings: Mapping[str, Rating], facts: Facts) -> Iterator[int]:
    """The days (as ordinals) on which something else counts than the day before, by a rule that counts days."""
    if facts.close_date is not None:
        close = facts.close_date.toordinal()
        yield from [close - nearer + 1 for nearer in scorecard.close_distances]
    for rule in scorecard.knockouts if ratings or facts.moves else ():
        if isinstance(rule, CloseMovedHeld):
            yield from _left_window(rule, scorecard.calendar, facts)
        elif isinstance(rule, AnswerHeld):
            yield from _lasted(rule, scorecard.calendar, ratings)


def _left_window(rule: CloseMovedHeld, calendar: Calendar, facts: Facts) -> Iterator[int]:
    for move in facts.moves:
        if (move.after - move.before).days > rule.more_than_days:
            yield calendar.day_of(move.at).toordinal() + rule.within_days + 1


def _lasted(rule: AnswerHeld, calendar: Calendar, ratings: Mapping[str, Rating]) -> Iterator[int]:
    """When a low answer has been so for long enough; a gap is taken to have lasted already."""
    rating = ratings.get(rule.question)
    if rule.longer_than_working_days is not None and rating is not None and rating.counted <= rule.at_most:
        since = calendar.day_of(rating.since)
        yield add_working_days(calendar, since, rule.longer_than_working_days + 1).toordinal()
