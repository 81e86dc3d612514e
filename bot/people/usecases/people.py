"""People of the company's list: their place in it, as Setup gives it, and pausing reminders."""

from dataclasses import dataclass, replace
from datetime import time

from bot.kit.desk import Desk
from bot.kit.member import Member
from bot.kit.refusal import Refusal
from bot.people.usecases import meeting
from bot.people.usecases.roster import plan_reminder
from flows.company.people import SCORES, NewPerson, Person, Reach, Role, managers, scores
from storage import people


def pause(desk: Desk, person: Person, *, paused: bool) -> Person:
    """Stop this person's reminders, or let them come again."""
    people.set_paused(desk.tx, person.id, paused=paused)
    return replace(person, paused=paused)


def choose_copies(desk: Desk, person: Person, *, copies: bool) -> Person:
    """Send this person a copy of what they submit from now on, or don't."""
    people.set_copies(desk.tx, person.id, copies=copies)
    return replace(person, copies=copies)


@dataclass(frozen=True)
class Place:
    """The place of somebody in Slack: their role, their manager, and their weekly moment (in their local time).

    Without a `role` it is the one on the list, and a seller's for who isn't on it; without a `manager` it is whom
    they have.
    """

    member: Member
    role: Role | None
    manager: Member | None
    weekday: int
    at: time


def give_place(desk: Desk, place: Place) -> None:
    """Give somebody their place. Who is not on the list yet comes on it, and a seller who gets a seller is a manager.

    Refuses guests, oneself as manager, somebody whom they manage, a manager for somebody who only reads, as seller
    somebody who manages others, and who has the address by which the list knows somebody else.
    """
    member, manager = place.member, place.manager
    if manager and member.slack_id == manager.slack_id:
        raise Refusal("pair_of_one")
    for each in (member, manager):
        if each and (each.is_guest or not each.email):
            raise Refusal("pair_with_guest", name=each.name)
    above = _as_manager(desk, manager) if manager else None
    person = _placed(desk, place)
    everybody = {each.id: each for each in people.all_of(desk.tx)}
    if above and person.id in {each.id for each in managers(everybody[above.id], everybody)}:
        raise Refusal("pair_loop", seller=place.member.name, manager=above.name)
    if scores(person) is not Reach.NONE:
        manager_id = above.id if above else person.manager_id
        people.set_pair(
            desk.tx, seller_id=person.id, manager_id=manager_id, weekday=place.weekday, at=place.at
        )
        plan_reminder(desk, person.id)


def _as_manager(desk: Desk, member: Member) -> Person:
    """Somebody as whoever gets a team; a manager reviews their own as before."""
    person = _listed(desk, member, Role.MANAGER)
    if person.role in (Role.NONE, Role.SELLER):
        people.set_role(desk.tx, person.id, Role.MANAGER)
    return person


def _placed(desk: Desk, place: Place) -> Person:
    """Somebody in their role; who had no part in it any more has one again."""
    role, person = place.role, _listed(desk, place.member, place.role or Role.SELLER)
    if role is None and person.role is not Role.NONE:
        if scores(person) is Reach.NONE:
            raise Refusal("pair_reads_only", name=person.name)
        return person
    if place.manager and role not in (None, *SCORES):
        raise Refusal("role_without_pair")
    if role is Role.SELLER and people.team_of(desk.tx, person.id):
        raise Refusal("role_has_team", name=person.name)
    people.set_role(desk.tx, person.id, role or Role.SELLER)
    return replace(person, role=role or Role.SELLER)


def _listed(desk: Desk, member: Member, newcomers: Role) -> Person:
    """Somebody on the list, who comes on it as a newcomer if need be, met in Slack."""
    found = meeting.roll(desk, with_former=True)
    seen = found.find(member)
    if seen is None:
        if holder := found.by_email.get(member.email):
            raise Refusal("pair_address", email=member.email, name=holder.person.name)
        people.save(desk.tx, _newcomer(desk, member, newcomers))
        seen = meeting.roll(desk).by_email[member.email]
    meeting.take(desk, seen, member)
    return seen.person


def _newcomer(desk: Desk, member: Member, role: Role) -> NewPerson:
    return NewPerson(
        email=member.email,
        name=member.name,
        role=role,
        manager_id=None,
        weekday=0,
        at=time(9, 0),
        timezone=meeting.zone_of(desk, member),
        language=member.language or desk.settings.language,
    )
