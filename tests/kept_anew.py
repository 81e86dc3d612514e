"""What people see of all that is open, with every score computed anew: what is kept must agree with it."""

from dataclasses import dataclass
from typing import Any

from bot.digest.usecases import digests
from bot.home.usecases.home import home_of
from bot.home.usecases.lead import LEADS, lead_of
from bot.kit.desk import Desk
from bot.standing.loads import everybodys, load_of, loads_of
from bot.standing.order import by_attention as order_by_attention
from bot.standing.order import order_of
from bot.standing.overview import overview
from bot.standing.readers import COMPANY
from bot.standing.standings import Scored, Standing, by_attention, scored, standings
from flows.company.colour import Colour
from flows.company.people import Person, Reach, reads, scores
from flows.company.subjects import Kind
from flows.figures.groups import Counted, Mark, count_of, groups
from flows.rhythm.load import Load
from storage import people, subjects


@dataclass(frozen=True)
class Seen:
    """A Home in full: its subjects in order with what is said of when they are due, and its figures."""

    listed: list[tuple[Standing, bool, object]]
    figures: dict[str, object]


def home_anew(desk: Desk, person: Person) -> Seen:
    """What somebody's Home is to show."""
    found = by_attention(
        standings(desk, person, subjects.listed(desk.tx, viewer=person, reach=reads(person)))
    )
    owners = {each.owner.id: each.owner for each in found if each.owner} | {person.id: person}
    loads = loads_of(desk, owners.values())
    own = loads.get(person.id, Load())
    ready = {id_ for load in loads.values() for id_ in load.ready}
    weeks = {each.id: each.week for load in loads.values() for each in load.planned}
    place = {id_: number for number, id_ in enumerate(own.waiting)}
    unowned = [each for each in found if scores(person) is Reach.TEAM and each.subject.owner_id is None]
    owned = [each for each in found if each not in unowned]
    is_asked = scores(person) is not Reach.NONE  # others go through all of it by attention
    owned.sort(
        key=lambda each: (
            is_asked and each.subject.id not in ready,
            each.subject.id not in place,
            place.get(each.subject.id, 0),
        )
    )
    coming = [
        each.subject
        for each in owned
        if each.is_of(person) and each.subject.due_at and each.subject.due_at > desk.now
    ]
    return Seen(
        [(each, each.subject.id in ready, weeks.get(each.subject.id)) for each in [*unowned, *owned]],
        {
            "load": own,
            "unowned": len(unowned),
            "due to team": is_asked
            and sum(each.subject.id in ready and not each.is_of(person) for each in owned),
            "next due": min(coming, key=lambda each: (each.due_at, each.id), default=None),
        },
    )


def home_shown(desk: Desk, person: Person) -> Seen:
    """What it shows, page by page."""
    first = home_of(desk, person)
    pages = [first, *(home_of(desk, person, page=number) for number in range(1, first.pages))]
    return Seen(
        [
            (each, each.subject.id in page.ready, page.weeks.get(each.subject.id))
            for page in pages
            for each in page.standings
        ],
        {
            "load": first.load,
            "unowned": first.unowned_count,
            "due to team": first.due_to_team,
            "next due": first.next_due,
        },
    )


def figures_anew(desk: Desk, viewer: Person | None) -> dict[str, Any]:
    """What the figures for somebody, or for the whole company, are to be."""
    found = (
        subjects.everything(desk.tx, open_only=True)
        if viewer is None
        else subjects.listed(desk.tx, viewer=viewer, reach=reads(viewer))
    )
    seen = by_attention(scored(standings(desk, viewer or COMPANY, found)))
    of_kind = {kind: [each for each in seen if each.subject.kind is kind] for kind in Kind}
    deals, customers = of_kind[Kind.DEAL], of_kind[Kind.CUSTOMER]
    uncertain = [each for each in customers if each.colour in {Colour.RED, Colour.GREY}]
    expiries = [each.subject.close_date for each in uncertain if each.subject.close_date]
    return {
        "groups": groups(Counted.of(Mark(each.colour, each.subject.money)) for each in deals),
        "customers": groups(Counted.of(Mark(each.colour, each.subject.money)) for each in customers),
        "nearest": min((day for day in expiries if day >= desk.now.date()), default=None),
        "listed": {
            colour: tuple([each for each in deals if each.colour is colour][:25])
            for colour in Colour
            if any(each.colour is colour for each in deals)
        },
        "acts": tuple(acts_of(seen)),
        "hidden": len(found) - len(seen),
    }


def figures_shown(desk: Desk, viewer: Person) -> dict[str, Any]:
    """What they are."""
    found = digests.personal(desk, viewer)
    return {
        "groups": found.figures.groups,
        "customers": found.figures.customers,
        "nearest": found.figures.retention.nearest,
        "listed": dict(found.listed),
        "acts": tuple(act.standing for act in found.acts),
        "hidden": found.hidden,
    }


def acts_of(seen: list[Scored]) -> list[Scored]:
    """Those that most need attention, of these in the order of attention."""
    order = (Colour.RED, Colour.GREY, Colour.YELLOW)
    wanting = [each for each in seen if each.colour in order and not each.is_new]
    return sorted(wanting, key=lambda each: order.index(each.colour))[:5]


def lead_anew(desk: Desk, person: Person) -> dict[str, Any] | None:
    """What is to stand on top for who looks over others' work: its figures, and where to act."""
    if reads(person) not in LEADS:
        return None
    found = scored(standings(desk, person, subjects.listed(desk.tx, viewer=person, reach=reads(person))))
    figures = figures_anew(desk, person)
    return {name: figures[name] for name in ("groups", "customers", "hidden")} | {
        "acts": acts_of(by_attention(found))
    }


def lead_shown(desk: Desk, person: Person) -> dict[str, Any] | None:
    """What does; each team's deals add up to all of them."""
    lead = lead_of(desk, person, overview(desk, person))
    if lead is None:
        return None
    assert sum(count_of(team.deals) for team in lead.teams) == count_of(lead.deals)
    acts = [each.standing for each in lead.acts]
    return {"groups": lead.deals, "customers": lead.customers, "hidden": lead.hidden, "acts": acts}


def by_threes(desk: Desk, person: Person) -> list[int]:
    """The ids of a Home's subjects in order, read three at a time."""
    seen, loads, own = overview(desk, person), everybodys(desk, person), load_of(desk, person)
    is_asked = scores(person) is not Reach.NONE
    order = order_of(desk, person, seen, loads, own) if is_asked else order_by_attention(desk, seen)
    return [id_ for start in range(0, order.count, 3) for id_ in order.ids(start, 3)]


def agree(desk: Desk) -> None:
    """Everybody sees what is so, on pages of any size."""
    for person in people.all_of(desk.tx):
        anew = home_anew(desk, person)
        assert home_shown(desk, person) == anew
        assert by_threes(desk, person) == [standing.subject.id for standing, *_ in anew.listed]
        assert figures_shown(desk, person) == figures_anew(desk, person)
        assert lead_shown(desk, person) == lead_anew(desk, person)
    left = {
        person.id: {*load.ready}
        for person in people.all_of(desk.tx)
        for load in loads_of(desk, [person]).values()
        if load.ready and not person.paused
    }
    assert {person.id: set(ids) for person, ids in digests.not_ready(desk).items()} == left
