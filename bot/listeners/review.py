"""The review's pages: open, next, back, submit."""

import logging

from bot.desk import Desk
from bot.listeners import fields
from bot.listeners.act import Act
from bot.listeners.reply import Call, Reply, errors, open_view, update_in_ack
from bot.posting.reviews import submit_review
from bot.texts import Texts
from bot.usecases import reviews, runs
from bot.usecases.audits import Agreement
from bot.usecases.keeping import keep_said
from bot.usecases.refusal import Refusal
from bot.usecases.reviews import Page, Said, StalePage, TooManyLeftOut
from bot.usecases.runs import Run
from bot.views import restart
from bot.views import review as views
from bot.views.audits import agreement_view
from bot.views.blocks import Block, View, section
from bot.views.messages import lost_view, stale_view
from bot.views.place import MOST_ID, Place
from bot.views.result import result_view
from flows.people import Person
from flows.rating import NOT_APPLICABLE

log = logging.getLogger(__name__)


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Open the review of the subject whose id the button carries."""
    page = reviews.open_review(desk, person, number(act.value))
    return show(act, page_view(desk, person, page), subject_id=page.standing.subject.id)


def show(act: Act, view: View, *, subject_id: int | None = None) -> Reply:
    """Show a view after a click: in the modal where it was clicked, else as a new one."""
    if not act.in_modal:
        return open_view(act.trigger_id, view, subject_id=subject_id)
    arguments: dict[str, object] = {"view_id": act.view["id"], "view": view}
    if act.kind == "action":  # a submitted view has had another hash since its acknowledgement
        arguments["hash"] = act.view.get("hash")
    return Reply(calls=(Call("views_update", arguments, subject_id),))


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
        return errors(_too_many(said, too_many, place, desk.texts(person)))
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
        result = submit_review(desk, person, place.draft_id, version=place.version, probability=probability)
    except StalePage as stale:
        return update_in_ack(stale_view(stale, t, probability=probability, run=place.run))
    if isinstance(result, Page):
        meanwhile = section(t("restart.not_sent" if result.moved else "restart.meanwhile"))
        return update_in_ack(page_view(desk, person, result, (meanwhile,), run=place.run))
    if isinstance(result, Agreement):
        return update_in_ack(agreement_view(result, t, now=desk.clock()))
    run = place.run.sent_one() if place.run else None
    after = runs.following(desk, person, run).run if run else None
    return update_in_ack(result_view(result, t, now=desk.clock(), run=run, after=after))


def resume(desk: Desk, person: Person, act: Act) -> Reply:
    """Carry on with the draft where it stands."""
    place = place_of(act)
    page = reviews.resume(desk, person, place.draft_id)
    return update_in_ack(page_view(desk, person, page, run=place.run))


def read_page(desk: Desk, person: Person, act: Act) -> tuple[Said | None, dict[str, str]]:
    """What the page says, or what is wrong beside each field; the last page says nothing yet."""
    t = desk.texts(person)
    place = place_of(act)
    area = reviews.area_of(desk, person, place.draft_id, place.page, fields=act.state)
    if area is None:
        return _of_an_area_gone(act, place), {}
    problems = {}
    levels: dict[str, int | None] = {}
    left_out = []
    for question in area.questions:
        block_id = f"{question.id}.v{place.version}"
        chosen = (fields.element(act, block_id, views.LEVEL).get("selected_option") or {}).get("value")
        if chosen in (None, views.UNKNOWN):
            levels[question.id] = None
        elif chosen in {"0", "1", "2", "3"}:
            levels[question.id] = int(chosen)
        elif chosen == NOT_APPLICABLE and question.not_applicable is not None:
            levels[question.id] = None
            left_out.append(question.id)
        else:
            problems[block_id] = t("review.odd_level")
    evidence = fields.said(act, f"{area.id}.evidence.v{place.version}", views.EVIDENCE)
    if len(evidence) > views.MOST_TEXT:
        problems[f"{area.id}.evidence.v{place.version}"] = t("review.long_evidence", most=views.MOST_TEXT)
    covers = fields.ticked(act, f"{area.id}.covers.v{place.version}", views.COVERS)
    return (
        Said(
            area.id, levels, evidence, tuple(q.id for q in area.questions if q.id in covers), tuple(left_out)
        ),
        problems,
    )


def _of_an_area_gone(act: Act, place: Place) -> Said | None:
    """What a window says of an area that the scorecard hasn't any more: its evidence is kept, for copying."""
    end = f".evidence.v{place.version}"
    for name in act.state:
        if name.endswith(end):
            said = fields.said(act, name, views.EVIDENCE)[: views.MOST_TEXT]
            return Said(name.removesuffix(end), {}, said, ()) if said else None
    return None


def _too_many(said: Said | None, too_many: TooManyLeftOut, place: Place, t: Texts) -> dict[str, str]:
    """The problem beside the last question that the page leaves out."""
    left_out = said.not_applicable if said else ()
    return {
        f"{id_}.v{place.version}": t("review.too_many_left_out", most=too_many.most) for id_ in left_out[-1:]
    }


def page_view(
    desk: Desk, person: Person, page: Page, notices: tuple[Block, ...] = (), *, run: Run | None = None
) -> View:
    """The page as this person sees it now."""
    return views.page_view(page, desk.texts(person), now=desk.clock(), notices=notices, run=run)


def place_of(act: Act) -> Place:
    """Where the window stands; refuses what none of ours says."""
    try:
        return Place.load(act.view.get("private_metadata", ""))
    except ValueError as error:
        raise Refusal("draft_gone") from error


def number(text: str) -> int:
    """The id that a button or a choice carries; refuses what is none."""
    if not text.isascii() or not text.isdigit() or int(text) >= MOST_ID:
        raise Refusal("not_yours")
    return int(text)
