"""What is ready for a person this week, and what is planned: the one answer for every surface."""

from collections.abc import Iterable
from datetime import datetime

from bot.kit.desk import Desk
from flows.company.people import Person, Reach, scores
from flows.rhythm.cadence import last_moment
from flows.rhythm.load import Budget, Done, Load, load, weeks_of
from flows.rhythm.priority import by_priority
from storage import loads


def load_of(desk: Desk, person: Person) -> Load:
    """A person's own load now; a team's is its sellers'.

    Empty for those who review nothing. Without colours: /review answers within milliseconds.
    """
    return loads_of(desk, [person]).get(person.id, Load())


def loads_of(desk: Desk, everybody: Iterable[Person]) -> dict[int, Load]:
    """The loads of those for whom something waits, by their ids: four queries, however many there are."""
    people = {person.id: person for person in everybody if scores(person) is not Reach.NONE}
    waiting = loads.waiting(desk.tx, people)
    if not waiting:
        return {}
    since = {id_: _week_of(people[id_], desk.now) for id_ in waiting}
    done = loads.done(desk.tx, since)
    largest = loads.largest(desk.tx, waiting)
    begun = loads.begun(desk.tx) or desk.now
    budget = Budget(desk.settings.weekly_subjects, desk.settings.weekly_minutes)
    return {
        id_: load(
            by_priority(found, largest.get(id_, {}), since=since[id_], timezone=people[id_].timezone),
            done.get(id_, Done()),
            weeks_of(people[id_], begun=begun, now=desk.now),
            budget,
        )
        for id_, found in waiting.items()
    }


def _week_of(person: Person, now: datetime) -> datetime:
    return last_moment(person.weekday, person.at, person.timezone, now=now)
