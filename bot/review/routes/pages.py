"""The review's pages: open, next, back, submit."""

import logging

from bot.kit import fields
from bot.kit.act import Act
from bot.kit.blocks import Block, View, section
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.place import PLACE, Run
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, Window, errors, show, update_in_ack
from bot.review.routes.reading import SentPage, beside_left_out, read_page
from bot.review.usecases import outcomes, reviews, runs
from bot.review.usecases.drafting import keep_said
from bot.review.usecases.outcomes import Outcome
from bot.review.usecases.reviews import Page, StalePage, TooManyLeftOut
from bot.review.views import page as views
from bot.review.views import restart
from bot.review.views.lost import closed_view, lost_view, stale_view
from bot.review.views.result import result_view
from bot.second_views.usecases.agreement import Agreement, Awaited
from bot.second_views.views.agreement import agreement_view, awaited_view
from flows.company.people import Person

log = logging.getLogger(__name__)


def open_(_desk: Desk, _person: Person, act: Act) -> Reply:
    """Open the review of the subject whose id the button carries."""
    subject_id = ID.load(act.value)
    return show(act, Window("review", subject_id), subject_id=subject_id)


def review_window(desk: Desk, person: Person, window: Window) -> View:
    """The review of a subject where the person's draft stands, for whatever leads to it."""
    return page_view(desk, person, reviews.open_review(desk, person, window.subject_id), run=window.run)


def choose(desk: Desk, person: Person, act: Act) -> Reply:
    """Go from what has changed to the pages of those areas, in the acknowledgement."""
    place = PLACE.load(act.data)
    ticked = fields.ticked(act, f"changed.v{place.version}", restart.CHANGED)
    try:
        page = reviews.choose_areas(desk, person, place.draft_id, version=place.version, ticked=ticked)
    except StalePage as stale:
        return update_in_ack(stale_view(stale, desk.texts(person), run=place.run))
    return update_in_ack(page_view(desk, person, page, run=place.run))


def next_(desk: Desk, person: Person, act: Act) -> Reply:
    """Save the page and show the next one, in the acknowledgement."""
    sent = read_page(desk, person, act)
    place, said, t = sent.place, sent.said, desk.texts(person)
    if sent.problems:
        return errors(sent.problems)
    where = {"version": place.version, "page": place.page}
    try:
        page = reviews.turn_page(desk, person, sent.draft, **where, said=said, by=1)
    except StalePage as stale:
        return update_in_ack(stale_view(stale, t, run=place.run))
    except TooManyLeftOut as too_many:
        return errors(beside_left_out(sent, too_many, t))
    except Refusal as refusal:
        return update_in_ack(_lost(desk, person, sent, refusal))
    notices = views.capped(page, said, t) if said else ()
    return update_in_ack(page_view(desk, person, page, notices, run=place.run))


def _lost(desk: Desk, person: Person, sent: SentPage, refusal: Refusal) -> View:
    """What a page said of a subject that was handed over meanwhile is kept, and shown for copying."""
    if refusal.code != "not_yours" or sent.said is None or sent.area is None:
        raise refusal
    keep_said(desk, sent.draft, version=sent.place.version, said=sent.said)
    return lost_view(sent.said, sent.area, desk.texts(person), run=sent.place.run)


def back(desk: Desk, person: Person, act: Act) -> Reply:
    """Save what the page says, if it can be saved, and show the page before."""
    sent = read_page(desk, person, act)
    run = sent.place.run
    try:
        page = save_page(desk, person, sent, by=-1)
    except StalePage as stale:
        return show(act, stale_view(stale, desk.texts(person), run=run))
    return show(act, page_view(desk, person, page, run=run), subject_id=page.subject.id)


def keep(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep what the page says when a level is chosen, so that whoever leaves goes on from here; shows nothing.

    What cannot be kept is said when the page itself is sent: a window must not change under somebody's hands.
    """
    try:
        sent = read_page(desk, person, act)
    except Refusal as refusal:
        log.info("Not kept for %s: %s", act.user, refusal.code)
        return Reply()
    if sent.said and not sent.problems:
        keep_said(desk, sent.draft, version=sent.place.version, said=sent.said)
    return Reply()


def save_page(desk: Desk, person: Person, sent: SentPage, *, by: int) -> Page:
    """Save what the page says, if it can be saved, and turn `by` pages."""
    where = {"version": sent.place.version, "page": sent.place.page}
    said = None if sent.problems else sent.said
    try:
        return reviews.turn_page(desk, person, sent.draft, **where, said=said, by=by)
    except TooManyLeftOut:
        return reviews.turn_page(desk, person, sent.draft, **where, said=None, by=by)


def submit(desk: Desk, person: Person, act: Act) -> Reply:
    """Submit the review and show what it came to, in the acknowledgement."""
    place = PLACE.load(act.data)
    t = desk.texts(person)
    block_id = f"probability.v{place.version}"
    try:
        probability = fields.percent(fields.said(act, block_id, views.PROBABILITY))
    except ValueError:
        return errors({block_id: t("review.odd_probability")})
    try:
        result = reviews.submit(desk, person, place.draft_id, version=place.version, probability=probability)
    except StalePage as stale:
        return update_in_ack(stale_view(stale, t, probability=probability, run=place.run))
    if isinstance(result, Page):
        meanwhile = section(t("restart.not_sent" if result.moved else "restart.meanwhile"))
        return update_in_ack(page_view(desk, person, result, (meanwhile,), run=place.run))
    if isinstance(result, Agreement):
        return update_in_ack(agreement_view(result, t, now=desk.now))
    if isinstance(result, Awaited):
        return update_in_ack(awaited_view(result, t))
    return update_in_ack(_result_view(desk, person, result, place.run.sent_one() if place.run else None))


def result_window(desk: Desk, person: Person, window: Window) -> View:
    """What the latest review of a subject came to, for whatever leads back to it."""
    outcome = outcomes.latest_outcome(desk, person, window.subject_id)
    return _result_view(desk, person, outcome, window.run)


def _result_view(desk: Desk, person: Person, outcome: Outcome, run: Run | None) -> View:
    after = runs.after(run, outcome.load).run if run else None
    return result_view(outcome, desk.texts(person), now=desk.now, run=run, after=after)


def resume(desk: Desk, person: Person, act: Act) -> Reply:
    """Carry on with the draft where it stands."""
    place = PLACE.load(act.data)
    page = reviews.resume(desk, person, place.draft_id)
    return update_in_ack(page_view(desk, person, page, run=place.run))


def page_view(
    desk: Desk, person: Person, page: Page, notices: tuple[Block, ...] = (), *, run: Run | None = None
) -> View:
    """The page as this person sees it now; where the subject was closed meanwhile, word of that."""
    if page.is_closed:
        return closed_view(page, desk.texts(person), run=run)
    return views.page_view(page, desk.texts(person), now=desk.now, notices=notices, run=run)
