"""Who is who: people of the company's list matched with Slack's by e-mail; guests stay outside."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.kit.desk import Desk
from bot.kit.member import Member
from flows.company.people import Person, Role
from flows.rhythm.cadence import elsewhere, rearranged
from storage import people


def link(desk: Desk, members: Iterable[Member]) -> None:
    """Match Slack's members with the list by e-mail; take over their zone and language; unlink who is a guest now."""
    by_email = {person.email: person for person in people.all_of(desk.tx)}
    for member in members:
        person = by_email.get(member.email.casefold())
        if person and not member.is_guest:
            _link(desk, person, member)
        elif (known := people.by_slack(desk.tx, member.slack_id)) and member.is_guest:
            people.unlink(desk.tx, known.id)


def _link(desk: Desk, person: Person, member: Member) -> None:
    same = (person.slack_id, person.timezone, person.language)
    if same == (member.slack_id, member.timezone, member.language):
        return
    people.link(
        desk.tx,
        person.id,
        slack_id=member.slack_id,
        timezone=member.timezone,
        language=member.language,
    )
    moved = person.timezone != member.timezone
    if moved and people.is_waiting(desk.tx, person.id):
        moved = False  # what is due already still comes; the one after it follows the new zone
    if person.slack_id is None or moved:
        _plan(desk, replace(person, timezone=member.timezone))


def plan_reminder(desk: Desk, person_id: int) -> None:
    """Set the next weekly moment of a person whose weekday or hour was set; see `rearranged`."""
    person = people.by_id(desk.tx, person_id)
    if person is not None:
        _set(desk, person, rearranged)


def _plan(desk: Desk, person: Person) -> None:
    """Set the next weekly moment of a person who is in this zone now; see `elsewhere`."""
    _set(desk, person, elsewhere)


def _set(desk: Desk, person: Person, moment: Callable[..., datetime]) -> None:
    planned = people.remind_at(desk.tx, [person.id]).get(person.id)
    at = moment(person.weekday, person.at, person.timezone, planned=planned, now=desk.now)
    people.set_remind_at(desk.tx, person.id, at)


def who(desk: Desk, slack_id: str) -> Person | None:
    """The person behind a Slack id, if the list names them."""
    return people.by_slack(desk.tx, slack_id)


def admins(desk: Desk) -> tuple[str, ...]:
    """The names of those whom somebody unknown can ask."""
    return tuple(person.name for person in people.with_role(desk.tx, Role.ADMIN))
