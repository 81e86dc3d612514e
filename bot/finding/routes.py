"""The picker: its choices, and what becomes of one."""

from collections.abc import Sequence

from bot.finding import usecases as finding
from bot.finding import views
from bot.kit import fields
from bot.kit.act import Act
from bot.kit.blocks import cut
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.doors import EVIDENCE_SUBJECT
from bot.kit.messages import message_view
from bot.kit.reply import Reply, Window, errors, on_top, show, update_in_ack
from bot.standing.loads import load_of
from bot.standing.words import join
from flows.company.people import Person

MOST_NAMED = 10


def pick_any(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the picker although nothing is ready."""
    due = len(load_of(desk, person).ready)
    return show(act, views.picker_view(desk.texts(person), query="", due=due))


def pick_options(desk: Desk, person: Person, act: Act) -> Reply:
    """The type-ahead's choices; before anything is typed, those of the words that led here."""
    found = finding.by_words(desk, person, act.text or act.data)
    return Reply(ack={"options": views.options(found, desk.texts(person), now=desk.now)})


def ready_for(desk: Desk, viewer: Person, act: Act, meant: Sequence[Person]) -> Reply:
    """What is ready for the one whom somebody named; who several could be, or nobody, is said so."""
    t = desk.texts(viewer)
    if not meant:
        return show(act, message_view(t("pick.nobody", query=cut(act.text, 100)), t))
    if len(meant) > 1:
        names = join([person.name for person in meant[:MOST_NAMED]], t)
        return show(act, message_view(t("pick.several", query=cut(act.text, 100), names=names), t))
    (person,) = meant
    ready = finding.ready_of(desk, viewer, person)
    if ready is None:
        return show(act, message_view(t("pick.not_yours", name=person.name), t))
    return show(act, views.ready_view(person, ready, t, now=desk.now))


def picked(desk: Desk, person: Person, act: Act) -> Reply:
    """Open the review of what was picked, in the acknowledgement."""
    subject_id = fields.chosen(act, views.PICKED, views.PICKED)
    if not subject_id:
        return errors({views.PICKED: desk.texts(person)("common.none_chosen")})
    return update_in_ack(Window("review", ID.load(subject_id)))


def why_picked(desk: Desk, person: Person, act: Act) -> Reply:
    """Show why what stands chosen in a picker has its colour; without a choice, ask for one first."""
    for place in (views.PICKED, EVIDENCE_SUBJECT):
        if subject_id := fields.chosen(act, place, place):
            return on_top(act, Window("why", ID.load(subject_id)))
    t = desk.texts(person)
    return on_top(act, message_view(t("common.none_chosen"), t))
