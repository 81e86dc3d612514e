"""Who is who, and when each is reminded."""

from collections.abc import Callable
from datetime import datetime

from bot.kit.desk import Desk
from flows.company.people import Person, Role
from flows.rhythm.cadence import elsewhere, rearranged
from storage import people


def plan_reminder(desk: Desk, person_id: int) -> None:
    """Set the next weekly moment of a person whose weekday or hour was set; see `rearranged`."""
    person = people.by_id(desk.tx, person_id)
    if person is not None:
        _set(desk, person, rearranged)


def plan(desk: Desk, person: Person) -> None:
    """Set the next weekly moment of a person who is in this zone now; see `elsewhere`."""
    _set(desk, person, elsewhere)


def _set(desk: Desk, person: Person, moment: Callable[..., datetime]) -> None:
    planned = people.remind_at(desk.tx, [person.id]).get(person.id)
    at = moment(person.weekday, person.at, person.timezone, planned=planned, now=desk.now)
    people.set_remind_at(desk.tx, person.id, at)


def admins(desk: Desk) -> tuple[str, ...]:
    """The names of those whom somebody unknown can ask."""
    return tuple(person.name for person in people.with_role(desk.tx, Role.ADMIN))


def admins_for(desk: Desk, person: Person | None) -> tuple[str, ...]:
    """The same for somebody on the list; whoever isn't may be of another company, and learns no names."""
    return admins(desk) if person else ()
