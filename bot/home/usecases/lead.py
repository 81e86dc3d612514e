"""What stands on top of a Home that looks over others' work: figures, where to act, what moved, team by team."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from bot.actions.usecases.acting import Act, acts
from bot.digest.usecases.wanted import Wanted, wanted
from bot.kit.desk import Desk
from bot.standing.overview import Part, mark_of, standings_of
from bot.standing.standings import Scored, Standing, scored
from flows.company.colour import Colour
from flows.company.people import Person, Reach, Role, reads
from flows.company.subjects import Kind
from flows.figures.groups import Counted, Groups, count_of, groups
from storage import attention, digests, people

LEADS = {Reach.TEAM, Reach.ALL, Reach.ALL_BUT_GIVEN}
MOST_MOVES = 3
MOST_AREAS = 200  # subjects that a heat map looks at
A_WEEK = timedelta(weeks=1)
WORST_FIRST = (Colour.RED, Colour.GREY, Colour.YELLOW, Colour.GREEN)


@dataclass(frozen=True)
class GroupThen:
    """The deals of one colour in a digest that was taken: how many there were."""

    count: int


GROUPS = TypeAdapter(dict[Colour, GroupThen])


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

    `wanted` are wishes for help and actions past their date.

    `is_whole` says whether the areas of all deals with a colour were looked at. `hidden` counts the subjects to which
    the reader is blind: nothing of them is in any figure.
    """

    deals: Groups
    customers: Groups
    wanted: Wanted
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
    hidden = len(seen.apart) - len(visible.apart)
    areas = attention.areas(desk.tx, visible.of_kind(Kind.DEAL).rows, by_owner=by_seller, limit=MOST_AREAS)
    return Lead(
        deals=of_kind[Kind.DEAL],
        customers=of_kind[Kind.CUSTOMER],
        wanted=wanted(desk, person, person.id if reads(person) is Reach.TEAM else None),
        then=None if hidden else then,  # the digest has counted what is hidden
        since=since,
        acts=acts(desk, person, visible),
        moved=_moved(desk, person, visible, since),
        teams=_teams(desk, counted, areas),
        is_whole=len(areas) < MOST_AREAS,
        hidden=hidden,
    )


Whose = int | None
CountedOf = tuple[Whose, Kind, Counted]


def _counted(desk: Desk, visible: Part, *, by_seller: bool) -> list[CountedOf]:
    found = attention.counted_of(desk.tx, visible.rows, by_owner=by_seller)
    apart = [
        (_whose(one, by_seller=by_seller), one.subject.kind, Counted.of(mark_of(one)))
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
    """When the last digest of what they read was taken (else a week ago), and its counts.

    An auditor reads less than the whole company, so nothing is to be compared.
    """
    team = person.id if reads(person) is Reach.TEAM else None
    last = digests.last_groups(desk.tx, team)
    if last is None:
        return _since_any(desk), None
    taken_at, said = last
    if reads(person) is Reach.ALL_BUT_GIVEN:
        return taken_at, None
    return taken_at, {colour: each.count for colour, each in GROUPS.validate_python(said).items()}


def _since_any(desk: Desk) -> datetime:
    """When the company's last digest was taken, for whose team has none; else a week ago."""
    last = digests.last_groups(desk.tx)
    return last[0] if last else desk.now - A_WEEK


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
