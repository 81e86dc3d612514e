"""Correcting one's latest review: why, the review that does it, and going on without."""

from bot.kit import fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.place import run_in
from bot.kit.reply import Reply, errors, show, update_in_ack
from bot.review.routes.pages import page_view
from bot.review.usecases import correcting
from bot.review.views import correcting as views
from flows.company.people import Person


def ask_reason(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask why the review whose id the button carries is corrected."""
    review = correcting.correctable(desk, person, ID.load(act.value))
    return show(act, views.reason_view(review, desk.texts(person), now=desk.now))


def correct(desk: Desk, person: Person, act: Act) -> Reply:
    """Open the review that corrects, in the acknowledgement."""
    reason = fields.said(act, views.REASON, views.REASON)[: views.MOST_REASON]
    t = desk.texts(person)
    if not reason:
        return errors({views.REASON: t("common.empty")})
    page = correcting.begin(desk, person, ID.load(act.data), reason=reason)
    return update_in_ack(page_view(desk, person, page))


def drop(desk: Desk, person: Person, act: Act) -> Reply:
    """Go on with the open review as an ordinary one; what is filled in stays."""
    page = correcting.drop(desk, person, ID.load(act.value))
    return show(act, page_view(desk, person, page, run=run_in(act.data)))
