"""Reminders: each person on their own rhythm, and only when something is ready."""

from zoneinfo import ZoneInfo

from bot.desk import Desk
from bot.posting.message import put
from bot.usecases.loads import load_of
from bot.views import notices
from flows.cadence import next_moment
from flows.people import Person
from flows.subjects import Kind
from storage import people

BATCH = 100


def remind(desk: Desk) -> int:
    """Write the reminders that are due and plan the next ones; returns how many people were looked at.

    Nothing due, no message. The key holds the person's local date: a second run, or a second replica,
    writes nothing more.
    """
    waiting = people.reminders_due(desk.tx, limit=BATCH)
    for person in waiting:
        _remind(desk, person)
        later = next_moment(person.weekday, person.at, person.timezone, after=desk.now)
        people.set_remind_at(desk.tx, person.id, later)
    return len(waiting)


def _remind(desk: Desk, person: Person) -> None:
    if person.paused or person.slack_id is None:
        return
    ready = load_of(desk, person).ready
    if not ready:
        return
    manager = people.by_id(desk.tx, person.manager_id) if person.manager_id else None
    deals = sum(each.kind is Kind.DEAL for each in ready)
    message = notices.reminder(
        desk.texts(person),
        name=first_name(person),
        manager=first_name(manager) if manager else None,
        deals=deals,
        customers=len(ready) - deals,
    )
    day = desk.now.astimezone(ZoneInfo(person.timezone)).date()
    key = f"reminder:{person.id}:{day}"
    put(desk, kind="reminder", to=person.slack_id, key=key, message=message)


def first_name(person: Person) -> str:
    """What colleagues call somebody."""
    return person.name.split()[0] if person.name.split() else person.email
