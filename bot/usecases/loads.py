"""What is ready for a person this week, and what is planned: the one answer for every surface."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from bot.desk import Desk
from flows.cadence import last_moment
from flows.load import Budget, Done, Load, load, weeks_of
from flows.people import Person, Reach, scores
from flows.priority import by_priority
from storage import loads


def load_for(desk: Desk, person: Person) -> Load:
    """A person's own load; empty for those who review nothing. Without colours: /review answers within milliseconds."""
    now = desk.clock()
    with desk.database.read() as tx:
        return load_of(tx, desk, person, now=now)


def load_of(tx: Connection, desk: Desk, person: Person, *, now: datetime) -> Load:
    """A person's own load at `now`; a team's is its sellers'."""
    return loads_of(tx, desk, [person], now=now).get(person.id, Load())


def loads_of(tx: Connection, desk: Desk, everybody: Iterable[Person], *, now: datetime) -> dict[int, Load]:
    """The loads of those for whom something waits, by their ids: four queries, however many there are."""
    people = {person.id: person for person in everybody if scores(person) is not Reach.NONE}
    waiting = loads.waiting(tx, desk.workspace, people, now=now)
    if not waiting:
        return {}
    since = {id_: _week_of(people[id_], now) for id_ in waiting}
    done = loads.done(tx, desk.workspace, since)
    largest = loads.largest(tx, desk.workspace, waiting)
    begun = loads.begun(tx, desk.workspace) or now
    budget = Budget(desk.settings.weekly_subjects, desk.settings.weekly_minutes)
    return {
        id_: load(
            by_priority(found, largest.get(id_, {}), since=since[id_], timezone=people[id_].timezone),
            done.get(id_, Done()),
            weeks_of(people[id_], begun=begun, now=now),
            budget,
        )
        for id_, found in waiting.items()
    }


def _week_of(person: Person, now: datetime) -> datetime:
    return last_moment(person.weekday, person.at, person.timezone, now=now)
