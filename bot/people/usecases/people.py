"""The company's list of people: loading it, pairing people up, pausing reminders."""

from dataclasses import dataclass, replace
from datetime import time

from bot.kit.desk import Desk
from bot.kit.member import Member
from bot.kit.refusal import Refusal
from bot.people.usecases import meeting
from bot.people.usecases.roster import plan_reminder
from flows.company.people import NewPerson, Person, Reach, Role, managers, scores
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
class Pair:
    """A seller and a manager, as Slack knows them, with their weekly moment (the seller's local time)."""

    seller: Member
    manager: Member
    weekday: int
    at: time


def make_pair(desk: Desk, pair: Pair) -> None:
    """Pair two people up. Who is not on the list yet comes on it, and a seller who gets a seller is a manager.

    Refuses guests, oneself as manager, somebody whom the seller manages, as seller somebody who only reads, and who
    has the address by which the list knows somebody else.
    """
    if pair.seller.slack_id == pair.manager.slack_id:
        raise Refusal("pair_of_one")
    for member in (pair.seller, pair.manager):
        if member.is_guest or not member.email:
            raise Refusal("pair_with_guest", name=member.name)
    manager_id = _listed(desk, pair.manager, Role.MANAGER)
    seller_id = _listed(desk, pair.seller, Role.SELLER)
    everybody = {person.id: person for person in people.all_of(desk.tx)}
    if seller_id in {each.id for each in managers(everybody[manager_id], everybody)}:
        raise Refusal("pair_loop", seller=pair.seller.name, manager=pair.manager.name)
    people.set_pair(
        desk.tx,
        seller_id=seller_id,
        manager_id=manager_id,
        weekday=pair.weekday,
        at=pair.at,
    )
    plan_reminder(desk, seller_id)


def _listed(desk: Desk, member: Member, role: Role) -> int:
    """The id of somebody on the list, who comes on it in this role if need be."""
    found = meeting.roll(desk, with_former=True)
    seen = found.find(member)
    if seen is None:
        if holder := found.by_email.get(member.email):
            raise Refusal("pair_address", email=member.email, name=holder.person.name)
        people.save(desk.tx, _newcomer(desk, member, role))
        seen = meeting.roll(desk).by_email[member.email]
    _put_in(desk, seen.person, role)
    meeting.take(desk, seen, member)
    return seen.person.id


def _put_in(desk: Desk, known: Person, role: Role) -> None:
    """Have somebody be what a pair makes of them; who had no part in it any more has one again."""
    if known.role is Role.NONE or (role is Role.MANAGER and known.role is Role.SELLER):
        people.set_role(desk.tx, known.id, role)  # a manager reviews their own as before
    elif role is Role.SELLER and scores(known) is Reach.NONE:
        raise Refusal("pair_reads_only", name=known.name)


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
