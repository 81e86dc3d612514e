"""What stands on top of a Home that looks over others' work: figures, where to act, what moved, team by team."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from bot.actions.usecases.reading import Item, listed
from bot.kit.desk import Desk
from bot.standing.overview import Part, first, standings_of
from bot.standing.standings import Scored, Standing, scored, way_of
from flows.company.colour import Colour
from flows.company.people import Person, Reach, Role, reads
from flows.company.subjects import Kind
from flows.figures.groups import Counted, Groups, Mark, count_of, groups
from flows.review.action_item import Kind as ActionKind
from flows.review.kept_score import WANTS, wants
from flows.scoring.way_up import Way
from storage import action_items, attention, digests, people

LEADS = {Reach.TEAM, Reach.ALL, Reach.ALL_BUT_GIVEN}
MOST_ACTS = 5
MOST_MOVES = 3
MOST_AREAS = 200  # subjects that a heat map looks at
A_WEEK = timedelta(weeks=1)
# Where help is worth most comes first; the new, of which nothing is to be known yet, are left out.
FIRST = (WANTS[Colour.RED], WANTS[Colour.GREY], WANTS[Colour.YELLOW])
WORST_FIRST = (Colour.RED, Colour.GREY, Colour.YELLOW, Colour.GREEN)


@dataclass(frozen=True)
class GroupThen:
    """The deals of one colour in a digest that was taken: how many there were."""

    count: int


GROUPS = TypeAdapter(dict[Colour, GroupThen])


@dataclass(frozen=True)
class Act:
    """A subject that wants attention, its way up, and what is open of its action items."""

    standing: Scored
    way: Way | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Moved:
    """A subject that has another colour than before its last reviews."""

    standing: Scored
    before: Colour


@dataclass(frozen=True)
class Cell:
    """An area in a team: the colour that most have (of two alike the worse), and how many are red."""

    colour: Colour
    red: int


@dataclass(frozen=True)
class Team:
    """A manager's team, or one seller of it (None: nobody's): its deals by colour, and its areas by their ids."""

    person: Person | None
    deals: Groups
    areas: Mapping[str, Cell]


@dataclass(frozen=True)
class Lead:
    """Figures of deals and customers, and how many deals there were of each colour `since` the last digest.

    `is_whole` says whether the areas of all deals with a colour were looked at. `hidden` counts the subjects to which
    the reader is blind: nothing of them is in any figure.
    """

    deals: Groups
    customers: Groups
    then: Mapping[Colour, int] | None
    since: datetime
    acts: tuple[Act, ...]
    moved: tuple[Moved, ...]
    teams: tuple[Team, ...]
    is_whole: bool
    hidden: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (count_of(self.deals) or count_of(self.customers) or self.hidden)


def lead_of(desk: Desk, person: Person, seen: Part) -> Lead | None:
    """What stands on top for whoever reads others' subjects; `seen` are all that they read. None for anybody else."""
    if reads(person) not in LEADS:
        return None
    visible = seen.scored()
    by_seller = person.role is Role.MANAGER
    counted = _counted(desk, visible, by_seller=by_seller)
    of_kind = {kind: groups(each for _, k, each in counted if k is kind) for kind in Kind}
    since, then = _then(desk, person)
    areas = attention.areas(desk.tx, visible.of_kind(Kind.DEAL).rows, by_owner=by_seller, limit=MOST_AREAS)
    return Lead(
        deals=of_kind[Kind.DEAL],
        customers=of_kind[Kind.CUSTOMER],
        then=then,
        since=since,
        acts=_acts(desk, person, visible),
        moved=_moved(desk, person, visible, since),
        teams=_teams(desk, counted, areas),
        is_whole=len(areas) < MOST_AREAS,
        hidden=len(seen.apart) - len(visible.apart),
    )


Whose = int | None
CountedOf = tuple[Whose, Kind, Counted]


