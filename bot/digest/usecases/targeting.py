"""Targets as a director or an admin sets them in Slack: this quarter's and the next three."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.digest.usecases.setting import Wrong, amount_of, currency_of, keep_targets
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person, Role
from flows.company.quarters import Quarter
from flows.figures.closing import Target
from storage import people, targets

MAY_SET = {Role.DIRECTOR, Role.ADMIN}
QUARTERS = 4


@dataclass(frozen=True)
class Targets:
    """Who leads a team, by name; the quarters that may be set, what is set of them, and the company's currency."""

    leaders: tuple[Person, ...]
    quarters: tuple[Quarter, ...]
    set: tuple[Target, ...]
    currency: str


class Unsure(Exception):
    """A field that says nothing that is sure; the text is its name."""


def targets_of(desk: Desk, person: Person) -> Targets:
    """What is set, and what may be; refuses all but directors and admins."""
    if person.role not in MAY_SET:
        raise Refusal("targets_not_yours")
    everybody = people.all_of(desk.tx)
    leading = {each.manager_id for each in everybody if each.role is not Role.NONE}
    leaders = tuple(each for each in everybody if each.role is Role.MANAGER or each.id in leading)
    quarters = tuple(islice(_from(Quarter.of(desk.texts(person).local_date(desk.now))), QUARTERS))
    found = tuple(each for quarter in quarters for each in targets.of(desk.tx, quarter))
    return Targets(leaders, quarters, found, desk.settings.currency)


def set_target(
    desk: Desk, person: Person, *, team: int | None, quarter: str, amount: str, currency: str
) -> Target:
    """Set one; what was set before stays on record, and 0 ends it.

    Raises Unsure for an amount or a currency that is none; refuses a team that nobody leads, and another quarter.
    """
    found = targets_of(desk, person)
    quarters = {str(each): each for each in found.quarters}
    if quarter not in quarters or team not in {None, *[each.id for each in found.leaders]}:
        raise Refusal("unknown_field")
    try:
        worth = amount_of(amount)
    except Wrong as error:
        raise Unsure("amount") from error
    try:
        target = Target(team, quarters[quarter], worth, currency_of(currency))
    except Wrong as error:
        raise Unsure("currency") from error
    keep_targets(desk, [target], by=person)
    return target


def _from(quarter: Quarter) -> Iterator[Quarter]:
    while True:
        yield quarter
        quarter = quarter.next
