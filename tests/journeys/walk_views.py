"""The walk's part about a manager's own view before a 1-to-1: asked for, chosen, sent, and both side by side."""

from bot.kit import doors
from bot.kit.codec import ID
from bot.rhythm.views import viewing
from bot.second_views.views.agreement import COMPARE
from flows.review.second_view import SecondView
from storage import occurrences, second_views
from tests.journeys.conftest import Actor, Office, id_of

METTE = "U0METTE"


def of_the_next(office: Office) -> list[SecondView]:
    """Those before Mette's next 1-to-1."""
    with office.read() as desk:
        planned = occurrences.next_of(desk.tx, id_of(office, METTE))
        assert planned
        return second_views.of_meeting(desk.tx, planned.seller_id, planned.day)


def views(office: Office, mette: Actor, jens: Actor) -> None:
    """Jens is asked, chooses another and two more, and no fourth; sends one, and finds it under review."""
    (asked,) = of_the_next(office)
    seller = ID.dump(id_of(office, METTE))
    jens.forges(viewing.ANOTHER, ID.dump(asked.id))
    jens.submits()
    assert jens.screen
    for _ in range(3):
        jens.forges(viewing.MORE, seller)
        if jens.modal["callback_id"] == viewing.CHOOSE:
            jens.submits()
        assert jens.screen
    jens.forges(viewing.ANOTHER, ID.dump(asked.id))
    mette.forges(viewing.MORE, seller)
    assert jens.home
    _, first, *_ = of_the_next(office)
    deal = str(first.subject_id)
    for action in (doors.WHY, doors.HISTORY):
        jens.forges(action, deal)
    sends(jens, deal)
    jens.forges(doors.REVIEW, deal)
    office.reviewed(first.subject_id, METTE, 1)
    office.tick()
    for actor in (mette, jens):
        actor.forges(COMPARE, ID.dump(first.id))
        assert actor.screen
        actor.closes()


def sends(jens: Actor, deal: str) -> None:
    """Page by page, to what it comes to."""
    jens.forges(doors.REVIEW, deal)
    while jens.modal["callback_id"].startswith("review."):
        jens.submits()
