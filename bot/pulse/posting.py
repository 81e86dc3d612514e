"""Asking people: one message for each, when they are at work."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts
from bot.people.usecases.planning import days_off
from bot.pulse.usecases.answering import waiting_of
from bot.pulse.views.form import asking_message
from flows.company.people import Person
from flows.pulse.asking import asked_at
from flows.rhythm.due_actions import Working
from storage import outbox, pulses
from storage.outbox import Note, Turn
from storage.pulses import PULSE, DueAsk

AT_ONCE = 500  # people; whoever else wants to write waits so long


def ask(desk: Desk) -> bool:
    """Ask some of those whose moment has come; whether there may be others.

    Who is on a day off, away, or not at work just now is asked in their next morning, who isn't in Slack is looked at
    again then. A second run or replica asks nobody twice.
    """
    found = pulses.some_due(desk.tx, limit=AT_ONCE)
    moments = {each.id: _moment(desk, each) if each.is_asked else None for each in found}
    now = [each for each in found if moments[each.id] == desk.now]
    later = {id_: moment for id_, moment in moments.items() if moment != desk.now}
    pulses.look_again(desk.tx, {**later, **dict.fromkeys((each.id for each in now), None)})
    outbox.put_many(desk.tx, [_note(each) for each in now if each.is_wanted])
    outbox.ask_homes(desk.tx, [each.person_id for each in now])
    return len(found) == AT_ONCE


def pulse(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """The question; nothing for who has sent theirs meanwhile, or isn't asked any more."""
    paper = waiting_of(desk, reader) if reader else None
    if reader is None or paper is None or paper.pulse_id != facts["pulse"]:
        return ()
    return (asking_message(paper, reader, desk.texts(reader), now=desk.now),)


def _moment(desk: Desk, each: DueAsk) -> datetime | None:
    working = Working(each.timezone, days_off(desk, [each.country]), each.away_until)
    return asked_at(each.window, working, is_there=each.is_there, now=desk.now)


def _note(each: DueAsk) -> Note:
    """One for each person and pulse."""
    key = f"{PULSE}:{each.id}"
    return Note(PULSE, each.slack_id or "", key, {"pulse": each.pulse_id}, turn=Turn.LAST)
