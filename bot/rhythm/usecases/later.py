"""Being reminded once more, later."""

from datetime import datetime

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.rhythm.usecases.meetings import Sitting, sitting_of
from flows.company.people import Person
from flows.rhythm.reminders import Meeting, Snooze, snoozed
from storage import absences, people, snoozes


def choices(desk: Desk, person: Person) -> dict[Snooze, datetime]:
    """When somebody may be reminded once more before their next 1-to-1 (UTC); nothing where it is too near.

    A reminder that came at the moment itself is not put off to the next such moment: that one has its own.
    """
    sitting = sitting_of(desk, person)
    if sitting is None:
        return {}
    offered = [choice for choice in Snooze if choice is not Snooze.BEFORE or not sitting.comes_by_itself]
    found = {choice: snoozed(choice, _meeting(sitting), now=desk.now) for choice in offered}
    return {choice: moment for choice, moment in found.items() if moment}


def put_off(desk: Desk, person: Person, choice: Snooze) -> datetime:
    """Have somebody reminded once more; gives when (UTC). Refuses what is too near to the 1-to-1 by now."""
    moment = choices(desk, person).get(choice)
    if moment is None:
        raise Refusal("later_too_near")
    snoozes.put(desk.tx, person.id, moment)
    return moment


def wanted_now(desk: Desk) -> list[Person]:
    """Those who wanted to be reminded now, and are neither away nor have paused meanwhile; each once."""
    found = people.those(desk.tx, snoozes.take_due(desk.tx))
    there = [each for each in found if not each.paused]
    return [
        each for each in there if not absences.on(desk.tx, [each.id], desk.texts(each).local_date(desk.now))
    ]


def _meeting(sitting: Sitting) -> Meeting:
    planned = sitting.occurrence
    return Meeting(planned.on, planned.at, planned.timezone, sitting.pair.terms.ahead)
