"""What is ready for a person this week, and what is planned: the one answer for every surface."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.kit.desk import Desk
from flows.company.people import Person, Reach, reads, scores
from flows.rhythm.cadence import last_moment, next_moment
from flows.rhythm.load import Budget, Done, Load, load, weeks_of
from flows.rhythm.priority import in_order, places
from storage import kept_loads, loads, people
from storage.kept_loads import KeptLoad, Weeks

AT_ONCE = 50  # people whose loads are written in one transaction


def load_of(desk: Desk, person: Person) -> Load:
    """A person's own load now, as it is kept where that holds; a team's is its sellers'.

    Empty for those who review nothing. Without colours: /review answers within milliseconds.
    """
    if scores(person) is Reach.NONE:
        return Load()
    kept = kept_loads.own(desk.tx, person.id, _rules(desk))
    return loads_of(desk, [person]).get(person.id, Load()) if kept is None else kept


def loads_of(desk: Desk, everybody: Iterable[Person]) -> dict[int, Load]:
    """The loads of those for whom something waits, by their ids: four queries, however many there are."""
    return {id_: found for id_, (found, _) in _with_places(desk, everybody).items()}


def _with_places(desk: Desk, everybody: Iterable[Person]) -> dict[int, tuple[Load, dict[int, int]]]:
    """The same, and the place of each subject in the order of its week."""
    people = {person.id: person for person in everybody if scores(person) is not Reach.NONE}
    waiting = loads.waiting(desk.tx, people) if people else {}
    if not waiting:
        return {}
    since = {id_: week_of(people[id_], desk.now) for id_ in waiting}
    done = loads.done(desk.tx, since)
    largest = loads.largest(desk.tx, waiting)
    begun = loads.begun(desk.tx) or desk.now
    found = {}
    for id_, each in waiting.items():
        person = people[id_]
        placed = places(each, largest.get(id_, {}), since=since[id_], timezone=person.timezone)
        weeks = weeks_of(person, begun=begun, now=desk.now)
        of_week = load(in_order(placed), done.get(id_, Done()), weeks, _budget(desk))
        found[id_] = of_week, {one.id: place for one, place in placed.items()}
    return found


@dataclass(frozen=True)
class Loads:
    """Everybody's loads as they are kept, and those of the people of whom nothing is kept that holds."""

    computed: Mapping[int, Load]
    unsure: Collection[int]

    def also(self, person: Person, own: Load) -> "Loads":
        """With somebody's own load, as it was computed."""
        return Loads({**self.computed, person.id: own}, [*self.unsure, person.id])

    def computed_for_others(self, person: Person) -> list[int]:
        """The ids of what is ready for everybody but one, of what was computed."""
        others = [load for id_, load in self.computed.items() if id_ != person.id]
        return [id_ for load in others for id_ in load.ready]


def unsure_of(desk: Desk) -> list[int]:
    """The ids of the people of whose load nothing is kept that holds."""
    return kept_loads.unsure(desk.tx, _rules(desk))


def everybodys(desk: Desk, viewer: Person | None = None) -> Loads:
    """The loads of all, or of all whose subjects somebody reads: two queries, as long as what is kept holds."""
    unsure = unsure_of(desk)
    found = people.those(desk.tx, unsure) if unsure else []
    asked = [each for each in found if viewer is None or _reaches(viewer, each)]
    return Loads(loads_of(desk, asked), unsure)


def _reaches(viewer: Person, person: Person) -> bool:
    reach = reads(viewer)
    of_team = reach is Reach.TEAM and person.manager_id == viewer.id
    return reach in {Reach.ALL, Reach.ALL_BUT_GIVEN} or of_team or person.id == viewer.id


def ready_by_person(desk: Desk) -> dict[int, tuple[int, ...]]:
    """The ids of what is ready for each, by their ids; nobody for whom nothing is."""
    found = everybodys(desk)
    computed = {id_: one.ready for id_, one in found.computed.items()}
    kept = kept_loads.ready_by_person(desk.tx, without=found.unsure)
    return {id_: ids for id_, ids in (kept | computed).items() if ids}


def weeks_in(desk: Desk, found: Loads, subject_ids: Collection[int]) -> Weeks:
    """The weeks of those of these subjects that wait for somebody, by their ids; None where it is ready."""
    computed = {id_: week for one in found.computed.values() for id_, week in one.weeks.items()}
    kept = kept_loads.weeks(desk.tx, subject_ids, without=found.unsure) if subject_ids else {}
    return kept | {id_: computed[id_] for id_ in subject_ids if id_ in computed}


def keep_unsure(desk: Desk) -> bool:
    """Write the loads of some people of whom nothing is kept that holds; whether there may be others."""
    ids = kept_loads.hold_unsure(desk.tx, _rules(desk), limit=AT_ONCE)
    kept_loads.put(desk.tx, _rules(desk), computed(desk, people.those(desk.tx, ids)))
    return len(ids) == AT_ONCE


def is_unsure(desk: Desk) -> bool:
    """Whether there is anybody of whom nothing is kept that holds."""
    return kept_loads.any_unsure(desk.tx, _rules(desk))


def computed(desk: Desk, everybody: Collection[Person]) -> dict[int, KeptLoad]:
    """What is to be kept of these people's loads at this moment, by their ids."""
    found = _with_places(desk, everybody)
    due = loads.next_due(desk.tx, [person.id for person in everybody])
    kept = {}
    for person in everybody:
        of_week, placed = found.get(person.id, (Load(), {}))
        waiting = {id_: (week, placed[id_]) for id_, week in of_week.weeks.items()}
        kept[person.id] = KeptLoad(waiting, _until(person, due, now=desk.now))
    return kept


def _until(person: Person, due: Mapping[int, datetime], *, now: datetime) -> datetime:
    """The next week's beginning, or when something else is due."""
    week = next_moment(person.weekday, person.at, person.timezone, after=now)
    return min(week, due.get(person.id, week))


def _rules(desk: Desk) -> str:
    """What everybody's weeks rest on, in one line."""
    return f"{loads.begun(desk.tx)} {_budget(desk)}"


def _budget(desk: Desk) -> Budget:
    return Budget(desk.settings.weekly_subjects, desk.settings.weekly_minutes)


def week_of(person: Person, now: datetime) -> datetime:
    """When this person's week began (UTC)."""
    return last_moment(person.weekday, person.at, person.timezone, now=now)
