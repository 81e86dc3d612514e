"""What somebody can do with what stands before them, whatever it is: read from the screen, not from the code."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.evidence.views import form as evidence_form
from bot.sandbox.conversation import readable
from bot.sandbox.fields import elements, waiting_inputs
from bot.sandbox.limits import check_options, check_view
from bot.sandbox.messages import Message
from bot.sandbox.payloads import interaction, message_object
from bot.sandbox.values import KEYS
from bot.sandbox.workspace import Workspace
from tests.random_people.words import Json, Words

CHANNELS = ("C1", "C2")


@dataclass(frozen=True)
class Hands:
    """One person's hands: each act is taken by the workspace as if clicked or typed."""

    workspace: Workspace
    user_id: str
    words: Words

    def press(self, surface: str) -> str:
        """Touch any one thing that stands on "modal", "home" or "message"."""
        found = list(self._touchable(surface))
        if not found:
            self.workspace.open_home(self.user_id)
            return f"finds nothing to touch on {surface} and opens Home"
        where, block, element = self.words.random.choice(found)
        value = self.value(block, element)
        self.workspace.click(
            self.user_id,
            surface=surface,
            action_id=element["action_id"],
            block_id=block["block_id"],
            value=value,
            **where,
        )
        return f"touches {element['action_id']}={value!r} on {surface}"

    def fill(self, *, share: float) -> str:
        """Fill in some fields of the open modal."""
        view = self.workspace.modal(self.user_id) or {"blocks": []}
        done = []
        for block, element in elements(view["blocks"]):
            if block["type"] == "input" and self.words.random.random() < share:
                value = self.value(block, element)
                if value is not None or element["type"] != "radio_buttons":
                    ids = block["block_id"], element["action_id"]
                    self.workspace.fill(self.user_id, *ids, value)
                    done.append(f"{block['block_id']}={str(value)[:40]!r}")
        return "fills " + ", ".join(done)

    def use_message(self) -> str:
        """Use a message as evidence; where there is none yet, somebody writes one."""
        place = self.words.random.choice((*CHANNELS, self.workspace.dm_of(self.user_id)))
        if place in CHANNELS and self.words.random.random() < 0.5:
            self.workspace.post(self.user_id, place, self.words.public()[:3000])
        # A digest in a channel names what not everybody may read; who quotes it has seen it there.
        found = [
            message
            for message in readable(self.workspace, self.user_id, place)
            if place not in CHANNELS or message.user in self.workspace.users
        ]
        if not found:
            return "finds no message"
        message = self.words.random.choice(found)
        self.workspace.use_message(self.user_id, evidence_form.USE, place, message.ts)
        return f"uses {message.text[:40]!r} as evidence"

    def submit(self) -> str:
        """Press the main button of the modal, where it has one."""
        view = self.workspace.modal(self.user_id) or {}
        if not view.get("submit"):
            return self.close()
        self.workspace.submit(self.user_id)
        return f"submits {view['callback_id']} {view['private_metadata']}"

    def close(self) -> str:
        """Close the window on top."""
        if self.workspace.modal(self.user_id):
            self.workspace.close(self.user_id)
        return "closes"

    def value(self, block: Json, element: Json) -> Any:
        """A value that the element takes, at random; for a button the one that it carries."""
        makers = {
            "button": lambda: element.get("value"),
            "plain_text_input": lambda: self._text(element),
            "number_input": self.words.number,
            "datepicker": self.words.day,
            "timepicker": self.words.hour,
            "checkboxes": lambda: self.words.some([each["value"] for each in element["options"]]),
        }
        return makers.get(element["type"], lambda: self.words.one(self._options(block, element)))()

    def _text(self, element: Json) -> str:
        text, most = self.words.text(), element.get("max_length", 3000)
        return text if self.words.random.random() < 0.2 else text[:most]

    def _options(self, block: Json, element: Json) -> list[str]:
        if element["type"] == "external_select":
            ids = block["block_id"], element["action_id"]
            found = self.workspace.suggest(self.user_id, *ids, self.words.command()[:40])
            return [each["value"] for each in found]
        if element["type"] in {"users_select", "channels_select", "conversations_select"}:
            return list(self.workspace.picker(element))
        return [each["value"] for each in element.get("options", [])]

    def _touchable(self, surface: str) -> Iterator[tuple[dict[str, str], Json, Json]]:
        if surface == "message":
            for message in self.messages():
                where = {"message_ts": message.ts, "channel": message.channel}
                for block, element in elements(message.blocks):
                    yield where, dict(block), dict(element)
            return
        view = self.workspace.modal(self.user_id) if surface == "modal" else self.workspace.home(self.user_id)
        waiting = [element for _, element in waiting_inputs((view or {"blocks": []})["blocks"])]
        for block, element in elements((view or {"blocks": []})["blocks"]):
            if element not in waiting and element["type"] in {*KEYS, "button"}:
                yield {}, dict(block), dict(element)

    def messages(self) -> list[Message]:
        """What they can read: their direct messages and the channels, with threads; the newest twelve of each."""
        found: list[Message] = []
        for place in (self.workspace.dm_of(self.user_id), *CHANNELS):
            for message in readable(self.workspace, self.user_id, place)[-12:]:
                found += self.workspace.messages(place, message.ts)
        return found


def again(workspace: Workspace, payload: Json, user_id: str) -> Json | None:
    """Deliver an old payload once more: by the same person, or by another as if it had been forwarded to them.

    Gives the view or the options that came back, as the person sees them; None for nothing. Raises the
    sandbox's Refused for what Slack would not take.
    """
    kind = "slash_commands" if "command" in payload else "interactive"
    if kind == "slash_commands":
        trigger = {"trigger_id": workspace.records.triggers.make(user_id)}
        workspace.deliver(kind, {**payload, **trigger, "user_id": user_id})
        return None
    about = interaction(workspace.records, user_id, payload["type"])
    view = payload.get("view")
    if view and payload["user"]["id"] != user_id:
        view = {**view, "id": (workspace.modal(user_id) or {"id": "V0OLD"})["id"]}
    answer = workspace.deliver(kind, {**payload, **about, **({"view": view} if view else {})})
    if payload["type"] == "block_suggestion":
        return {"options": check_options(answer)}
    if payload["type"] == "view_submission" and answer.get("response_action") == "update":
        return check_view(answer["view"], "modal")
    return answer or None


def forward(workspace: Workspace, message: Message, user_id: str, words: Words) -> str:
    """Press a button of a message that was written to somebody else."""
    found = [(block, each) for block, each in elements(message.blocks) if each["type"] == "button"]
    if not found:
        return "nothing to press on a forwarded message"
    block, element = words.random.choice(found)
    action = {**element, "block_id": block["block_id"], "action_ts": message.ts}
    about = interaction(workspace.records, user_id, "block_actions")
    shown = {"message": message_object(message, workspace.identity), "actions": [action]}
    workspace.deliver("interactive", {**about, **shown})
    return f"presses {element['action_id']}={element.get('value')!r} of a forwarded message"


def one_of_any_kind(random: Random, old: list[Json]) -> Json:
    """The newest, or one of a kind: windows are rarer than clicks, and matter more."""
    kind = random.choice(sorted({each.get("type", "") for each in old}))
    return random.choice((old[-1], random.choice([each for each in old if each.get("type", "") == kind])))
