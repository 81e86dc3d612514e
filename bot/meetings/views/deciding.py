"""What waits for somebody outside the window of a 1-to-1: on Home, and a decision with the form for its answer."""

from collections.abc import Sequence
from datetime import datetime

from bot.kit.blocks import Block, Message, View, actions, button, context, field, modal, section
from bot.kit.codec import ID
from bot.kit.texts import Texts
from bot.meetings.usecases.mine import Mine
from bot.meetings.views.frame import OPEN
from flows.company.people import first_name
from flows.meetings.held import Decision

DECIDE, SAVE, ANSWER = "decision.open", "decision.save", "decision.answer"
MOST_ANSWER = 500
MOST_SHOWN = 5


def asked_message(decision: Decision, by: str, t: Texts, *, now: datetime) -> Message:
    """To who is asked: what, by whom, by when, and one button."""
    day = t.day(decision.by, now=now, weekday=True)
    text = t("meetings.decisions.asked", name=by, what=decision.what, day=day)
    return {"text": text, "blocks": [section(text), actions(_deciding(decision, t, primary=True))]}


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


def rows(mine: Mine, t: Texts, *, now: datetime) -> list[Block]:
    """On Home: the 1-to-1 that goes on or waits to be signed, and the decisions that wait, the soonest first."""
    return [*_meeting(mine, t), *_decisions(mine.decisions, t, now=now)]


def _meeting(mine: Mine, t: Texts) -> list[Block]:
    meeting_id = mine.going_on or mine.to_sign
    if meeting_id is None or mine.other is None:
        return []
    key, label = ("on", "go_on") if mine.going_on else ("to_sign", "sign")
    text = t(f"meetings.shared.{key}", name=first_name(mine.other))
    opening = button(t(f"meetings.{label}"), OPEN, value=ID.dump(meeting_id), primary=True)
    return [section(text, accessory=opening, block_id=f"meeting.{meeting_id}")]


def _decisions(waiting: Sequence[Decision], t: Texts, *, now: datetime) -> list[Block]:
    if not waiting:
        return []
    found: list[Block] = [section(t("meetings.decisions.yours", count=len(waiting)))]
    for decision in waiting[:MOST_SHOWN]:
        day = t.day(decision.by, now=now, weekday=True)
        text = f"{decision.what}\n{t('meetings.decisions.until', day=day)}"
        found.append(section(text, accessory=_deciding(decision, t), block_id=f"decision.{decision.id}"))
    more = len(waiting) - MOST_SHOWN
    return [*found, context(t("list.more", count=more))] if more > 0 else found


def _deciding(decision: Decision, t: Texts, *, primary: bool = False) -> Block:
    return button(t("meetings.decisions.decide"), DECIDE, value=ID.dump(decision.id), primary=primary)
