"""Whose Home shows what."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.actions.usecases.lists import Mine, mine_of
from bot.digest.usecases.first_round import MAY_START, has_colours
from bot.digest.usecases.places import lost_of
from bot.home.usecases.filters import ALL, Shown, narrowed, shown_of, stages
from bot.home.usecases.installation import Installation, installation_of
from bot.home.usecases.lead import Lead, lead_of
from bot.home.usecases.pairs import Coming, coming_with, next_of
from bot.kit.desk import Desk
from bot.meetings.usecases.ahead import NOTHING, Ahead, ahead_of
from bot.pulse.usecases.answering import Paper, waiting_of
from bot.rhythm.usecases.viewing import Asked, asked_of
from bot.standing.loads import Loads, everybodys, load_of, weeks_in
from bot.standing.order import Order, by_attention, order_of
from bot.standing.overview import overview
from bot.standing.standings import Standing, standings
from flows.company.people import Person, Reach, answers, reads, scores
from flows.company.subjects import Subject
from flows.figures.digest import round_of
from flows.figures.first_round import Round
from flows.rhythm.load import Load
from flows.scorecards.scorecard import Scorecard
from storage import people, subjects

PER_PAGE = 25
MOST_NAMES = 5  # of customers without an owner, in one sentence


@dataclass(frozen=True)
class Home:
    """What one person's Home shows: one page of standings, and what an admin should look at.

    `load` is their own. `ready` are the ids of what is ready on this page, for whoever carries it, `weeks` the day of
    the week of what is planned. `due_to_team` counts what is ready for others. `unowned` are the first of the
    customers without an owner, for a manager to find one. `scorecard` is that of whose areas the shapes of rows are,
    `lead` what stands on top for who looks over the work of others, `shown` what they have chosen to see of the list,
    and `whose` and `stages` of whom and in which stage they may choose it. `round` is how far the first round is, for
    a director while no colours go to the channel. `mine` are their action items, `ahead` is what they have before them
    of 1-to-1s. `given` waits for an auditor's own review, `asked` for a manager's own view before a 1-to-1. `pulse`
    waits for their answers. `next_one` is a seller's next 1-to-1, `coming` are a manager's.
    `installation` is its state, for an admin; `lost` says why a digest that they look after can't be posted, and whose.
    """

    person: Person
    standings: tuple[Standing, ...]
    total: int
    load: Load
    due_to_team: int
    page: int
    may_score: bool
    mine: Mine
    scorecard: Scorecard
    lead: Lead | None = None
    shown: Shown = ALL
    whose: tuple[Person, ...] = ()
    stages: tuple[str, ...] = ()
    ready: frozenset[int] = frozenset()
    weeks: Mapping[int, date] = field(default_factory=dict)
    next_due: Subject | None = None
    installation: Installation | None = None
    lost: tuple[tuple[str, Person | None], ...] = ()
    unowned: tuple[Subject, ...] = ()
    unowned_count: int = 0
    given: tuple[Subject, ...] = ()
    asked: tuple[Asked, ...] = ()
    ahead: Ahead = NOTHING
    pulse: Paper | None = None
    next_one: Coming | None = None
    coming: tuple[Coming, ...] = ()
    round: Round | None = None

    @property
    def pages(self) -> int:
        """How many pages there are; an empty Home has one."""
        return max(1, -(-self.total // PER_PAGE))


def home_of(desk: Desk, person: Person, *, page: int = 0) -> Home:
    """The Home of a person: what is ready on top, what is planned, then what wants attention; 25 a page."""
    seen, loads, own = overview(desk, person), everybodys(desk, person), load_of(desk, person)
    lead, shown = lead_of(desk, person, seen), ALL
    if lead:
        shown = shown_of(desk, person)
    looks_on = scores(person) is Reach.NONE and reads(person) is not Reach.NONE
    order = (
        by_attention(desk, narrowed(desk, person, seen, shown))
        if looks_on or shown != ALL
        else order_of(desk, person, seen, loads, own)
    )
    asked, ahead = tuple(asked_of(desk, person)), ahead_of(desk, person)
    is_today = person.id in {each.seller_id for each in ahead.today}  # then it stands on top
    home = Home(
        person=person,
        standings=(),
        total=order.count,
        load=own,
        due_to_team=order.ready_for_others.count,
        page=0,
        may_score=scores(person) is not Reach.NONE,
        mine=mine_of(desk, person),
        scorecard=desk.scorecards.deal,
        lead=lead,
        shown=shown,
        stages=stages(desk, person, shown) if lead else (),
        whose=_whose(desk, person, lead, shown),
        next_due=subjects.next_due(desk.tx, viewer=person, reach=reads(person)),
        installation=installation_of(desk, person),
        lost=lost_of(desk, person),
        given=_given(desk, person),
        asked=asked,
        next_one=None if is_today else next_of(desk, person),
        coming=coming_with(desk, person, loads, asked),
        ahead=ahead,
        pulse=waiting_of(desk, person),
        unowned=tuple(_among(desk, person, order.unowned.ids(0, MOST_NAMES))),
        unowned_count=order.unowned.count,
        round=round_of(lead.deals) if lead and person.role in MAY_START and not has_colours(desk) else None,
    )
    return _turned(desk, home, order, loads, page)


def _whose(desk: Desk, person: Person, lead: Lead | None, shown: Shown) -> tuple[Person, ...]:
    """Whose list may be chosen, and who is chosen, whether there is anything of theirs or not."""
    found = [team.person for team in lead.teams if team.person] if lead else []
    if shown.team is not None and shown.team not in [each.id for each in found]:
        chosen = people.by_id(desk.tx, shown.team)
        of_team = chosen is not None and person.id in {chosen.id, chosen.manager_id}
        if chosen and (of_team or reads(person) is not Reach.TEAM):
            found = [chosen, *found]
    return tuple(found)


def _given(desk: Desk, person: Person) -> tuple[Subject, ...]:
    if answers(person) is not Reach.GIVEN:
        return ()
    return tuple(subjects.listed(desk.tx, viewer=person, reach=Reach.GIVEN))


def _turned(desk: Desk, home: Home, order: Order, loads: Loads, page: int) -> Home:
    """The Home with one of its pages; with the last one where it has fewer."""
    shown = max(0, min(page, home.pages - 1))
    found = _among(desk, home.person, order.ids(shown * PER_PAGE, PER_PAGE))
    weeks = weeks_in(desk, loads.also(home.person, home.load), [subject.id for subject in found])
    return replace(
        home,
        page=shown,
        standings=tuple(standings(desk, home.person, found)),
        ready=frozenset(id_ for id_, week in weeks.items() if week is None),
        weeks={id_: week for id_, week in weeks.items() if week is not None},
    )


def _among(desk: Desk, person: Person, ids: list[int]) -> list[Subject]:
    return subjects.among(desk.tx, ids, viewer=person, reach=reads(person))
