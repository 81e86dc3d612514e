"""Starting a pair's 1-to-1 by hand, at any time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.people.usecases.planning import lay
from bot.rhythm.usecases.by_hand import say, sitting_for
from bot.rhythm.usecases.meetings import Sitting
from bot.second_views.usecases.agreement import settle
from flows.company.people import Person
from flows.rhythm.reminders import NO_TIME, Meeting
from storage import occurrences
from storage.occurrences import State


def start(desk: Desk, person: Person, seller_id: int) -> date:
    """Have a pair meet now: today's, where its time has come, else the next one; gives the day of the one after it.

    Refuses as sitting_for, and a second start on the same day, whoever of the two was first.
    """
    sitting = sitting_for(desk, person, seller_id)
    local = desk.now.astimezone(ZoneInfo(sitting.occurrence.timezone))
    begun = occurrences.begun_on(desk.tx, seller_id, local.date())
    if begun is None:
        _bring_forward(desk, sitting, local)
    elif begun.state is State.HELD or not occurrences.hold(desk.tx, begun.id):
        raise Refusal("rhythm_started")
    settle(desk)
    following = occurrences.upcoming(desk.tx, [seller_id])[seller_id].on
    say(desk, person, sitting, "started_by_hand", following)
    return following


def _bring_forward(desk: Desk, sitting: Sitting, local: datetime) -> None:
    pair, planned = sitting.pair, sitting.occurrence
    meeting = Meeting(local.date(), local.time(), planned.timezone, NO_TIME)
    if not occurrences.hold(desk.tx, planned.id, meeting):
        raise Refusal("rhythm_started")
    lay(desk, pair, pair.terms.cadence.following(max(planned.day, local.date())))
