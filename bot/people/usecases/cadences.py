"""How often pairs meet by the list of people, how long, and whose public holidays are theirs."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.kit.desk import Desk
from flows.company.people import Person
from flows.imports import PersonRecord
from flows.rhythm.days_off import Rule
from flows.rhythm.pair import Cadence
from flows.rhythm.reminders import AHEAD, NO_TIME
from storage import pairs, people
from storage.pairs import Pair, Terms


def running(desk: Desk, everybody: Iterable[Person]) -> dict[int, Pair]:
    """The pairs that these people have as sellers, by their ids."""
    return pairs.running(desk.tx, [person.id for person in everybody])


def says_more(record: PersonRecord, pair: Pair | None) -> bool:
    """Whether the list says of a pair what it is not yet; weekday and time apart."""
    if pair is None:
        return False  # who has no part in it yet changes by their role
    cadence = pair.terms.cadence
    is_now = {
        (record.every, record.nth): (cadence.every, cadence.nth),
        record.minutes: cadence.minutes,
        record.country: pair.countries[0],
    }
    return any(said not in (None, (None, None)) and said != now for said, now in is_now.items())


def agree(desk: Desk, person_id: int, record: PersonRecord) -> bool:
    """Have somebody's pair meet as often and as long as the list says; whether it meets on other days than before.

    Who has met as the list says so far, each week with a reminder at the moment itself, is reminded a day ahead from
    then on, and not on days off; a pair with terms of its own keeps all else of them.
    """
    pair = pairs.of(desk.tx, person_id)
    if pair is None or not says_more(record, pair):
        return False
    if record.country:
        people.set_country(desk.tx, person_id, record.country)
    before, person = pair.terms, people.by_id(desk.tx, person_id)
    cadence = _cadence(desk, record, before.cadence)
    terms = replace(before, cadence=cadence)
    if person and cadence.every is not before.cadence.every and _is_as_listed(before):
        terms = Terms(cadence, bool(person.slack_id), AHEAD, Rule.NEXT_WORKING_DAY, before.stand_in_id)
    if terms != before:
        people.agree(desk.tx, person_id, pair.manager_id, terms)
    return (cadence.every, cadence.nth) != (before.cadence.every, before.cadence.nth)


def _cadence(desk: Desk, record: PersonRecord, before: Cadence) -> Cadence:
    """The cadence as the list has it; one that is new counts from today."""
    found = replace(before, minutes=record.minutes or before.minutes)
    if record.every is None or (record.every, record.nth) == (before.every, before.nth):
        return found
    return replace(found, every=record.every, nth=record.nth, anchor=_today(desk, before.timezone))


def _today(desk: Desk, timezone: str) -> date:
    return desk.now.astimezone(ZoneInfo(timezone)).date()


def _is_as_listed(terms: Terms) -> bool:
    return terms.ahead <= NO_TIME and terms.rule is Rule.KEEP
