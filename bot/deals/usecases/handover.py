"""Handing over everything open that somebody carries: by their manager, or by an admin."""

from dataclasses import dataclass

from bot.deals.usecases.changing import owner_from_slack
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.changes import Change
from flows.company.naming import fold
from flows.company.people import Person, Reach, Role, scores
from flows.company.subjects import Kind, Subject
from flows.facts import HandedOver
from storage import changes, people, subjects

MOST = 100


@dataclass(frozen=True)
class Handover:
    """From whom, to whom, and how much of each kind."""

    giver: Person
    taker: Person
    deals: int
    customers: int


def may_hand_over(person: Person) -> bool:
    """Whether somebody hands over for others: managers for their team, admins for everybody."""
    return person.role in (Role.MANAGER, Role.ADMIN)


def givers(desk: Desk, person: Person, query: str) -> list[tuple[Person, int]]:
    """Whose subjects this person may hand over, with how many are open, whose names hold `query`; at most 100."""
    counts = subjects.open_counts(desk.tx)
    found = [
        (each, counts[each.id])
        for each in people.all_of(desk.tx)
        if each.id in counts and _may_give(person, each) and fold(query) in fold(each.name)
    ]
    return found[:MOST]


def preview(desk: Desk, person: Person, giver_id: int, taker_slack_id: str) -> Handover:
    """What would be handed over; changes nothing. Refuses who may not, and takers who cannot carry subjects."""
    taker = owner_from_slack(desk, taker_slack_id)
    giver, _ = _pair(desk, person, giver_id, taker.id)
    return _counted(giver, taker, subjects.open_of(desk.tx, giver.id))


def hand_over(desk: Desk, person: Person, giver_id: int, taker_id: int) -> Handover:
    """Give all that is open of one person to another; every change is kept."""
    giver, taker = _pair(desk, person, giver_id, taker_id)
    found = subjects.open_of(desk.tx, giver.id)
    moved = {subject.id: [Change("owner_id", giver.id, taker.id)] for subject in found}
    changes.apply_many(desk.tx, moved, by_person=person.id)
    done = _counted(giver, taker, found)
    if found:
        desk.say(HandedOver(giver.id, taker.id, person.id, done.deals, done.customers))
    return done


def _pair(desk: Desk, person: Person, giver_id: int, taker_id: int) -> tuple[Person, Person]:
    giver = people.by_id(desk.tx, giver_id)
    taker = people.by_id(desk.tx, taker_id)
    if giver is None or not _may_give(person, giver):
        raise Refusal("handover_not_yours")
    if taker is None:
        raise Refusal("owner_unlisted")
    if scores(taker) is Reach.NONE:
        raise Refusal("owner_reads_only")
    if giver.id == taker.id:
        raise Refusal("handover_to_oneself")
    return giver, taker


def _may_give(person: Person, giver: Person) -> bool:
    if person.role is Role.MANAGER:
        return person.id in (giver.id, giver.manager_id)
    return person.role is Role.ADMIN


def _counted(giver: Person, taker: Person, found: list[Subject]) -> Handover:
    deals = sum(subject.kind is Kind.DEAL for subject in found)
    return Handover(giver, taker, deals, len(found) - deals)
