"""Setting when pairs meet, several at once: by their manager, or an admin."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.people.usecases.roster import plan_reminder
from flows.company.people import Person, Role
from flows.facts import MeetingSettled
from flows.rhythm.days_off import Rule
from flows.rhythm.pair import EARLIEST, MONTHS, Cadence, Every
from storage import occurrences, pairs, people
from storage.pairs import Terms


@dataclass(frozen=True)
class Wanted:
    """When the pairs are to meet: see Cadence and Terms. `nth` counts where they count months."""

    every: Every
    nth: int
    weekday: int
    at: time
    minutes: int
    first: date
    ahead: timedelta
    rule: Rule


def sellers_of(desk: Desk, person: Person) -> list[Person]:
    """Whose rhythm somebody may set, by name: a manager their team's, an admin that of all who have a manager."""
    if person.role is not Role.ADMIN:
        return [each for each in people.team_of(desk.tx, person.id) if each.role is not Role.NONE]
    return [each for each in people.all_of(desk.tx) if each.manager_id and each.role is not Role.NONE]


def agree(desk: Desk, person: Person, seller_ids: Collection[int], wanted: Wanted) -> list[Person]:
    """Have these sellers' pairs meet so, each in the seller's zone as it is now; gives the sellers.

    Refuses sellers who are not somebody's to set, a night's hour, and a first day that has passed.
    """
    sellers = [each for each in sellers_of(desk, person) if each.id in seller_ids]
    if not sellers or len(sellers) < len(seller_ids):
        raise Refusal("rhythm_not_yours")
    if wanted.at < EARLIEST:
        raise Refusal("pair_at_night")
    if wanted.first < desk.texts(person).local_date(desk.now):
        raise Refusal("rhythm_past")
    for seller in sellers:
        people.agree(desk.tx, seller.id, seller.manager_id, _terms(desk, seller, wanted))
        plan_reminder(desk, seller.id)
        planned = occurrences.upcoming(desk.tx, [seller.id])[seller.id]
        concerned = seller.id, seller.manager_id or 0, None
        desk.say(MeetingSettled(person.id, None, *concerned, "set", planned.on, planned.on))
    return sellers


def _terms(desk: Desk, seller: Person, wanted: Wanted) -> Terms:
    cadence = Cadence(
        wanted.every,
        wanted.weekday,
        wanted.at,
        seller.timezone,
        wanted.first,
        wanted.nth if wanted.every in MONTHS else None,
        wanted.minutes,
    )
    before = pairs.of(desk.tx, seller.id)
    stand_in_id = before.terms.stand_in_id if before else None
    return Terms(cadence, own_zone=True, ahead=wanted.ahead, rule=wanted.rule, stand_in_id=stand_in_id)
