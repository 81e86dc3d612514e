"""Decisions that 1-to-1s ask of somebody: the form for the answer, and keeping it."""

from bot.kit import fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.messages import message_view
from bot.kit.reply import Reply, errors, on_top, update_in_ack
from bot.meetings.usecases import agreeing
from bot.meetings.views import deciding as views
from flows.company.people import Person


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask for the answer to the decision that the button carries."""
    decision = agreeing.asked(desk, person, ID.load(act.value))
    return on_top(act, views.answer_view(decision, desk.texts(person), now=desk.now))


def save(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep the answer, and tell the two."""
    t, text = desk.texts(person), fields.said(act, views.ANSWER, views.ANSWER)
    if not text:
        return errors({views.ANSWER: t("common.empty")})
    agreeing.decide(desk, person, ID.load(act.data), text[: views.MOST_ANSWER])
    return update_in_ack(message_view(t("meetings.decisions.answered"), t))
