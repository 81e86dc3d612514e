"""Who is who, and when each is reminded."""

from bot.kit.desk import Desk
from flows.company.people import Person, Role
from flows.rhythm.cadence import next_moment
from storage import people


def plan_reminder(desk: Desk, person_id: int) -> None:
    """Set the next weekly moment of a person in their own zone, from now on."""
    person = people.by_id(desk.tx, person_id)
    if person is not None:
        plan(desk, person)


def plan(desk: Desk, person: Person) -> None:
    """Set the next weekly moment of a person as they are here."""
    at = next_moment(person.weekday, person.at, person.timezone, after=desk.now)
    people.set_remind_at(desk.tx, person.id, at)


def who(desk: Desk, slack_id: str) -> Person | None:
    """The person behind a Slack id, if the list names them."""
    return people.by_slack(desk.tx, slack_id)


def admins(desk: Desk) -> tuple[str, ...]:
    """The names of those whom somebody unknown can ask."""
    return tuple(person.name for person in people.with_role(desk.tx, Role.ADMIN))
