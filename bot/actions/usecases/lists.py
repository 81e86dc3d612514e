"""Lists of action items: one's own by when they are due, those of a team, and those that a pair has agreed on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.actions.usecases.action_items import RECENT
from bot.actions.usecases.adding import PLANNERS
from bot.actions.usecases.reading import Item, listed, today_of
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person, Role
from flows.review.action_item import CLOSES, ActionItem, When, when
from storage import action_items, people

MOST_SETTLED = 5


@dataclass(frozen=True)
class Mine:
    """What somebody sees to, by when it is due, the soonest first; and how many of their team's are past their day.

    `leads` says whether they have a team, `sees_sums` whether teams below them.
    """

    person: Person
    groups: dict[When, tuple[Item, ...]] = field(default_factory=dict)
    team_overdue: int = 0
    leads: bool = False
    sees_sums: bool = False

    @property
    def may_plan(self) -> bool:
        """Whether they may write something down that has no subject."""
        return self.person.role in PLANNERS

    @property
    def count(self) -> int:
        """How many are open."""
        return sum(map(len, self.groups.values()))


@dataclass(frozen=True)
class Settled:
    """What somebody has settled of late and may take back, and whether they are named in sums further up."""

    items: tuple[Item, ...]
    is_named: bool


def mine_of(desk: Desk, person: Person) -> Mine:
    """Somebody's own action items, as they stand on their Home."""
    found = listed(desk, person, action_items.open_of(desk.tx, [person.id]))
    today, groups = today_of(person, desk.now), {}
    for which in When:
        those = tuple(each for each in found if when(each.item.by, today) is which)
        if those:
            groups[which] = those
    team = people.team_of(desk.tx, person.id)
    return Mine(
        person,
        groups,
        team_overdue=_overdue(desk, team),
        leads=bool(team),
        sees_sums=person.role is Role.DIRECTOR or people.leads_leaders(desk.tx, person.id),
    )


def settled_of(desk: Desk, person: Person) -> Settled:
    """What somebody has settled of late, the latest first."""
    found = action_items.settled_by(desk.tx, person.id, since=desk.now - RECENT)
    closed = [each for each in found if each.became and each.became.fate in CLOSES]
    items = listed(desk, person, closed[:MOST_SETTLED])
    return Settled(tuple(each for each in items if each.may_settle), person.id in people.named(desk.tx))


def teams_of(desk: Desk, person: Person) -> list[tuple[Person, tuple[Item, ...]]]:
    """What is open of each of a manager's team, by name: in their plan, else where they see to it.

    Refuses who has no team.
    """
    team = people.team_of(desk.tx, person.id)
    if not team:
        raise Refusal("action_no_team")
    ids = [each.id for each in team]
    own, about = action_items.open_of(desk.tx, ids), action_items.open_about(desk.tx, ids)
    items = listed(desk, person, sorted({*own, *about}, key=lambda each: (each.by, each.id)))
    stands: defaultdict[int, list[Item]] = defaultdict(list)
    for each in items:
        stands[each.item.about_id if each.item.about_id in ids else each.item.owner_id].append(each)
    return [(each, tuple(stands[each.id])) for each in team if each.id in stands]


def open_of_pair(desk: Desk, seller: Person, manager: Person) -> list[ActionItem]:
    """What is open of what a pair has agreed on: what concerns the seller, the manager's own first, the soonest first.

    That is what one of the two sees to or has written down, and that the seller sees to, or is of their plan or of
    what they carry.
    """
    found = action_items.open_of_pair(desk.tx, seller.id, manager.id)
    return sorted(found, key=lambda each: (each.owner_id != manager.id, each.by, each.id))


def _overdue(desk: Desk, team: Sequence[Person]) -> int:
    """How many of a team's are past their day, where each of them is."""
    todays = {each.id: today_of(each, desk.now) for each in team}
    found = action_items.open_counts(desk.tx, list(todays)) if todays else ()
    return sum(row.number for row in found if row.by < todays[row.owner_id])
