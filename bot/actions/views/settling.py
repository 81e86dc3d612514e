"""Windows about what becomes of an action item: what came of it, why it is dropped, to which day it is moved."""

from typing import Literal, NamedTuple

from bot.actions.usecases.settling import MOST_NOTE
from bot.actions.views.mine import BACK
from bot.kit.blocks import Block, View, actions, button, field, modal, section
from bot.kit.codec import ID, Codec, Id
from bot.kit.texts import Texts
from flows.review.action_item import ActionItem

OUTCOME_SAVE, DROP_SAVE, MOVE_SAVE = "action.outcome", "action.drop.save", "action.move.save"
NOTE, DAY = "action.note", "action.day"
Under = Literal["why", "mine", "team"]


class About(NamedTuple):
    """The action item that a window is about, and what lies under it."""

    item_id: Id
    under: Under | None = None


ABOUT_ITEM: Codec[About] = Codec(About)


def outcome_view(item: ActionItem, about: About, t: Texts) -> View:
    """That it is noted as done, and the question what came of it, which may be left open; and taking it back."""
    said = item.became.note if item.became else None
    blocks = [
        section(t("action.is_done", what=item.what)),
        field(
            t("action.outcome"), _text(t("action.placeholder_outcome"), said), block_id=NOTE, optional=True
        ),
        actions(button(t("action.back"), BACK, value=ID.dump(item.id))),
    ]
    return _window(t("action.done"), blocks, OUTCOME_SAVE, about, t)


def drop_view(item: ActionItem, about: About, t: Texts) -> View:
    """Why it is dropped."""
    blocks = [
        section(item.what),
        field(t("action.why"), _text(t("action.placeholder_why")), block_id=NOTE),
    ]
    return _window(t("action.drop"), blocks, DROP_SAVE, about, t)


def move_view(item: ActionItem, about: About, t: Texts) -> View:
    """To which day it is moved."""
    picker: Block = {"type": "datepicker", "action_id": DAY, "initial_date": item.by.isoformat()}
    blocks = [
        section(item.what),
        field(t("action.by"), picker, block_id=DAY, hint=t("action.hint_move")),
    ]
    return _window(t("action.move"), blocks, MOVE_SAVE, about, t)


def _window(heading: str, blocks: list[Block], callback_id: str, about: About, t: Texts) -> View:
    return modal(
        heading,
        blocks,
        callback_id=callback_id,
        close=t("button.close"),
        submit=t("action.save"),
        data=ABOUT_ITEM.dump(about),
    )


def _text(placeholder: str, said: str | None = None) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": NOTE,
        "max_length": MOST_NOTE,
        "placeholder": {"type": "plain_text", "text": placeholder, "emoji": False},
    }
    return element | ({"initial_value": said} if said else {})
