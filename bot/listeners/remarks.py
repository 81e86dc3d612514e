"""The owner's remark on a level that somebody else lowered."""

from bot.desk import Desk
from bot.listeners import fields
from bot.listeners.act import Act
from bot.listeners.fields import number
from bot.listeners.layers import below, has_room, on_top
from bot.listeners.reply import Reply, errors
from bot.usecases import explaining, remarks
from bot.usecases.refusal import Refusal
from bot.views import remarks as views
from bot.views.subject import REVIEW, subject_view
from flows.people import Person


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Lay the form over where the owner clicked; the button carries the subject."""
    subject, waiting = remarks.to_remark(desk, person, number(act.value))
    under = has_room(act) and act.view.get("callback_id") == REVIEW
    return on_top(act, views.remark_view(subject, waiting, desk.texts(person), under=under))


def save(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep the remark and show Why? with it."""
    subject_id, _, under = str(act.view.get("private_metadata") or "").partition(".")
    t = desk.texts(person)
    text = fields.said(act, views.TEXT, views.TEXT)
    if not text:
        return errors({views.TEXT: t("correct.empty")})
    if len(text) > views.MOST_TEXT:
        return errors({views.TEXT: t("review.long_evidence", most=views.MOST_TEXT)})
    remarks.add(desk, person, number(subject_id), (*_about(act), text))
    explanation = explaining.explain(desk, person, number(subject_id))
    return below(act, subject_view(explanation, t, now=desk.now), laid_over=bool(under))


def _about(act: Act) -> tuple[int, str]:
    """The review and the question that are chosen."""
    chosen = fields.element(act, views.ABOUT, views.ABOUT).get("selected_option") or {}
    review_id, _, question_id = str(chosen.get("value") or "").partition(":")
    if not question_id:
        raise Refusal("nothing_lowered")
    return number(review_id), question_id
