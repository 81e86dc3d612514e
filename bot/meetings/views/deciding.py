"""A decision that a 1-to-1 asks of somebody: its message, and the form for the answer."""

from datetime import datetime

from bot.kit.blocks import Block, Message, View, actions, button, context, field, modal, section
from bot.kit.codec import ID
from bot.kit.texts import Texts
from flows.meetings.held import Decision

DECIDE, SAVE, ANSWER = "decision.open", "decision.save", "decision.answer"
MOST_ANSWER = 500


def asked_message(decision: Decision, by: str, t: Texts, *, now: datetime) -> Message:
    """To who is asked: what, by whom, by when, and one button."""
    day = t.day(decision.by, now=now, weekday=True)
    text = t("meetings.decisions.asked", name=by, what=decision.what, day=day)
    return {"text": text, "blocks": [section(text), actions(deciding(decision, t, primary=True))]}


def made_message(decision: Decision, by: str, t: Texts) -> Message:
    """To the two who asked: what was decided."""
    text = t("meetings.decisions.made", name=by, what=decision.what, answer=decision.answer or "")
    return {"text": text, "blocks": [section(text)]}


def answer_view(decision: Decision, t: Texts, *, now: datetime) -> View:
    """The form for the answer."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": True,
        "max_length": MOST_ANSWER,
    }
    day = t.day(decision.by, now=now, weekday=True)
    return modal(
        t("meetings.decisions.title"),
        [
            section(decision.what),
            context(t("meetings.decisions.until", day=day)),
            field(t("meetings.decisions.answer"), element, block_id=ANSWER),
        ],
        callback_id=SAVE,
        close=t("button.cancel"),
        submit=t("meetings.decisions.save"),
        data=ID.dump(decision.id),
    )


def deciding(decision: Decision, t: Texts, *, primary: bool = False) -> Block:
    """Opens the form for the answer."""
    return button(t("meetings.decisions.decide"), DECIDE, value=ID.dump(decision.id), primary=primary)
