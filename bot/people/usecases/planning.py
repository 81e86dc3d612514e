"""Reminders that a wrong clock has planned, planned anew."""

from bot.kit.desk import Desk
from flows.rhythm.cadence import next_moment
from storage import people


def plan_anew(desk: Desk) -> None:
    """Give whoever's reminder lies more than its rhythm ahead their next weekly moment."""
    for person in people.planned_too_far(desk.tx):
        moment = next_moment(person.weekday, person.at, person.timezone, after=desk.now)
        people.set_remind_at(desk.tx, person.id, moment)
