"""What the two of a pair, or an admin, do about it by hand: move or skip the next occurrence, pause or end the pair."""

from dataclasses import dataclass, replace
from datetime import date, time

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.people.usecases.planning import days_off, follow_zone, lay
from bot.people.usecases.roster import plan_reminder
from bot.rhythm.usecases.meetings import Sitting, sitting_of
from bot.second_views.usecases.agreement import settle
from flows.company.people import Person, Role
from flows.facts import MeetingSettled
from flows.rhythm.pair import EARLIEST
from flows.rhythm.reminders import Meeting, first_step
from storage import absences, occurrences, pairs, people
from storage.pairs import Pair

MOST_NOTE = 300


@dataclass(frozen=True)
class Paired:
    """A pair of two, and what it has planned (None while it has nothing)."""

    seller: Person
    manager: Person
    pair: Pair
    sitting: Sitting | None


def paired_with(desk: Desk, person: Person) -> list[Paired]:
    """The pairs of two in which somebody is one, by the sellers' names, their own first."""
    found = {pair.seller_id: pair for pair in pairs.with_(desk.tx, person.id) if pair.manager_id}
    known = {
        each.id: each for each in people.those(desk.tx, [*found, *(p.manager_id for p in found.values())])
    }
    both = [
        Paired(known[id_], known[pair.manager_id or 0], pair, sitting_of(desk, known[id_]))
        for id_, pair in found.items()
    ]
    return sorted(both, key=lambda each: (each.seller.id != person.id, each.seller.name))


def sitting_for(desk: Desk, person: Person, seller_id: int) -> Sitting:
    """What a seller's pair has planned; refuses who is neither of the two nor an admin, and where there is nothing."""
    pair, seller = _theirs(desk, person, seller_id), people.by_id(desk.tx, seller_id)
    sitting = sitting_of(desk, seller) if seller else None
    if sitting is None or pair.manager_id is None:
        raise Refusal("rhythm_nothing")
    return sitting


def move(desk: Desk, person: Person, seller_id: int, on: date, at: time) -> None:
    """Have a pair meet at another time; refuses what is past, at night, in an absence, or as late as the next one."""
    sitting = sitting_for(desk, person, seller_id)
    pair, planned = sitting.pair, sitting.occurrence
    meeting = Meeting(on, at, planned.timezone, pair.terms.ahead)
    if at < EARLIEST:
        raise Refusal("pair_at_night")
    if meeting.begins <= desk.now:
        raise Refusal("rhythm_past")
    if on >= pair.terms.cadence.following(planned.day):
        raise Refusal("rhythm_late")
    if absences.on(desk.tx, (seller_id, planned.with_id or pair.manager_id), on):
        raise Refusal("rhythm_away")
    step = first_step(meeting, days_off(desk, pair.countries), now=desk.now)
    occurrences.move(desk.tx, planned.id, meeting, step)
    say(desk, person, sitting, "moved_by_hand", on)


def skip(desk: Desk, person: Person, seller_id: int, note: str) -> date:
    """Leave a pair's next one out, for a reason in somebody's words; gives the day of the one after it."""
    sitting = sitting_for(desk, person, seller_id)
    occurrences.skip(desk.tx, sitting.occurrence.id, note[:MOST_NOTE])
    following = sitting.pair.terms.cadence.following(sitting.occurrence.day)
    lay(desk, sitting.pair, following)
    settle(desk)
    planned = occurrences.upcoming(desk.tx, [seller_id])[seller_id]
    say(desk, person, sitting, "skipped_by_hand", planned.on)
    return planned.on


def take_along(desk: Desk, person: Person) -> Sitting:
    """Have a seller's pair meet in the zone in which the seller is now; gives what is planned then."""
    sitting = sitting_for(desk, person, person.id)
    pair = sitting.pair
    cadence = replace(pair.terms.cadence, timezone=person.timezone)
    people.agree(desk.tx, person.id, pair.manager_id, replace(pair.terms, cadence=cadence))
    follow_zone(desk, replace(pair, terms=replace(pair.terms, cadence=cadence)), sitting.occurrence)
    moved = sitting_for(desk, person, person.id)
    say(desk, person, sitting, "taken_along", moved.occurrence.on)
    return moved


def pause(desk: Desk, person: Person, seller_id: int, *, paused: bool) -> None:
    """Have nothing come of a pair's occurrences, or have it go on."""
    _theirs(desk, person, seller_id)
    pairs.set_paused(desk.tx, seller_id, paused=paused)


def end(desk: Desk, person: Person, seller_id: int) -> None:
    """Have two people be a pair no more; the seller goes on alone, at the same times, and what was stays on record.

    Refuses who is neither their manager nor an admin, and where there are no two.
    """
    pair = ending(desk, person, seller_id).pair
    alone = replace(pair.terms, stand_in_id=None)
    people.agree(desk.tx, seller_id, None, alone)
    plan_reminder(desk, seller_id)
    settle(desk)
    on = occurrences.upcoming(desk.tx, [seller_id])[seller_id].on
    desk.say(MeetingSettled(person.id, None, seller_id, pair.manager_id or 0, None, "ended_by_hand", on, on))


def ending(desk: Desk, person: Person, seller_id: int) -> Paired:
    """The pair of two that somebody is about to end; refuses as `end`."""
    pair = _theirs(desk, person, seller_id)
    both = {each.id: each for each in people.those(desk.tx, (seller_id, pair.manager_id))}
    if pair.manager_id is None:
        raise Refusal("rhythm_nothing")
    if person.id != pair.manager_id and person.role is not Role.ADMIN:
        raise Refusal("rhythm_end")
    return Paired(both[seller_id], both[pair.manager_id], pair, None)


def _theirs(desk: Desk, person: Person, seller_id: int) -> Pair:
    pair = pairs.of(desk.tx, seller_id)
    if pair is None or (person.id not in (seller_id, pair.manager_id) and person.role is not Role.ADMIN):
        raise Refusal("rhythm_not_yours")
    return pair


def say(desk: Desk, person: Person, sitting: Sitting, kind: str, on: date) -> None:
    """Have the others of a pair hear what somebody has done about its next occurrence, and when the one after it is."""
    pair, planned = sitting.pair, sitting.occurrence
    concerned = pair.seller_id, pair.manager_id or 0, planned.with_id
    desk.say(MeetingSettled(person.id, None, *concerned, kind, planned.on, on))
