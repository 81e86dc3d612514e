"""The review's pages: open, next, back, submit."""

import logging

from bot.desk import Desk
from bot.listeners import fields
from bot.listeners.act import Act
from bot.listeners.fields import number
from bot.listeners.page_fields import beside_left_out, place_of, read_page
from bot.listeners.reply import Reply, errors, show, update_in_ack
from bot.usecases import reviews, runs
from bot.usecases.audits import Agreement
from bot.usecases.keeping import keep_said
from bot.usecases.refusal import Refusal
from bot.usecases.reviews import Page, StalePage, TooManyLeftOut
from bot.usecases.runs import Run
from bot.views import restart
from bot.views import review as views
from bot.views.audits import agreement_view
from bot.views.blocks import Block, View, section
from bot.views.messages import closed_view, lost_view, stale_view
from bot.views.result import result_view
from flows.people import Person
from flows.review.draft import Said

log = logging.getLogger(__name__)


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Open the review of the subject whose id the button carries."""
    page = reviews.open_review(desk, person, number(act.value))
    return show(act, page_view(desk, person, page), subject_id=page.standing.subject.id)


def choose(desk: Desk, person: Person, act: Act) -> Reply:
    """Go from what has changed to the pages of those areas, in the acknowledgement."""
    place = place_of(act)
    ticked = fields.ticked(act, f"changed.v{place.version}", restart.CHANGED)
    try:
        page = reviews.choose_areas(desk, person, place.draft_id, version=place.version, ticked=ticked)
    except StalePage as stale:
        return update_in_ack(stale_view(stale, desk.texts(person), run=place.run))
    return update_in_ack(page_view(desk, person, page, run=place.run))


def next_(desk: Desk, person: Person, act: Act) -> Reply:
    """Save the page and show the next one, in the acknowledgement."""
    place = place_of(act)
    said, problems = read_page(desk, person, act)
    if problems:
        return errors(problems)
    try:
        page = reviews.turn_page(
            desk, person, place.draft_id, version=place.version, page=place.page, said=said, by=1
        )
    except StalePage as stale:
        return update_in_ack(stale_view(stale, desk.texts(person), run=place.run))
    except TooManyLeftOut as too_many:
        return errors(beside_left_out(said, too_many, place, desk.texts(person)))
    except Refusal as refusal:
        return update_in_ack(_lost(desk, person, act, said, refusal))
    notices = views.capped(page, said, desk.texts(person)) if said else ()
    return update_in_ack(page_view(desk, person, page, notices, run=place.run))


def _lost(desk: Desk, person: Person, act: Act, said: Said | None, refusal: Refusal) -> View:
    """What a page said of a subject that was handed over meanwhile is kept, and shown for copying."""
    place = place_of(act)
    area = reviews.area_of(desk, person, place.draft_id, place.page, fields=act.state)
    if refusal.code != "not_yours" or said is None or area is None:
        raise refusal
    keep_said(desk, person, place.draft_id, version=place.version, said=said)
    return lost_view(said, area, desk.texts(person), run=place.run)


def back(desk: Desk, person: Person, act: Act) -> Reply:
    """Save what the page says, if it can be saved, and show the page before."""
    run = place_of(act).run
    try:
        page = save_page(desk, person, act, by=-1)
    except StalePage as stale:
        return show(act, stale_view(stale, desk.texts(person), run=run))
    return show(act, page_view(desk, person, page, run=run), subject_id=page.standing.subject.id)


def keep(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep what the page says when a level is chosen, so that whoever leaves goes on from here; shows nothing.

    What cannot be kept is said when the page itself is sent: a window must not change under somebody's hands.
    """
    try:
        place = place_of(act)
        said, problems = read_page(desk, person, act)
    except Refusal as refusal:
        log.info("Not kept for %s: %s", act.user, refusal.code)
        return Reply()
    if said and not problems:
        keep_said(desk, person, place.draft_id, version=place.version, said=said)
    return Reply()


def save_page(desk: Desk, person: Person, act: Act, *, by: int) -> Page:
    """Save what the page says, if it can be saved, and turn `by` pages."""
    place = place_of(act)
    said, problems = read_page(desk, person, act)
    where = {"version": place.version, "page": place.page}
    try:
        return reviews.turn_page(
            desk, person, place.draft_id, **where, said=None if problems else said, by=by
        )
    except TooManyLeftOut:
        return reviews.turn_page(desk, person, place.draft_id, **where, said=None, by=by)


def submit(desk: Desk, person: Person, act: Act) -> Reply:
    """Submit the review and show what it came to, in the acknowledgement."""
    place = place_of(act)
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
    run = place.run.sent_one() if place.run else None
    after = runs.following(desk, person, run).run if run else None
    return update_in_ack(result_view(result, t, now=desk.now, run=run, after=after))


def resume(desk: Desk, person: Person, act: Act) -> Reply:
    """Carry on with the draft where it stands."""
    place = place_of(act)
    page = reviews.resume(desk, person, place.draft_id)
    return update_in_ack(page_view(desk, person, page, run=place.run))


def page_view(
    desk: Desk, person: Person, page: Page, notices: tuple[Block, ...] = (), *, run: Run | None = None
) -> View:
    """The page as this person sees it now; where the subject was closed meanwhile, word of that."""
    if page.is_closed:
        return closed_view(page, desk.texts(person), run=run)
    return views.page_view(page, desk.texts(person), now=desk.now, notices=notices, run=run)
