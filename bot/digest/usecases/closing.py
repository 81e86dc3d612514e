"""What closes this month and this quarter, beside the target of whoever the figures are of."""

from collections.abc import Iterable
from decimal import Decimal

from bot.kit.desk import Desk
from bot.standing.overview import Part, groups_of
from bot.standing.readers import Viewer
from flows.company.people import Person, Reach, reads
from flows.company.quarters import Quarter
from flows.company.subjects import Kind
from flows.figures.closing import Closing, Converted, converted, month_of
from flows.figures.groups import Group, Groups, joined
from storage import attention, rates, targets

NONE = Group(0, {}, 0)


def closing(desk: Desk, viewer: Viewer, deals: Part, *, team: int | None) -> Closing:
    """Of these deals, which are all that this reader sees, or a team's; what was won counts towards the target."""
    today = desk.texts().local_date(desk.now)
    quarter = Quarter.of(today)
    days = quarter.begins_on, quarter.ends_on
    person = viewer if isinstance(viewer, Person) else None
    won = attention.won(desk.tx, person, *days, team=team)
    return Closing(
        taken_on=today,
        month=groups_of(desk, deals.closing(*month_of(today)))[Kind.DEAL],
        quarter=groups_of(desk, deals.closing(*days))[Kind.DEAL],
        won=_together(
            Group(each.count, {each.currency: each.worth}, each.count - each.stated) for each in won
        ),
        targets=_targets(desk, quarter, person, team),
    )


def _together(found: Iterable[Group]) -> Group:
    whole = NONE
    for each in found:
        whole = joined(whole, each)
    return whole


def _targets(desk: Desk, quarter: Quarter, person: Person | None, team: int | None) -> dict[str, Decimal]:
    """By currency: a team's own, the company's for who reads all of it, a manager's team's; a seller has none."""
    if person is not None:
        reach = reads(person)
        if reach not in {Reach.ALL, Reach.TEAM}:
            return {}
        team = person.id if reach is Reach.TEAM else None
    found = targets.of(desk.tx, quarter)
    return {each.currency: each.amount for each in found if each.team_id == team}


def in_one(desk: Desk, deals: Groups) -> Converted | None:
    """What the deals are worth in the company's currency, by the rates that it has set; None where it has not."""
    return converted(deals.values(), rates.all_of(desk.tx), into=desk.settings.currency)
