"""The ways in: /review with its words, the shortcut, the picker, adding a deal or customer."""

from dataclasses import replace

from bot.desk import Desk
from bot.listeners import fields, subject
from bot.listeners.act import Act
from bot.listeners.fields import number
from bot.listeners.layers import on_top
from bot.listeners.reply import Handler, Reply, errors, show, update_in_ack
from bot.posting.digest import post_digest
from bot.texts import Texts
from bot.usecases import digests, finding, reviews
from bot.usecases.loads import load_of
from bot.views import deals as views
from bot.views import evidence_form
from bot.views import review as review_views
from bot.views.blocks import Block, View, button, modal
from bot.views.digest import digest_message
from bot.views.home import ADD, ADD_CUSTOMER
from bot.views.load import week_done
from bot.views.messages import SAY, help_view, message_view
from bot.views.status import title
from flows.load import Load
from flows.naming import fold
from flows.people import Person, Reach, reads, scores

PICK_ANY = "pick.any"


def review_command(desk: Desk, person: Person, act: Act) -> Reply:
    """/review, /review NAME, or /review with a reserved word in English or Danish."""
    handler = WORDS.get(fold(act.text))
    if handler:
        return handler(desk, person, act)
    if scores(person) is Reach.NONE:
        return status(desk, person, act)
    return _named(desk, person, act) if act.text else start(desk, person, act)


def start(desk: Desk, person: Person, act: Act) -> Reply:
    """What is ready: nothing says so, one opens at once, more shows the picker."""
    if scores(person) is Reach.NONE:
        return status(desk, person, act)
    load = load_of(desk, person)
    if not load.ready:
        return show(act, _nothing_due(desk, person, load))
    if len(load.ready) == 1:
        return _open(desk, person, act, load.ready[0].id)
    return show(act, views.picker_view(desk.texts(person), query="", due=len(load.ready)))


def _open(desk: Desk, person: Person, act: Act, subject_id: int) -> Reply:
    page = reviews.open_review(desk, person, subject_id)
    view = review_views.page_view(page, desk.texts(person), now=desk.now)
    return show(act, view, subject_id=subject_id)


def _named(desk: Desk, person: Person, act: Act) -> Reply:
    t = desk.texts(person)
    found = finding.by_words(desk, person, act.text)
    if len(found) == 1:
        return _open(desk, person, act, found[0].subject.id)
    if found:
        return show(act, views.picker_view(t, query=act.text, due=0))
    closed = finding.closed(desk, person, act.text)
    return show(
        act, views.none_found_view(act.text, finding.nearest(desk, person, act.text), t, closed=closed)
    )


def _nothing_due(desk: Desk, person: Person, load: Load) -> View:
    t = desk.texts(person)
    total, following = finding.coming(desk, person)
    if not total:
        return message_view(t("home.empty"), t, buttons=_adding(t))
    if load.planned:
        text = week_done(load, t, now=desk.now)
    elif following is None or following.subject.due_at is None:
        text = t("pick.nothing_due")
    else:
        day = t.day(following.subject.due_at, now=desk.now, weekday=True)
        text = t("home.up_to_date", name=title(following), day=day)
    buttons = [button(t("pick.anyway"), PICK_ANY, primary=True), *_adding(t)]
    return message_view(text, t, buttons=buttons)


def _adding(t: Texts) -> list[Block]:
    return [button(t("home.add"), ADD), button(t("home.add_customer"), ADD_CUSTOMER)]


def pick_any(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the picker although nothing is ready."""
    due = len(load_of(desk, person).ready)
    return show(act, views.picker_view(desk.texts(person), query="", due=due))


def pick_options(desk: Desk, person: Person, act: Act) -> Reply:
    """The type-ahead's choices; before anything is typed, those of the words that led here."""
    query = act.text or str(act.view.get("private_metadata") or "")
    found = finding.by_words(desk, person, query)
    return Reply(ack={"options": views.options(found, desk.texts(person), now=desk.now)})


def picked(desk: Desk, person: Person, act: Act) -> Reply:
    """Open the review of what was picked, in the acknowledgement."""
    subject_id = _choice(act, views.PICKED)
    if not subject_id:
        return errors({views.PICKED: desk.texts(person)("pick.none_chosen")})
    page = reviews.open_review(desk, person, number(subject_id))
    return update_in_ack(review_views.page_view(page, desk.texts(person), now=desk.now))


def why_picked(desk: Desk, person: Person, act: Act) -> Reply:
    """Show why what stands chosen in a picker has its colour; without a choice, ask for one first."""
    subject_id = _choice(act, views.PICKED) or _choice(act, evidence_form.SUBJECT)
    if subject_id:
        return subject.open_(desk, person, replace(act, value=subject_id))
    t = desk.texts(person)
    return on_top(act, message_view(t("pick.none_chosen"), t))


def _choice(act: Act, place: str) -> str:
    chosen = fields.element(act, place, place).get("selected_option") or {}
    return str(chosen.get("value") or "")


def status(desk: Desk, person: Person, act: Act) -> Reply:
    """What this person may read, in figures, for their eyes only."""
    t = desk.texts(person)
    if reads(person) is Reach.NONE:
        return show(act, message_view(t("refused.admin_reads_nothing"), t))
    digest = digests.personal(desk, person)
    message = digest_message(digest, t)
    return show(act, modal(t("status.title"), message["blocks"], callback_id=SAY, close=t("button.close")))


def help_(desk: Desk, person: Person, act: Act) -> Reply:
    """What can be written after /review."""
    return show(act, help_view(desk.texts(person)))


def digest(desk: Desk, person: Person, act: Act) -> Reply:
    """Post the digest in its channel; who may not post it sees it for their own eyes."""
    t = desk.texts(person)
    if person.role not in digests.MAY_POST:
        return status(desk, person, act)
    posted = post_digest(desk, key=f"digest.typed:{act.trigger_id}", asked_by=act.user)
    return show(act, message_view(t("digest.on_its_way" if posted else "digest.no_channel"), t))


# What may stand after /review instead of a name, as it is folded (without accents, in small letters).
WORDS: dict[str, Handler] = {
    fold(word): handler
    for handler, words in (
        (status, ("status", "oversigt")),
        (digest, ("digest", "ugeoverblik")),
        (help_, ("help", "hjælp")),
    )
    for word in words
}
SETUP_WORDS = frozenset(fold(word) for word in ("setup", "opsætning"))
