"""What somebody has before them of 1-to-1s: one that goes on, one to sign, decisions that are asked of them."""

from dataclasses import dataclass

from bot.kit.desk import Desk
from flows.company.people import Person
from flows.meetings.held import Decision
from storage import decisions, meetings, people


@dataclass(frozen=True)
class Mine:
    """The 1-to-1 that goes on (its id) and with whom; or one that waits to be signed; and decisions asked for."""

    going_on: int | None = None
    to_sign: int | None = None
    other: Person | None = None
    decisions: tuple[Decision, ...] = ()


NOTHING = Mine()


def mine_of(desk: Desk, person: Person) -> Mine:
    """What somebody has before them: three small queries."""
    waiting = tuple(decisions.asked_of(desk.tx, person.id))
    found = [*meetings.open_with(desk.tx, person.id), *meetings.unsigned_by(desk.tx, person.id)]
    if not found:
        return Mine(decisions=waiting)
    first = found[0]
    other = people.by_id(desk.tx, first.manager_id if person.id == first.seller_id else first.seller_id)
    goes_on = first.ended_at is None
    return Mine(first.id if goes_on else None, None if goes_on else first.id, other, waiting)
