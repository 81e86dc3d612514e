"""Planning the next occurrence of a pair: past days off and absences, by the pair's rule."""

import logging
from collections.abc import Iterable
from datetime import date

from bot.kit.desk import Desk
from flows.rhythm.days_off import DaysOff, Pairing, Settled, ahead
from flows.rhythm.reminders import Meeting, first_step
from storage import absences, occurrences, pairs, unplanned
from storage.occurrences import Occurrence
from storage.pairs import Pair

MENDED_AT_ONCE = 500
log = logging.getLogger(__name__)


def days_off(desk: Desk, countries: Iterable[str | None]) -> DaysOff:
    """The days off of people of these countries, where None is the company's own."""
    calendar = desk.scorecards.deal.calendar
    found = {country or calendar.country for country in countries}
    return DaysOff(frozenset(country for country in found if country), frozenset(calendar.closed_weeks))


def pairing(desk: Desk, pair: Pair, day: date) -> Pairing:
    """What decides where a pair's occurrence of a day goes; only who is in the manager's place has a stand-in."""
    away = absences.on(desk.tx, (pair.seller_id, pair.manager_id), day)
    in_place = pair.manager_id in away and pair.seller_id not in away and stand_in(desk, pair, day)
    return Pairing(
        pair.terms.cadence,
        pair.terms.rule,
        days_off(desk, pair.countries),
        away_until=max((each.until for each in away.values()), default=None),
        stands_in=bool(in_place),
    )


def stand_in(desk: Desk, pair: Pair, day: date) -> int | None:
    """Who is there in place of a manager who is away on a day: whom they named, else whom the pair did."""
    away = absences.on(desk.tx, [pair.manager_id], day).get(pair.manager_id or 0)
    named = away.stand_in_id if away else None
    found = named or pair.terms.stand_in_id
    if found in (None, pair.seller_id, pair.manager_id) or absences.on(desk.tx, [found], day):
        return None
    return found


def lay(desk: Desk, pair: Pair, day: date) -> None:
    """Plan a pair's next occurrence: that of a day of its cadence, or what comes in its place.

    A day that has had its occurrence has no second one.
    """
    occurrences.drop(desk.tx, [pair.seller_id])  # else its day were taken by what is to be planned anew
    cadence, found = pair.terms.cadence, pairing(desk, pair, day)
    *skipped, last = ahead(found, day)
    for each in skipped:
        occurrences.note_skipped(desk.tx, pair.seller_id, each, _meeting(pair, each))
    meeting = _meeting(pair, last)
    step = first_step(meeting, found.off, now=desk.now)
    with_id = stand_in(desk, pair, last.day) if last.by_stand_in else None
    if not occurrences.plan(desk.tx, pair.seller_id, last, meeting, step, with_id=with_id):
        lay(desk, pair, cadence.following(last.day))


def follow_zone(desk: Desk, pair: Pair, planned: Occurrence) -> None:
    """Have what is planned take place on its day in the seller's zone."""
    meeting = Meeting(planned.on, planned.at, pair.terms.cadence.timezone, pair.terms.ahead)
    step = first_step(meeting, days_off(desk, pair.countries), now=desk.now)
    occurrences.put_elsewhere(desk.tx, planned.id, meeting, step)


def _meeting(pair: Pair, settled: Settled) -> Meeting:
    """An occurrence of the pair's cadence where it takes place, or would."""
    cadence = pair.terms.cadence
    return Meeting(settled.on or settled.day, cadence.at, cadence.timezone, pair.terms.ahead)


def plan_anew(desk: Desk) -> None:
    """Plan what was planned by a clock that has been set back since."""
    for pair in pairs.running(desk.tx, occurrences.planned_later(desk.tx)).values():
        lay(desk, pair, pair.terms.cadence.next(after=desk.now).day)


def plan_missing(desk: Desk) -> None:
    """Plan the next one of some pairs that run and have none; it should never find any."""
    for pair in pairs.running(desk.tx, unplanned.sellers(desk.tx, limit=MENDED_AT_ONCE)).values():
        log.warning(
            "the pair of seller %d had nothing planned: its next 1-to-1 is planned anew", pair.seller_id
        )
        lay(desk, pair, pair.terms.cadence.next(after=desk.now).day)
