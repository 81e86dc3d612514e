"""The demo's pulses of earlier quarters: asked, answered and closed, so that there is a trend."""

from collections.abc import Mapping, Sequence

from bot.kit.desk import Desk
from flows.company.people import Person
from flows.company.quarters import Quarter
from flows.pulse.quarters import window
from storage import pulse_answers, pulses

ANSWERED = ("P2", "P4", "P5")
EVERYBODY = 1000


def seed_pulses(desk: Desk, said: Sequence[Mapping[str, str]], people_by_email: Mapping[str, Person]) -> None:
    """Write the pulses that the company's file says, the latest first: a digit for each statement."""
    zone = desk.settings.timezone
    quarter = Quarter.of(desk.texts().local_date(desk.now)).before
    if window(quarter, zone).closes_at > desk.now:
        quarter = quarter.before
    for each in said:
        then = desk.at(window(quarter, zone).opens_at)
        pulses.plan(then.tx, window(quarter, zone))
        pulses.open_due(then.tx)
        asked = [due.id for due in pulses.some_due(then.tx, limit=EVERYBODY)]
        pulses.look_again(then.tx, dict.fromkeys(asked))
        for email, digits in each.items():
            _answer(then, people_by_email[email], digits)
        quarter = quarter.before


def _answer(then: Desk, person: Person, digits: str) -> None:
    running = pulses.running(then.tx)
    ask = pulses.ask_of(then.tx, running, person.id) if running else None
    if ask is None:
        raise LookupError(person.email)
    given = {
        id_: int(digit) if digit.isdigit() else None for id_, digit in zip(ANSWERED, digits, strict=True)
    }
    pulse_answers.keep(then.tx, ask, given)
