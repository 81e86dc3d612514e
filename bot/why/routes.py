"""A subject opened from wherever its colour stands, asking for help with it, and copying it for a CRM."""

from bot.digest.views import listing
from bot.evidence.views import form as evidence_form
from bot.finding import views as finding
from bot.kit.act import Act
from bot.kit.blocks import View
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.doors import RESULTS
from bot.kit.messages import message_view
from bot.kit.reply import Reply, Window, on_top, show, update_in_ack
from bot.why.usecases import explaining
from bot.why.views.answers import answers_view
from bot.why.views.copying import copy_view
from bot.why.views.subject import subject_view
from flows.company.people import Person

# What one comes back to: a result, which leads on in a run, and what is being chosen.
STAYING = RESULTS | {finding.PICK, evidence_form.CHOOSE, listing.LIST}


def open_(_desk: Desk, _person: Person, act: Act) -> Reply:
    """Show why the subject whose id the button carries has its colour; over a window that is still needed."""
    window = Window("why", ID.load(act.value))
    return on_top(act, window) if act.view.get("callback_id") in STAYING else show(act, window)


def why(desk: Desk, person: Person, window: Window) -> View:
    """The window "Why?", for whatever leads to it."""
    explanation = explaining.explain(desk, person, window.subject_id)
    return subject_view(explanation, desk.texts(person), now=desk.now, notice=window.notice)


def review(_desk: Desk, _person: Person, act: Act) -> Reply:
    """Start the review of the open subject, in the acknowledgement."""
    return update_in_ack(Window("review", ID.load(act.data)))


def ask_help(desk: Desk, person: Person, act: Act) -> Reply:
    """Tell the manager, or a director, that help is wished for with this subject."""
    t = desk.texts(person)
    helper = explaining.ask_for_help(desk, person, ID.load(act.value))
    text = t("help.asked", name=helper) if helper else t("help.nobody")
    return show(act, message_view(text, t))


def answers(desk: Desk, person: Person, act: Act) -> Reply:
    """Show all answers in the place of "Why?"."""
    grounds, _ = explaining.explain_score(desk, person, ID.load(act.value))
    return show(act, answers_view(grounds, desk.texts(person), now=desk.now))


def copy(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the subject as plain text."""
    grounds, items = explaining.explain_score(desk, person, ID.load(act.value))
    return show(act, copy_view(grounds, items, desk.texts(person), now=desk.now))
