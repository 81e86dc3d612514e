"""The walk's part about the pulse: asked, answered, changed, closed, and what comes of it for each who reads it."""

from datetime import datetime, time, timedelta

from bot.kit import doors
from bot.kit.codec import ID
from bot.pulse.views import form
from flows.company.people import NewPerson, Role
from flows.company.quarters import Quarter
from flows.pulse.quarters import Window, window
from storage import people, pulse_answers, pulses
from tests.journeys.conftest import Actor, Office, id_of

METTE, JENS, ANNE, TOM, DORTE = "U0METTE", "U0JENS", "U0ANNE", "U0TOM", "U0DORTE"
VERA, KARIN = "U0VERA", "U0KARIN"
EACH = 6  # of a team


def pulse(office: Office) -> None:
    """Every window and message of it, with what each refuses."""
    mette = office.person(METTE)
    listed = _others(office)
    asked = _opens(office)
    assert mette.home
    assert office.person(JENS).home
    for who in (JENS, METTE, KARIN):
        says(office.person(who))
    open_pulse = _running(office)
    answers(mette, open_pulse)
    _answer_for(office, listed)
    office.now = asked.closes_at
    office.tick()
    mette.forges(form.ANSWER, open_pulse)
    for who in (DORTE, JENS, VERA, METTE):
        says(office.person(who))
    with office.write() as desk:
        for person_id in listed:
            people.set_role(desk.tx, person_id, Role.NONE)


def says(actor: Actor) -> None:
    """Type the word."""
    actor.closes()
    actor.says("pulse")
    assert actor.modal
    actor.closes()


def answers(mette: Actor, open_pulse: str) -> None:
    """Mette answers nothing, something, and something else; then a statement that she isn't asked."""
    mette.closes()
    mette.says("puls")
    assert mette.acknowledgement_of(mette.modal)
    for value in ("2", form.UNKNOWN):
        mette.workspace.fill(METTE, f"{form.BLOCK}P4", form.CHOSEN, value)
        window = mette.modal
        mette.submits()
        mette.presses(form.ANSWER)
    assert mette.home
    forged = {f"{form.BLOCK}P1": {form.CHOSEN: {"selected_option": {"value": "1"}}}}
    mette.submits_again({**window, "state": {"values": forged}})
    mette.forges(form.ANSWER, "9999")
    dorte = mette.office.person(DORTE)
    dorte.forges(form.ANSWER, open_pulse)
    dorte.forges(doors.PULSE, "-")


def _others(office: Office) -> list[int]:
    """Sellers who are not in Slack: six with Jens, six with Anne, one with Tom, who leads nobody else."""
    leaders = [id_of(office, who) for who in (*[JENS] * EACH, *[ANNE] * EACH, TOM)]
    found = []
    with office.write() as desk:
        for number, leader in enumerate(leaders):
            email, at = f"pulse{number}@example.dk", time(9, 0)
            new = NewPerson(email, "N. N.", Role.SELLER, leader, 0, at, "Europe/Copenhagen", "da")
            found.append(people.save(desk.tx, new))
    return found


def _opens(office: Office) -> Window:
    """The quarter ends, and everybody is asked in the mornings after it."""
    office.tick()
    found = window(Quarter.of(office.now.date()), office.house.settings.timezone)
    first = found.quarter.next.begins_on
    for day in range(8):
        office.now = datetime.combine(first + timedelta(days=day), time(10), office.now.tzinfo)
        office.tick()
    return found


def _running(office: Office) -> str:
    """The open one, as a button carries it."""
    with office.read() as desk:
        running = pulses.running(desk.tx)
    assert running is not None
    return ID.dump(running.id)


def _answer_for(office: Office, listed: list[int]) -> None:
    """Those who are not in Slack have answered: Jens's six, Anne's six, and two of three statements."""
    with office.write() as desk:
        running = pulses.running(desk.tx)
        assert running is not None
        for number, person_id in enumerate(listed[: 2 * EACH]):
            ask = pulses.ask_of(desk.tx, running, person_id)
            assert ask is not None
            pulse_answers.keep(desk.tx, ask, {"P2": 1 + number % 5, "P4": None if number % 2 else 4})
