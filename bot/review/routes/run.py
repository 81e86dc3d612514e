"""Reviewing all that is due: from one to the next, with skip and stop."""

from bot.kit.act import Act
from bot.kit.blocks import View, section
from bot.kit.desk import Desk
from bot.kit.messages import message_view
from bot.kit.place import Run, run_in
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, show, update_in_ack
from bot.review.routes.pages import page_view, save_page
from bot.review.routes.reading import read_page
from bot.review.usecases import reviews, runs
from bot.review.usecases.reviews import StalePage
from bot.review.usecases.runs import Leg
from bot.review.views import run as views
from bot.review.views.lost import closed_view, stale_view
from flows.company.people import Person


def start(desk: Desk, person: Person, act: Act) -> Reply:
    """Open the first of all that is due; when nothing is any more, say so."""
    run = runs.begin(desk, person)
    if run is None:
        t = desk.texts(person)
        return show(act, message_view(t("common.up_to_date"), t))
    return show(act, _opened(desk, person, run), subject_id=run.subject_id)


def next_(desk: Desk, person: Person, act: Act) -> Reply:
    """Open what comes after the one that is done, in the acknowledgement."""
    run = run_in(act.data)
    if run is None:
        raise Refusal("old_button")
    return update_in_ack(_after(desk, person, run))


def skip(desk: Desk, person: Person, act: Act) -> Reply:
    """Save what the page says, and open the next."""
    run = _saved(desk, person, act)
    return run if isinstance(run, Reply) else show(act, _after(desk, person, run))


def stop(desk: Desk, person: Person, act: Act) -> Reply:
    """Save what the page says, and say what was sent and what is left."""
    run = _saved(desk, person, act)
    if isinstance(run, Reply):
        return run
    return show(act, views.stopped_view(run, runs.following(desk, person, run), desk.texts(person)))


def _saved(desk: Desk, person: Person, act: Act) -> Run | Reply:
    sent = read_page(desk, person, act)
    run = sent.place.run
    if run is None:
        raise Refusal("old_button")
    try:
        page = save_page(desk, person, sent, by=0)
    except StalePage as stale:
        return show(act, stale_view(stale, desk.texts(person), run=run))
    return show(act, closed_view(page, desk.texts(person), run=run)) if page.is_closed else run


def _after(desk: Desk, person: Person, run: Run) -> View:
    leg = runs.following(desk, person, run)
    if leg.run is None:
        return views.end_view(run, leg, desk.texts(person))
    return _opened(desk, person, leg.run, leg)


def _opened(desk: Desk, person: Person, run: Run, leg: Leg | None = None) -> View:
    page = reviews.open_review(desk, person, run.subject_id)
    news = views.news(leg, desk.texts(person)) if leg else ()
    return page_view(desk, person, page, tuple(section(line) for line in news), run=run)
