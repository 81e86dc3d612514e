"""Who is who, and when each meets next."""

from bot.kit.desk import Desk
from bot.people.usecases.planning import follow_zone, lay
from flows.company.people import Person, Role
from flows.facts import Travelled
from flows.rhythm.cadence import rearranged
from storage import occurrences, pairs, people


def plan_reminder(desk: Desk, person_id: int) -> None:
    """Plan the next occurrence of a person whose day or hour was set.

    One at whose moment the reminder comes is still of this week where it was to come in it and its day has passed so.
    """
    pair, planned = pairs.of(desk.tx, person_id), occurrences.next_of(desk.tx, person_id)
    if pair is None:
        return
    due_at = planned.step.due_at if planned and planned.step and not pair.terms.ahead else None
    lay(desk, pair, rearranged(pair.terms.cadence, planned=due_at, now=desk.now))


def plan(desk: Desk, person: Person) -> None:
    """Plan the next occurrence of a person who is found in Slack now, or in another zone.

    Its day stays, so each has one, whichever way somebody flies, and also there and back; what has passed there comes
    at once. One of a pair with a zone of its own stays as it is, and the seller is asked.
    """
    pair, planned = pairs.of(desk.tx, person.id), occurrences.next_of(desk.tx, person.id)
    if pair is None:
        return
    if planned is None or planned.step is None or planned.step.due_at <= desk.now:
        lay(desk, pair, pair.terms.cadence.next(after=desk.now).day)
    elif not pair.terms.own_zone:
        follow_zone(desk, pair, planned)
    elif person.timezone != planned.timezone:
        desk.say(Travelled(person.id, person.timezone))


def admins(desk: Desk) -> tuple[str, ...]:
    """The names of those whom somebody unknown can ask."""
    return tuple(person.name for person in people.with_role(desk.tx, Role.ADMIN))


def admins_for(desk: Desk, person: Person | None) -> tuple[str, ...]:
    """The same for somebody on the list; whoever isn't may be of another company, and learns no names."""
    return admins(desk) if person else ()
