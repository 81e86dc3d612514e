"""Action items summed up for whoever leads those who lead: by team and kind, with nobody named who doesn't want it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from bot.actions.usecases.reading import today_of
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person, Role, managers
from flows.review.action_item import Kind
from storage import action_items, people

FEWEST = 3  # people: a sum of fewer would tell whose it is


@dataclass(frozen=True)
class Sum:
    """How many are open of each kind, and how many are past their day."""

    by_kind: Mapping[Kind, int]
    overdue: int

    @property
    def total(self) -> int:
        """How many are open."""
        return sum(self.by_kind.values())


@dataclass(frozen=True)
class TeamSum:
    """A team's sum, by the name of who leads it; None for teams too small to be told by themselves, taken together.

    `named` are the sums of those in it who chose to be named, by their names.
    """

    manager: str | None
    sum: Sum
    named: tuple[tuple[str, Sum], ...] = ()


@dataclass(frozen=True)
class Sums:
    """The sums of teams, by name; `too_few` says that there are people of whom none can be told."""

    teams: tuple[TeamSum, ...]
    too_few: bool


Counted = tuple[Kind, int, bool]  # of what kind, how many, whether past their day


def sums_of(desk: Desk, person: Person) -> Sums:
    """The sums of the teams below somebody: for a director all of them; refuses who leads nobody who leads.

    A person's own stand in the team that they lead, else in their manager's.
    """
    everybody = {each.id: each for each in people.all_of(desk.tx) if each.role is not Role.NONE}
    leaders = {each.manager_id for each in everybody.values() if each.manager_id in everybody}
    below = _below(person, everybody, leaders)
    if not below:
        raise Refusal("action_no_teams")
    teams: defaultdict[int, list[Person]] = defaultdict(list)
    for each in everybody.values():
        of = each.id if each.id in leaders else each.manager_id
        if of in below:
            teams[of or 0].append(each)
    return _told(desk, teams, everybody)


def _below(person: Person, everybody: Mapping[int, Person], leaders: Set[int | None]) -> set[int | None]:
    """The ids of those who lead, below somebody."""
    if person.role is Role.DIRECTOR:
        return {id_ for id_ in leaders if id_ != person.id}
    return {
        id_
        for id_ in leaders
        if id_ and person.id in [each.id for each in managers(everybody[id_], everybody)]
    }


def _told(desk: Desk, teams: Mapping[int, list[Person]], everybody: Mapping[int, Person]) -> Sums:
    counted, named = _counted(desk, everybody), people.named(desk.tx)
    small = [each for members in teams.values() if len(members) < FEWEST for each in members]
    found = [
        TeamSum(
            everybody[id_].name,
            _sum(counted, members),
            tuple((each.name, _sum(counted, [each])) for each in members if each.id in named),
        )
        for id_, members in teams.items()
        if len(members) >= FEWEST
    ]
    found.sort(key=lambda each: each.manager or "")
    if len(small) >= FEWEST:
        found.append(TeamSum(None, _sum(counted, small)))
    return Sums(tuple(found), too_few=0 < len(small) < FEWEST)


def _counted(desk: Desk, everybody: Mapping[int, Person]) -> Mapping[int, list[Counted]]:
    """What is open, by whose it is."""
    found: defaultdict[int, list[Counted]] = defaultdict(list)
    for row in action_items.open_counts(desk.tx):
        if owner := everybody.get(row.owner_id):
            is_past = row.by < today_of(owner, desk.now)
            found[owner.id].append((Kind(row.kind), row.number, is_past))
    return found


def _sum(counted: Mapping[int, list[Counted]], members: list[Person]) -> Sum:
    by_kind: Counter[Kind] = Counter()
    overdue = 0
    for each in members:
        for kind, number, is_past in counted.get(each.id, ()):
            by_kind[kind] += number
            overdue += number * is_past
    return Sum({kind: by_kind[kind] for kind in Kind if by_kind[kind]}, overdue)
