"""The part of the walk past the weekly load: the first round, planned weeks, what came after a cut-off."""

from sqlalchemy import update

from bot.digest.views import first_round
from bot.home.views import home as home_views
from bot.kit import doors
from bot.standing.loads import load_of
from storage import tables
from tests.journeys.conftest import Actor, Office, texts_in

METTE, JENS, DORTE = "U0METTE", "U0JENS", "U0DORTE"
ROOMY = {"weekly_subjects": 30, "weekly_minutes": 600}  # a week in which the rest of the walk has room


def no_colours_yet(office: Office) -> None:
    """The company is in its first round, and its channel sees no colours."""
    with office.write() as desk:
        desk.tx.execute(update(tables.workspaces).values(colours_at=None))


def ready(office: Office) -> tuple[int, ...]:
    """The ids of what is ready for Mette."""
    person = office.who(METTE)
    assert person is not None
    with office.read() as desk:
        return load_of(desk, person).ready


def the_first_round(office: Office) -> None:
    """Planned rows, a digest without colours, a review after its cut-off, and the director who starts the colours."""
    no_colours_yet(office)
    mette, jens, dorte = (office.person(slack_id) for slack_id in (METTE, JENS, DORTE))
    assert mette.home
    says_digest(office, jens)
    after_the_cut_off(mette, ready(office)[0])
    assert mette.home
    assert dorte.home
    jens.forges(first_round.COLOURS, "-")
    jens.closes()
    dorte.turns(first_round.COLOURS)
    says_digest(office, jens)


def after_the_cut_off(mette: Actor, subject_id: int) -> None:
    """A review that was waited for, with its copy; it says so in its result, in Why and in History."""
    mette.turns(home_views.COPIES)
    mette.forges(doors.REVIEW, str(subject_id))
    mette.reviews("222 222 222 222 222")
    assert texts_in(mette.modal)
    mette.forges(doors.WHY, str(subject_id))
    mette.presses(doors.HISTORY)
    mette.closes()
    assert mette.home
    mette.turns(home_views.COPIES)
    mette.office.tick()


def says_digest(office: Office, actor: Actor) -> None:
    """A digest on request."""
    actor.says("/review digest")
    assert texts_in(actor.modal)
    actor.closes()
    office.tick()


def a_week_is_done(office: Office) -> None:
    """Everything that was ready is reviewed, and more is planned."""
    for subject_id in ready(office):
        office.reviewed(subject_id, METTE, 2)
    mette = office.person(METTE)
    assert mette.home
    mette.says("/review")
    assert texts_in(mette.modal)
    mette.closes()
