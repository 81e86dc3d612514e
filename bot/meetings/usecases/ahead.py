"""What somebody has before them of 1-to-1s: today's, one that goes on or is to be signed, decisions asked of them."""

from dataclasses import dataclass
from datetime import time

from bot.kit.desk import Desk
from flows.company.people import Person
from flows.meetings.held import Decision
from storage import decisions, meetings, occurrences, pairs, people


@dataclass(frozen=True)
class Today:
    """A 1-to-1 of today that has not begun: whose (the seller's id), with whom, and at what time of their clock."""

    seller_id: int
    other: Person
    at: time


@dataclass(frozen=True)
class Ahead:
    """The 1-to-1 that goes on (its id) and with whom, or one that waits to be signed; today's; decisions asked for."""

    going_on: int | None = None
    to_sign: int | None = None
    other: Person | None = None
    today: tuple[Today, ...] = ()
    decisions: tuple[Decision, ...] = ()


NOTHING = Ahead()


def ahead_of(desk: Desk, person: Person) -> Ahead:
    """What somebody has before them."""
    waiting, today = tuple(decisions.asked_of(desk.tx, person.id)), _today(desk, person)
    found = [*meetings.open_with(desk.tx, person.id), *meetings.unsigned_by(desk.tx, person.id)]
    if not found:
        return Ahead(today=today, decisions=waiting)
    first = found[0]
    other = people.by_id(desk.tx, first.manager_id if person.id == first.seller_id else first.seller_id)
    goes_on = first.ended_at is None
    return Ahead(first.id if goes_on else None, None if goes_on else first.id, other, today, waiting)


def _today(desk: Desk, person: Person) -> tuple[Today, ...]:
    """Those of today, the soonest first; of pairs that are paused there is none."""
    day = desk.texts(person).local_date(desk.now)
    others = {
        pair.seller_id: pair.manager_id if pair.seller_id == person.id else pair.seller_id
        for pair in pairs.with_(desk.tx, person.id)
        if pair.manager_id and not pair.paused
    }
    planned = [each for each in occurrences.upcoming(desk.tx, others).values() if each.on == day]
    known = {each.id: each for each in people.those(desk.tx, [others[each.seller_id] for each in planned])}
    return tuple(
        Today(each.seller_id, known[others[each.seller_id] or 0], each.at)
        for each in sorted(planned, key=lambda each: (each.begins_at, each.seller_id))
    )
