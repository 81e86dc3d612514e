"""Finding what somebody touches on a Home, in a modal or on a message, and describing it as Slack does."""

from copy import deepcopy
from dataclasses import dataclass

from bot.sandbox.element_limits import STATEFUL
from bot.sandbox.limits import elements_of
from bot.sandbox.messages import Message
from bot.sandbox.payloads import message_object, reply_address
from bot.sandbox.pickers import known
from bot.sandbox.records import Records
from bot.sandbox.rules import Json
from bot.sandbox.values import chosen


@dataclass(frozen=True)
class Surface:
    """A live view or a message, as one person has it before them."""

    user_id: str
    view: Json | None = None
    message: Message | None = None

    @property
    def blocks(self) -> list[Json]:
        """The blocks that stand there."""
        if self.view is not None:
            blocks: list[Json] = self.view["blocks"]
            return blocks
        return self.message.blocks if self.message else []


@dataclass(frozen=True)
class Touched:
    """One interactive element and the block in which it stands."""

    block: Json
    element: Json


def view_surface(records: Records, user_id: str, surface: str) -> Surface:
    """The person's Home or open modal. Raises LookupError when there is none."""
    view = records.views.homes.get(user_id) if surface == "home" else records.views.top(user_id)
    if view is None:
        raise LookupError(f"{user_id} has no {surface}")
    return Surface(user_id, view=view)


def message_surface(
    records: Records, user_id: str, action_id: str, *, channel: str | None, ts: str | None
) -> Surface:
    """A message that this person sees; without `ts` the newest with that action, without `channel` in the DM.

    Raises LookupError when there is none.
    """
    for message in reversed(records.messages.of(channel or records.dm_of(user_id))):
        visible = message.ephemeral_to in {None, user_id}
        if visible and ts in {None, message.ts} and (ts or _has(message, action_id)):
            return Surface(user_id, message=message)
    raise LookupError(f"{user_id} sees no message with {action_id}")


def _has(message: Message, action_id: str) -> bool:
    found = (element.get("action_id") for block in message.blocks for element in elements_of(block))
    return action_id in found


def touched(surface: Surface, action_id: str, *, block_id: str | None, value: str | None) -> Touched:
    """The element with this action_id; `value` tells buttons of one action_id apart. Raises LookupError."""
    for block in surface.blocks:
        for element in elements_of(block):
            fits = element["type"] != "button" or value in {None, element.get("value")}
            if element.get("action_id") == action_id and block_id in {None, block["block_id"]} and fits:
                return Touched(block, element)
    raise LookupError(f"nothing there to touch: {action_id} (block {block_id}, value {value})")


def entered(records: Records, surface: Surface, target: Touched, value: str | list[str] | None) -> Json:
    """Holds `value` in the view's state, if it is a view, and returns the state value. Raises ValueError."""
    element, block_id = target.element, target.block["block_id"]
    view_id = surface.view["id"] if surface.view else ""
    options = records.suggested.get((view_id, block_id, element["action_id"]), [])
    held = chosen(element, value, known=known(records, element), options=options)
    if surface.view is not None:
        surface.view["state"]["values"][block_id][element["action_id"]] = held
    return held


def action(records: Records, surface: Surface, target: Touched, value: str | list[str] | None) -> Json:
    """The entry of `actions` for this touch; a choice is held in the view first. Raises ValueError."""
    element = target.element
    ids = {
        "action_id": element["action_id"],
        "block_id": target.block["block_id"],
        "action_ts": records.messages.next_ts(),
    }
    if element["type"] in STATEFUL:
        return {**entered(records, surface, target, value), **ids}
    if element["type"] == "overflow":
        options = [option for option in element["options"] if option["value"] == value]
        if not options:
            raise ValueError(f"no option {value!r} in {element['action_id']}")
        return {"type": "overflow", "selected_option": options[0], **ids}
    kept: Json = {name: element[name] for name in ("type", "text", "value", "style") if name in element}
    return {**kept, **ids}


def where(records: Records, surface: Surface) -> Json:
    """The fields of block_actions that tell where the touch happened."""
    if surface.view is not None:
        view = deepcopy(surface.view)
        return {"container": {"type": "view", "view_id": view["id"]}, "view": view}
    if surface.message is None:
        raise ValueError("a surface is a view or a message")
    return _on_message(records, surface.message, surface.user_id)


def _on_message(records: Records, message: Message, user_id: str) -> Json:
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    return {
        "container": container,
        "channel": {"id": message.channel, "name": records.place(message.channel).name},
        "message": message_object(message, records.identity),
        "state": {"values": {}},
        "response_url": reply_address(records, user_id, message.channel, message.ts),
    }
