"""Finding what somebody touches on a Home, in a modal or on a message, and describing it as Slack does."""

from dataclasses import dataclass

from bot.sandbox.element_limits import FILE, STATEFUL
from bot.sandbox.files import file_object
from bot.sandbox.limits import elements_of
from bot.sandbox.messages import Message
from bot.sandbox.payloads import message_object, reply_address
from bot.sandbox.pickers import known
from bot.sandbox.records import Records
from bot.sandbox.rules import Json, copied
from bot.sandbox.values import chosen

IDS = ("action_id", "block_id", "action_ts")


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
class Touch:
    """What somebody touches: on "home", "modal" or "message", an element by its ids, with what it then holds.

    `value` tells buttons of one action_id apart; for a menu it is what is chosen. Without `message_ts` it is
    the newest message with that action, without `channel` the direct messages.
    """

    surface: str
    action_id: str
    block_id: str | None = None
    value: str | list[str] | None = None
    message_ts: str | None = None
    channel: str | None = None


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


def _message_surface(records: Records, user_id: str, touch: Touch) -> Surface:
    for message in reversed(records.messages.of(touch.channel or records.dm_of(user_id))):
        visible = message.ephemeral_to in {None, user_id}
        meant = touch.message_ts == message.ts if touch.message_ts else _has(message, touch.action_id)
        if visible and meant:
            return Surface(user_id, message=message)
    raise LookupError(f"{user_id} sees no message with {touch.action_id}")


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
    if element["type"] == FILE:
        own = (file for file in records.files.values() if file.user_id == surface.user_id)
        options = [file_object(file, records.identity, records.base_url) for file in own]
    held = chosen(element, value, known=known(records, element), options=options)
    if surface.view is not None:
        surface.view["state"]["values"][block_id][element["action_id"]] = held
    return held


def _action(records: Records, surface: Surface, target: Touched, value: str | list[str] | None) -> Json:
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


def touch_payload(records: Records, user_id: str, touch: Touch) -> Json:
    """The fields of block_actions that tell what was touched, where, and what stands there now.

    Raises LookupError when it is not there, ValueError or TypeError when it does not offer the value.
    """
    if touch.surface == "message":
        on = _message_surface(records, user_id, touch)
    else:
        on = view_surface(records, user_id, touch.surface)
    value = touch.value if isinstance(touch.value, str) else None
    target = touched(on, touch.action_id, block_id=touch.block_id, value=value)
    act = _action(records, on, target, touch.value)
    where = _on_view(on.view) if on.view else {}
    return {
        **where,
        **(_on_message(records, on.message, act, user_id) if on.message else {}),
        "actions": [act],
    }


def _on_view(view: Json) -> Json:
    shown = copied(view)
    return {
        "container": {"type": "view", "view_id": shown["id"]},
        "view": shown,
        "state": shown["state"],
    }


def _on_message(records: Records, message: Message, act: Json, user_id: str) -> Json:
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
        "state": {"values": _held(act)},
        "response_url": reply_address(records, user_id, message.channel, message.ts),
    }


def _held(act: Json) -> Json:
    if act["type"] not in STATEFUL:
        return {}
    held = {name: item for name, item in act.items() if name not in IDS}
    return {act["block_id"]: {act["action_id"]: held}}
