"""Being away: until when, who stands in; and what becomes of the 1-to-1s meanwhile. Why is nobody's business."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.people.usecases.planning import lay
from flows.company.people import Person, Role, first_name
from flows.facts import MeetingSettled
from flows.rhythm.days_off import Reason
from flows.rhythm.due_actions import next_morning
from storage import absences, due_actions, occurrences, pairs, people, pulses
from storage.absences import Absence
from storage.occurrences import Occurrence
from storage.pairs import Pair

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Change:
    """What has become of a pair's next 1-to-1: how it was planned `before`, and how the next one is `now`."""

    seller: Person
    manager: Person
    before: Occurrence
    now: Occurrence

    @property
    def kind(self) -> str:
        """Which words fit: skipped, moved, with a stand-in, or as it is by the cadence."""
        if self.now.day > self.before.day:
            return "skipped"
        if self.now.with_id:
            return "stand_in"
        return "moved" if self.now.on > self.before.on else "kept"


@dataclass(frozen=True)
class Noted:
    """What was noted: until when somebody is away (None: they are back), and what becomes of their 1-to-1s.

    `stand_ins` is what those are called who stand in, by their ids.
    """

    until: date | None
    changes: tuple[Change, ...]
    stand_ins: Mapping[int, str]


def absence_of(desk: Desk, person: Person) -> Absence | None:
    """Somebody's absence now; None while they are there."""
    return absences.on(desk.tx, [person.id], desk.texts(person).local_date(desk.now)).get(person.id)


def go_away(desk: Desk, person: Person, until: date, stand_in: Person | None) -> Noted:
    """Somebody is away from now on until a day of theirs, that one included; gives what becomes of their 1-to-1s.

    Refuses days that are past or further ahead than a year, and a stand-in who is no other, has no part in it, or is
    away as well.
    """
    today = desk.texts(person).local_date(desk.now)
    if not today <= until <= today + LONGEST:
        raise Refusal("away_when")
    if stand_in and (stand_in.id == person.id or stand_in.role is Role.NONE or not stand_in.slack_id):
        raise Refusal("away_stand_in")
    if stand_in and absences.on(desk.tx, [stand_in.id], until):
        raise Refusal("away_both")
    absences.begin(desk.tx, person.id, until=until, stand_in_id=stand_in.id if stand_in else None)
    _look_again(desk, person)  # they may have been away for longer before
    found = [_laid(desk, pair, now, now.day) for pair, now in _planned(desk, person) if now.on <= until]
    return _noted(desk, person, until, found)


def come_back(desk: Desk, person: Person) -> Noted:
    """Somebody is back, earlier than they said; what was moved or skipped for it takes place where that is to come."""
    if not absences.end(desk.tx, person.id):
        return Noted(None, (), {})
    _look_again(desk, person)
    found = []
    for pair, planned in _planned(desk, person):
        skipped = occurrences.unskip(desk.tx, pair.seller_id, Reason.AWAY)
        is_ahead = pair.terms.cadence.begins(planned.day) > desk.now  # else it is what was moved past its day
        if is_ahead and (skipped or planned.reason is Reason.AWAY):
            found.append(_laid(desk, pair, planned, pair.terms.cadence.next(after=desk.now).day))
    return _noted(desk, person, None, found)


def _look_again(desk: Desk, person: Person) -> None:
    """Look again at what waits until somebody is at work: action items to be reminded of, and the pulse."""
    due_actions.look_again(desk.tx, person.id, tomorrow=next_morning(person.timezone, now=desk.now))
    pulses.look_again_at(desk.tx, person.id)


def _planned(desk: Desk, person: Person) -> list[tuple[Pair, Occurrence]]:
    """The pairs of two of whom somebody is one, each with what it has planned."""
    found = [pair for pair in pairs.with_(desk.tx, person.id) if pair.manager_id]
    planned = occurrences.upcoming(desk.tx, [pair.seller_id for pair in found])
    return [(pair, planned[pair.seller_id]) for pair in found if pair.seller_id in planned]


def _laid(desk: Desk, pair: Pair, before: Occurrence, day: date) -> Change:
    """Plan a pair's next one anew from a day on."""
    lay(desk, pair, day)
    now = occurrences.upcoming(desk.tx, [pair.seller_id])[pair.seller_id]
    both = {person.id: person for person in people.those(desk.tx, (pair.seller_id, pair.manager_id))}
    return Change(both[pair.seller_id], both[pair.manager_id or 0], before, now)


def _noted(desk: Desk, person: Person, until: date | None, found: list[Change]) -> Noted:
    for each in found:
        concerned = each.seller.id, each.manager.id, each.now.with_id
        what = each.kind, each.before.on, each.now.on
        desk.say(MeetingSettled(person.id, until, *concerned, *what))
    stand_ins = people.those(desk.tx, [each.now.with_id for each in found])
    return Noted(until, tuple(found), {each.id: first_name(each) for each in stand_ins})
