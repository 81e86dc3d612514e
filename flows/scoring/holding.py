"""Whether a knock-out holds, given the facts and one way to fill the gaps."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from flows.scorecards.knockouts import AnsweredSince, AnswerHeld, CloseMovedHeld, Knockout, RedAreasHeld
from flows.scorecards.scorecard import Scorecard
from flows.scorecards.workdays import add_working_days
from flows.scoring.completion import Completion, Moment


def holds(knockout: Knockout, moment: Moment, completion: Completion, *, red_areas: int) -> bool:
    """Whether a knock-out holds in one completion of the answers.

    In a gap the worst and the best are assumed: a low level has lasted, a high one was answered today.
    A question that doesn't apply holds nothing down, and excuses nothing.
    """
    if isinstance(knockout, AnswerHeld):
        return _answer_holds(knockout, moment, completion)
    if isinstance(knockout, CloseMovedHeld):
        return _close_moved_holds(knockout, moment, completion)
    if isinstance(knockout, RedAreasHeld):
        return red_areas >= knockout.at_least
    return True


def moves_since(scorecards: Iterable[Scorecard], *, now: datetime) -> datetime | None:
    """The first moment (UTC) whose moves of a close one of these still counts at `now`; None where none counts any."""
    firsts = [_first(each, now) for each in scorecards if each.longest_move_window]
    return min(firsts, default=None)


def _first(scorecard: Scorecard, now: datetime) -> datetime:
    calendar = scorecard.calendar
    day = calendar.day_of(now) - timedelta(days=scorecard.longest_move_window)
    return datetime.combine(day, time.min, calendar.zone).astimezone(UTC)


def _answer_holds(knockout: AnswerHeld, moment: Moment, completion: Completion) -> bool:
    if not completion.at_most(knockout.question, knockout.at_most):
        return False
    nearer = knockout.close_in_under_days
    if nearer is not None and (moment.close_in is None or moment.close_in >= nearer):
        return False
    longer = knockout.longer_than_working_days
    rating = completion.fresh.get(knockout.question)
    if longer is None or rating is None:
        return True
    since = moment.calendar.day_of(rating.since)
    return moment.today >= add_working_days(moment.calendar, since, longer + 1)


def _close_moved_holds(knockout: CloseMovedHeld, moment: Moment, completion: Completion) -> bool:
    moves = _counted_moves(knockout, moment)
    if len(moves) < knockout.times:
        return False
    low = knockout.only_if
    if low is not None and not completion.at_most(low.question, low.at_most):
        return False
    return knockout.unless is None or not _explained(knockout.unless, max(moves), completion)


def _counted_moves(knockout: CloseMovedHeld, moment: Moment) -> list[datetime]:
    first = moment.today - timedelta(days=knockout.within_days)
    return [
        move.at
        for move in moment.moves
        if first <= moment.calendar.day_of(move.at)
        and move.at <= moment.now
        and (move.after - move.before).days > knockout.more_than_days
    ]


def _explained(wanted: AnsweredSince, moved_at: datetime, completion: Completion) -> bool:
    if completion.level(wanted.question) < wanted.at_least:
        return False
    rating = completion.fresh.get(wanted.question)
    return rating is None or rating.answered_at > moved_at
