"""Having people reminded: each pair on its own rhythm, and only when something is ready."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.kit.desk import Desk
from bot.kit.outgoing import tell
from bot.people.usecases.planning import days_off, lay
from bot.rhythm.usecases.later import wanted_now
from flows.rhythm.days_off import DaysOff, Pairing, ahead
from flows.rhythm.reminders import (
    NO_TIME,
    SOONEST,
    Meeting,
    Reminder,
    first_step,
    last_of,
    next_step,
    sent_at,
)
from storage import pairs, reminders, reminding
from storage.reminding import Group

AT_ONCE = 5000  # people: whoever else wants to write waits so long
NEAR = timedelta(days=1)
REMINDER, ON_THE_DAY, NOT_PREPARED = "reminder", "reminder_today", "not_prepared"
ESCALATED = "not_prepared_below"
KINDS = {Reminder.PREPARE: REMINDER, Reminder.DAY: ON_THE_DAY}


def remind(desk: Desk, group: Group) -> bool:
    """Have some of a group reminded, and plan what comes next for them; whether there may be others.

    What is late, because nobody was there to send it, comes within working hours while it is of use. Its occurrence
    is the person's local date, so a second run or replica writes nothing more.
    """
    step, off = group.step, days_off(desk, group.countries)
    moment = _sent_at(group, desk.now)
    if moment and moment > desk.now:
        later = replace(step, due_at=moment)
        return len(reminding.move_on(desk.tx, group, to=later, limit=AT_ONCE)) == AT_ONCE
    following = next_step(group.meeting, off, now=desk.now)
    sellers = reminding.move_on(desk.tx, group, to=following, limit=AT_ONCE)
    if moment and not group.paused:
        _put(desk, group, last_of(group.step, group.meeting, off, now=desk.now), sellers)
    if following is None:
        _plan_next(desk, group, off, sellers)
    return len(sellers) == AT_ONCE


def remind_again(desk: Desk) -> None:
    """Remind those who wanted to be reminded now."""
    for person in wanted_now(desk):
        tell(desk, person, REMINDER, f"{person.id}:{desk.now.isoformat()}")


def _put(desk: Desk, group: Group, reminder: Reminder, sellers: Collection[int]) -> None:
    day = desk.now.astimezone(ZoneInfo(group.cadence.timezone)).date()
    if kind := KINDS.get(reminder):
        reminders.put(desk.tx, kind, sellers, day)
    if reminder is Reminder.DAY:
        managers = reminders.managers_of(desk.tx, sellers, group.day)
        reminders.put_for_managers(desk.tx, NOT_PREPARED, managers, day)
        reminders.put_for_managers(desk.tx, ESCALATED, reminders.escalated_above(desk.tx, managers), day)


def _sent_at(group: Group, now: datetime) -> datetime | None:
    """When what is due goes out; None where it is of no use any more."""
    if group.step.reminder is Reminder.BEGUN:
        return now
    zone, useful_until = group.cadence.timezone, _useful_until(group, now)
    return sent_at(group.step.due_at, timezone=zone, useful_until=useful_until, now=now)


def _useful_until(group: Group, now: datetime) -> datetime:
    """Shortly before the meeting; a reminder at its very moment may come now, or until a day before the next."""
    if group.meeting.ahead > NO_TIME:
        return group.meeting.begins - SOONEST
    return max(now, group.cadence.next(after=now).begins - NEAR)


def _plan_next(desk: Desk, group: Group, off: DaysOff, sellers: Collection[int]) -> None:
    """Plan what comes next for these sellers: for all at once, and anew for those of whom somebody is away then."""
    cadence = group.cadence
    day = cadence.next(after=desk.now).day
    *skipped, last = ahead(Pairing(cadence, group.rule, off), day)
    at, zone, hours = cadence.at, cadence.timezone, group.meeting.ahead
    planned = [(each, Meeting(each.day, at, zone, hours), None) for each in skipped]
    meeting = Meeting(last.on or last.day, at, zone, hours)
    reminding.plan_next(desk.tx, sellers, [*planned, (last, meeting, first_step(meeting, off, now=desk.now))])
    hindered = reminding.sellers_hindered(desk.tx, sellers, meeting.on)
    for pair in pairs.running(desk.tx, hindered).values():
        lay(desk, pair, day)
