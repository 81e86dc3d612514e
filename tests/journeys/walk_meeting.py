"""The walk's part about two 1-to-1s of one pair: every step, what each refuses, the record, decisions, the next one."""

from collections.abc import Callable
from datetime import timedelta

from bot.kit import doors
from bot.kit.codec import ID
from bot.meetings.views import agreeing, beside, deciding, earlier, frame, record, telling
from bot.rhythm.views import pairs
from flows.meetings.agenda import Step
from storage import meetings
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.meeting_acts import fills, goes_to, options

Named = Callable[[str], str]
METTE, JENS, KARIN = "U0METTE", "U0JENS", "U0KARIN"


def meet(office: Office, mette: Actor, jens: Actor, named: Named) -> None:
    """Mette begins it, Jens leads, and both sign; a week later they begin with what was agreed."""
    begins(office, mette)
    mette.closes()
    mette.forges(doors.MEETING, "-")
    jens.forges(doors.MEETING, "-")
    jens.submits()
    fills(jens, telling.TEXT, named("item"))
    mette.submits()
    looks_at_deals(jens)
    tells(jens, named)
    agrees(jens, named)
    asks(office, jens, named)
    signs(office, mette, jens, named)
    office.passes(days=7)
    begins(office, mette)
    fills(mette, earlier.FATE, earlier.DONE, nth=0)
    fills(mette, earlier.FATE, earlier.LATER, nth=1)
    mette.acknowledgement_of(mette.modal)
    fills(mette, earlier.DAY, str((office.now + timedelta(days=3)).date()))
    mette.submits()
    goes_to(mette, Step.ACTIONS)
    asked(mette, named, id_of(office, KARIN))
    signs(office, mette, jens, named)
    office.passes(days=28)
    begins(office, mette)


def begins(office: Office, mette: Actor) -> None:
    """Begin one, and tell the other."""
    mette.closes()
    mette.forges(pairs.START, ID.dump(id_of(office, METTE)))
    assert mette.modal
    office.tick()
    office.tick()


def looks_at_deals(jens: Actor) -> None:
    """The portfolio and each deal; one level is settled, one is not agreed."""
    goes_to(jens, Step.PORTFOLIO)
    jens.submits()
    fills(jens, beside.LEVEL, "1", nth=0)
    fills(jens, beside.LEVEL, beside.NOT_AGREED, nth=1)
    jens.submits()


def tells(jens: Actor, named: Named) -> None:
    """What is told: the pre-mortem, one customer, a win, and a theme."""
    goes_to(jens, Step.PREMORTEM)
    fills(jens, telling.TEXT, named("lost"))
    fills(jens, telling.NUMBER, "60", nth=0)
    fills(jens, telling.NUMBER, "40", nth=1)
    jens.submits()
    for _ in range(2):
        if any(block.get("element", {}).get("action_id") == telling.TEXT for block in jens.modal["blocks"]):
            fills(jens, telling.TEXT, named("told"))
        jens.submits()
    goes_to(jens, Step.THEME)
    fills(jens, telling.TEXT, named("theme"))


def agrees(jens: Actor, named: Named) -> None:
    """Three actions, the first without its question at first; then there are enough."""
    goes_to(jens, Step.AGREED)
    for number in range(3):
        fills(jens, agreeing.WHAT, named(f"action {number}"))
        if number == 0:
            jens.acknowledgement_of(jens.modal)
        fills(jens, agreeing.MOVES, options(jens, agreeing.MOVES)[0]["value"])
        jens.submits()


def asks(office: Office, jens: Actor, named: Named) -> None:
    """Karin is asked for a decision, and decides."""
    asked(jens, named, id_of(office, KARIN))
    office.tick()
    karin = office.person(KARIN)
    assert karin.home
    karin.closes()
    karin.clicks(deciding.DECIDE, on="message")
    fills(karin, deciding.ANSWER, named("answer"))
    karin.submits()
    karin.closes()
    jens.forges(deciding.DECIDE, ID.dump(1))
    office.tick()


def asked(actor: Actor, named: Named, whom: int) -> None:
    """Ask somebody for a decision; nobody is chosen at first."""
    goes_to(actor, Step.DECISIONS)
    fills(actor, agreeing.WHAT, named("decision"))
    actor.acknowledgement_of(actor.modal)
    fills(actor, agreeing.WHOM, ID.dump(whom))
    actor.submits()


def signs(office: Office, mette: Actor, jens: Actor, named: Named) -> None:
    """Jens signs, Mette is reminded and signs; the record as text; what comes too late is refused."""
    with office.read() as desk:
        held = meetings.of_both(desk.tx, id_of(office, METTE), id_of(office, JENS))[0]
    jens.forges(frame.OPEN, ID.dump(held.id))
    before = jens.modal
    goes_to(jens, Step.SIGN)
    fills(jens, telling.TEXT, named("remark"))
    jens.submits()
    jens.submits_again(before)
    office.tick()
    assert mette.home
    office.passes(days=2, hours=10)
    office.passes(days=3)
    mette.closes()
    mette.forges(frame.OPEN, ID.dump(held.id))
    mette.submits()
    office.tick()
    for action in (record.MARKDOWN, frame.OPEN):
        mette.forges(action, ID.dump(held.id))
    office.person(KARIN).forges(frame.OPEN, ID.dump(held.id))
