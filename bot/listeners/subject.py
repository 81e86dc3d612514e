"""A subject opened from wherever its colour stands, and asking for help with it."""

from bot.desk import Desk
from bot.listeners.act import Act
from bot.listeners.fields import number
from bot.listeners.layers import on_top
from bot.listeners.reply import Reply, show, update_in_ack
from bot.usecases import explaining, reviews
from bot.views import deals as deal_views
from bot.views import evidence_form
from bot.views import review as review_views
from bot.views.messages import message_view
from bot.views.result import RESULTS
from bot.views.subject import subject_view
from flows.people import Person

# What one comes back to: a result, which leads on in a run, and what is being chosen.
STAYING = RESULTS | {deal_views.PICK, evidence_form.CHOOSE}


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show why the subject whose id the button carries has its colour; over a window that is still needed."""
    explanation = explaining.explain(desk, person, number(act.value))
    view = subject_view(explanation, desk.texts(person), now=desk.now)
    return on_top(act, view) if act.view.get("callback_id") in STAYING else show(act, view)


def review(desk: Desk, person: Person, act: Act) -> Reply:
    """Start the review of the open subject, in the acknowledgement."""
    page = reviews.open_review(desk, person, number(str(act.view.get("private_metadata") or "")))
    return update_in_ack(review_views.page_view(page, desk.texts(person), now=desk.now))


def ask_help(desk: Desk, person: Person, act: Act) -> Reply:
    """Tell the manager, or a director, that help is wished for with this subject."""
    t = desk.texts(person)
    helper = explaining.ask_for_help(desk, person, number(act.value))
    text = t("help.asked", name=helper) if helper else t("help.nobody")
    return show(act, message_view(text, t))
