"""Answering a pulse, and changing it for as long as it is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.scorecards.files import plain_data
from flows.company.people import Person
from flows.facts import PulseSent
from flows.pulse.quarters import Window, coming
from flows.pulse.statements import SCALE, Answer, Statements, of_whom, parse
from storage import pulse_answers, pulses
from storage.pulses import ASKED_ROLES, Ask


@dataclass(frozen=True)
class Paper:
    """What somebody is asked in an open pulse, and what they have answered so far, by statement."""

    pulse_id: int
    window: Window
    statements: Statements
    said: Mapping[str, Answer]


@cache
def statements() -> Statements:
    """The five statements, in their order."""
    return parse(plain_data(files("flows") / "pulse" / "statements.yml"))


def paper_of(desk: Desk, person: Person) -> Paper | None:
    """What somebody is asked in the pulse that is open now; None where none is, and where it doesn't ask them."""
    ask = _ask_of(desk, person)
    return _paper(desk, ask) if ask else None


def waiting_of(desk: Desk, person: Person) -> Paper | None:
    """The same where they have not sent anything yet."""
    paper = paper_of(desk, person)
    return None if paper is None or paper.said else paper


def paper(desk: Desk, person: Person, pulse_id: int) -> Paper:
    """The same for a pulse that a button or a window names; refuses one that is closed, and whom it doesn't ask."""
    return _paper(desk, _named(desk, person, pulse_id))


def send(desk: Desk, person: Person, pulse_id: int, said: Mapping[str, Answer]) -> Paper:
    """Keep what somebody answers, in place of what they sent before; refuses as `paper`, and what nobody was asked."""
    ask = _named(desk, person, pulse_id)
    asked = {each.id for each in of_whom(statements(), ask.asked)}
    if not set(said) <= asked or not {each for each in said.values() if each is not None} <= set(SCALE):
        raise Refusal("unknown_field")
    if not said:
        raise Refusal("pulse_empty")
    pulse_answers.keep(desk.tx, ask, said)
    desk.say(PulseSent(person.id))
    return _paper(desk, ask)


def next_one(desk: Desk) -> Window:
    """The pulse that comes next; refuses while one is open: it doesn't ask whoever wants to know."""
    if pulses.running(desk.tx):
        raise Refusal("pulse_not_asked")
    return coming(desk.settings.timezone, since=desk.now, now=desk.now)


def _ask_of(desk: Desk, person: Person) -> Ask | None:
    running = pulses.running(desk.tx) if person.role in ASKED_ROLES else None
    return pulses.ask_of(desk.tx, running, person.id) if running else None


def _named(desk: Desk, person: Person, pulse_id: int) -> Ask:
    pulse = pulses.get(desk.tx, pulse_id)
    if pulse is None:
        raise Refusal("old_button")
    if not pulse.window.is_open(desk.now):
        raise Refusal("pulse_closed")
    ask = _ask_of(desk, person)
    if ask is None or ask.pulse.id != pulse_id:
        raise Refusal("pulse_not_asked")
    return ask


def _paper(desk: Desk, ask: Ask) -> Paper:
    asked = of_whom(statements(), ask.asked)
    return Paper(ask.pulse.id, ask.pulse.window, asked, pulse_answers.own(desk.tx, ask))
