"""The part of the walk past pairs: setting when they meet, moving and skipping, being away, reminders and mutes."""

from datetime import date, timedelta

from sqlalchemy import update

from bot.kit import doors
from bot.kit.codec import ID
from bot.rhythm.views import away, pairs, reminders
from flows.rhythm.pair import Every
from flows.rhythm.reminders import Snooze
from storage import occurrences, people
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.walk_meeting import Named, meet
from tests.journeys.walk_views import views

METTE, JENS, KARIN, DORTE = "U0METTE", "U0JENS", "U0KARIN", "U0DORTE"


def rhythm(office: Office, named: Named) -> None:
    """Every window and message of it, with what each refuses."""
    mette, jens = office.person(METTE), office.person(JENS)
    office.person(KARIN).says("rhythm")
    assert office.person(KARIN).screen
    for every in ("month 2", "quarter -1", Every.WEEK.value, Every.TWO_WEEKS.value):
        sets(office, jens, every)
    has_above(office, DORTE)
    is_reminded(office, mette, jens)
    mutes(office.person(DORTE))
    has_above(office, None)
    moves(office, mette)
    skips(jens, id_of(office, METTE))
    pauses(jens, id_of(office, METTE))
    goes_away(office, mette, jens)
    mutes(mette)
    travels(office, mette)
    meet(office, mette, jens, named)
    ends(office, mette, jens)


def shows(actor: Actor, action: str, value: str = "-") -> None:
    """Press a button, wherever it stands."""
    actor.closes()
    actor.forges(action, value)
    assert actor.modal


def sets(office: Office, jens: Actor, every: str) -> None:
    """Jens sets when Mette meets him; nobody chosen and a past day are refused first."""
    jens.closes()
    jens.says("rhythm")
    assert jens.screen
    shows(jens, pairs.SET)
    box = f"{pairs.SELLERS}.0"
    jens.acknowledgement_of(jens.modal)
    jens.workspace.fill(jens.id, box, box, [ID.dump(id_of(office, METTE))])
    jens.workspace.fill(jens.id, pairs.EVERY, pairs.EVERY, every)
    for time, day in (("03:00", 1), ("09:00", -1)):
        jens.workspace.fill(jens.id, pairs.TIME, pairs.TIME, time)
        jens.workspace.fill(jens.id, pairs.FIRST, pairs.FIRST, str(office.now.date() + timedelta(days=day)))
        jens.acknowledgement_of(jens.modal)
    jens.workspace.fill(jens.id, pairs.FIRST, pairs.FIRST, str(office.now.date()))
    jens.submits()
    assert jens.screen
    jens.closes()
    office.tick()


def planned(office: Office) -> occurrences.Occurrence:
    """What Mette has planned."""
    with office.read() as desk:
        found = occurrences.next_of(desk.tx, id_of(office, METTE))
    assert found is not None
    assert found.step is not None
    return found


def is_reminded(office: Office, mette: Actor, jens: Actor) -> None:
    """Both reminders, what the manager views, their list, and one put off; too near at last."""
    for number in range(2):
        found = planned(office)
        assert found.step
        office.now = found.step.due_at
        office.tick()
        if not number:
            views(office, mette, jens)
        shows(mette, doors.LATER)
        mette.forges(reminders.SNOOZE[Snooze.AN_HOUR], "-")
        mette.closes()
    office.now = planned(office).begins_at - timedelta(minutes=5)
    shows(mette, doors.LATER)
    office.now = planned(office).begins_at
    office.tick()


def has_above(office: Office, above: str | None) -> None:
    """Somebody leads Jens, and wants to hear who isn't ready in his team; or nobody does."""
    with office.write() as desk:
        his = update(people.people).where(people.people.c.id == id_of(office, JENS))
        desk.tx.execute(his.values(manager_id=id_of(office, above) if above else None))
        if above:
            people.set_escalated(desk.tx, id_of(office, above), escalated=True)


def moves(office: Office, mette: Actor) -> None:
    """The next one goes to the day after; what is past, and as late as the next one, is refused first."""
    on = planned(office).on
    shows(mette, pairs.MOVE, ID.dump(id_of(office, METTE)))
    for day in (date(2026, 1, 5), on + timedelta(days=60), on + timedelta(days=1)):
        mette.workspace.fill(mette.id, pairs.DAY, pairs.DAY, str(day))
        if day > on + timedelta(days=1) or day < on:
            mette.acknowledgement_of(mette.modal)
    mette.submits()
    assert mette.screen
    office.tick()


def skips(jens: Actor, seller_id: int) -> None:
    """Jens leaves the next one out, with a reason."""
    shows(jens, pairs.SKIP, ID.dump(seller_id))
    jens.workspace.fill(jens.id, pairs.NOTE, pairs.NOTE, "xyz")
    jens.submits()
    assert jens.screen
    jens.office.tick()


def pauses(jens: Actor, seller_id: int) -> None:
    """The pair is paused, and goes on."""
    for action in (pairs.PAUSE, pairs.RESUME):
        shows(jens, action, ID.dump(seller_id))


def goes_away(office: Office, mette: Actor, jens: Actor) -> None:
    """Mette is away over the next one, and back; what cannot be is refused, and Jens may not move it meanwhile."""
    until = planned(office).on + timedelta(days=1)
    shows(mette, doors.AWAY)
    mette.workspace.fill(mette.id, away.STAND_IN, away.STAND_IN, METTE)
    for day in (date(2026, 1, 5), until):
        mette.workspace.fill(mette.id, away.UNTIL, away.UNTIL, str(day))
        mette.acknowledgement_of(mette.modal)
    mette.workspace.fill(mette.id, away.STAND_IN, away.STAND_IN, JENS)
    mette.submits()
    assert mette.screen
    shows(mette, doors.AWAY)
    shows(jens, doors.AWAY)
    jens.workspace.fill(jens.id, away.STAND_IN, away.STAND_IN, METTE)
    jens.workspace.fill(jens.id, away.UNTIL, away.UNTIL, str(office.now.date()))
    jens.acknowledgement_of(jens.modal)
    office.tick()
    shows(mette, away.BACK)
    office.tick()


def mutes(actor: Actor) -> None:
    """The page of messages, saved as it is."""
    shows(actor, doors.MUTES)
    actor.submits()
    assert actor.screen
    actor.closes()


def travels(office: Office, mette: Actor) -> None:
    """Mette is elsewhere, and takes her 1-to-1s along."""
    office.workspace.change_user(METTE, tz="America/New_York")
    office.wait_for_zone(METTE, "America/New_York")
    office.tick()
    shows(mette, pairs.TAKE_ALONG)
    office.tick()


def ends(office: Office, mette: Actor, jens: Actor) -> None:
    """Mette may not end the pair, Jens does."""
    seller = ID.dump(id_of(office, METTE))
    shows(mette, pairs.END, seller)
    shows(jens, pairs.END, seller)
    jens.submits()
    assert jens.screen
    office.tick()
