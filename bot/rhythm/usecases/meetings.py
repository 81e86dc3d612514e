"""What a person's next 1-to-1 is, and who is not ready for today's with somebody."""

from dataclasses import dataclass

from bot.kit.desk import Desk
from bot.standing.loads import load_of, loads_of
from flows.company.people import Person
from flows.rhythm.load import Load
from flows.rhythm.priority import Waiting
from flows.rhythm.reminders import NO_TIME
from storage import absences, loads, occurrences, pairs, people
from storage.occurrences import Occurrence
from storage.pairs import Pair


@dataclass(frozen=True)
class Sitting:
    """A pair's next occurrence; `manager` is whom it is with, perhaps as a stand-in: nobody, once they left Slack."""

    pair: Pair
    occurrence: Occurrence
    manager: Person | None

    @property
    def comes_by_itself(self) -> bool:
        """Whether it is reminded of at its very moment, so that there is nothing to prepare for."""
        return self.pair.terms.ahead <= NO_TIME


def ready_of(desk: Desk, person: Person) -> list[Waiting]:
    """What is ready for somebody now, as far as it is told how much that is."""
    ready = load_of(desk, person).ready
    return [each for each in loads.waiting(desk.tx, [person.id]).get(person.id, []) if each.id in ready]


def sitting_of(desk: Desk, seller: Person) -> Sitting | None:
    """The next 1-to-1 of a seller; None for who has none planned."""
    pair, occurrence = pairs.of(desk.tx, seller.id), occurrences.next_of(desk.tx, seller.id)
    if pair is None or occurrence is None:
        return None
    with_id = occurrence.with_id or pair.manager_id
    manager = people.by_id(desk.tx, with_id) if with_id else None
    return Sitting(pair, occurrence, manager if manager and manager.slack_id else None)


def unprepared_with(desk: Desk, manager: Person) -> list[tuple[Person, int]]:
    """The sellers for whom something is left before their 1-to-1 with somebody today, by name, with how many.

    Only those of whom it was asked: nobody who is away, has paused, or is reminded at its moment.
    """
    day = desk.texts(manager).local_date(desk.now)
    running = pairs.running(desk.tx, occurrences.with_on(desk.tx, manager.id, day))
    asked = [id_ for id_, pair in running.items() if pair.terms.ahead > NO_TIME and not pair.paused]
    away = absences.on(desk.tx, asked, day)
    sellers = [each for each in people.those(desk.tx, asked) if each.id not in away and not each.paused]
    left = loads_of(desk, sellers)
    counted = [(each, len(left.get(each.id, Load()).ready)) for each in sellers]
    return [(person, count) for person, count in counted if count]


def unprepared_below(desk: Desk, leader: Person) -> list[tuple[Person, list[tuple[Person, int]]]]:
    """The same of each manager whom somebody leads, by name; left out is of whose team all are ready."""
    teams = [(each, unprepared_with(desk, each)) for each in people.team_of(desk.tx, leader.id)]
    return [(manager, found) for manager, found in teams if found]