def _counted(desk: Desk, visible: Part, *, by_seller: bool) -> list[CountedOf]:
    found = attention.counted_of(desk.tx, visible.rows, by_owner=by_seller)
    apart = [
        (_whose(one, by_seller=by_seller), one.subject.kind, Counted.of(Mark(one.colour, one.subject.money)))
        for one in scored(visible.apart)
    ]
    return [*found, *apart]


def _whose(standing: Standing, *, by_seller: bool) -> Whose:
    """The same as the database says of those that are kept."""
    owner = standing.owner
    if owner is None:
        return None
    return owner.id if by_seller or owner.role is Role.MANAGER else owner.manager_id


def _then(desk: Desk, person: Person) -> tuple[datetime, Mapping[Colour, int] | None]:
    """When the last digest was taken (else a week ago), and its counts for who reads the whole company."""
    last = digests.last_groups(desk.tx)
    if last is None:
        return desk.now - A_WEEK, None
    taken_at, said = last
    if reads(person) is not Reach.ALL:
        return taken_at, None
    return taken_at, {colour: each.count for colour, each in GROUPS.validate_python(said).items()}


def _acts(desk: Desk, person: Person, visible: Part) -> tuple[Act, ...]:
    ids: list[int] = []
    for wanted in FIRST:
        if len(ids) < MOST_ACTS:
            ids += first(desk, _wanting(visible, wanted), 0, MOST_ACTS - len(ids))
    found = {one.subject.id: one for one in scored(standings_of(desk, person, ids))} if ids else {}
    open_ = [each for each in action_items.of(desk.tx, [*found]) if each.is_open] if found else []
    shown = [each for each in open_ if each.kind is ActionKind.CUSTOMER]
    items: defaultdict[int | None, list[Item]] = defaultdict(list)
    for item in listed(desk, person, shown):
        items[item.item.subject_id].append(item)
    return tuple(
        Act(found[id_], None if items[id_] else way_of(desk, found[id_]), tuple(items[id_]))
        for id_ in ids
        if id_ in found
    )


def _wanting(visible: Part, wanted: int) -> Part:
    def does(one: Standing) -> bool:
        return isinstance(one, Scored) and wants(one.colour, is_new=one.is_new) == wanted

    return visible.where(attention.wanting(wanted), does)


def _moved(desk: Desk, person: Person, visible: Part, since: datetime) -> tuple[Moved, ...]:
    before = attention.moved(desk.tx, visible.rows, since=since)
    ids = [*before][: 2 * MOST_MOVES]  # some are back where they were
    found = {one.subject.id: one for one in scored(standings_of(desk, person, ids))} if ids else {}
    moves = [Moved(found[id_], before[id_]) for id_ in ids if id_ in found]
    return tuple([each for each in moves if each.standing.colour is not each.before][:MOST_MOVES])


def _teams(
    desk: Desk, counted: Iterable[CountedOf], areas: Iterable[tuple[Whose, Mapping[str, str]]]
) -> tuple[Team, ...]:
    """By name, what nobody leads or carries last."""
    deals: defaultdict[Whose, list[Counted]] = defaultdict(list)
    for whose, kind, each in counted:
        if kind is Kind.DEAL:
            deals[whose].append(each)
    named = {each.id: each for each in people.those(desk.tx, [*deals])}
    colours: defaultdict[Whose, defaultdict[str, Counter[str]]]
    colours = defaultdict(lambda: defaultdict(Counter))
    for (whose, area_id, colour), number in Counter(_each(areas)).items():
        colours[whose][area_id][colour] = number
    order = [*named, *([None] if None in deals else [])]
    return tuple(
        Team(
            named.get(whose or 0),
            groups(deals[whose]),
            {area_id: _cell(each) for area_id, each in colours[whose].items()},
        )
        for whose in order
    )


def _each(areas: Iterable[tuple[Whose, Mapping[str, str]]]) -> Iterator[tuple[Whose, str, str]]:
    return ((whose, *each) for whose, found in areas for each in found.items())


def _cell(colours: Counter[str]) -> Cell:
    worst = max(WORST_FIRST, key=lambda colour: (colours[colour], -WORST_FIRST.index(colour)))
    return Cell(worst, colours[Colour.RED])
