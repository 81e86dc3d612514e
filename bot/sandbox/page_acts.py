"""What a person does on the page, as calls of the workspace; each returns what the page has to say, or ""."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from starlette.datastructures import FormData, UploadFile

from bot.sandbox.element_limits import FILE
from bot.sandbox.fields import (
    STATE_KEYS,
    Value,
    field_name,
    find,
    option_value,
    posted,
    shown,
    waiting_inputs,
)
from bot.sandbox.guide import Did
from bot.sandbox.messages import Message
from bot.sandbox.page_context import fingerprint, until_monday
from bot.sandbox.scene import Scene

STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


def command(scene: Scene, form: FormData) -> str:
    """Types a slash command into the place; from Home it goes to the conversation with the bot."""
    text = _text(form, "text").strip()
    if not text.startswith("/"):
        return "only_commands"
    scene.workspace.command(scene.me.id, scene.channel_id or scene.workspace.dm_of(scene.me.id), text)
    return ""


def shortcut(scene: Scene, form: FormData) -> str:
    """Chooses a global shortcut."""
    scene.workspace.shortcut(scene.me.id, _text(form, "callback_id"))
    return ""


def home(scene: Scene, form: FormData) -> str:
    """Uses an element of the person's Home."""
    view = scene.workspace.home(scene.me.id)
    return _click(scene, form, view["blocks"] if view else [], surface="home")


def message(scene: Scene, form: FormData) -> str:
    """Uses an element of a message."""
    said = _message(scene, _text(form, "ts"))
    if said is None:
        return "gone"
    place = {"surface": "message", "message_ts": said.ts, "channel": said.channel}
    saying = _click(scene, form, said.blocks, **place)
    if not saying:
        scene.guide.note(Did.USED, said.channel)
    return saying


def modal(scene: Scene, form: FormData) -> str:
    """Closes the modal, or puts every field in and then clicks what was clicked or submits."""
    view = scene.workspace.modal(scene.me.id)
    if view is None or fingerprint(view) != _text(form, "view"):
        return "changed"
    if "close" in form:
        scene.workspace.close(scene.me.id)
        return ""
    _fill(scene, form, view)
    if "click" in form:
        return _click(scene, form, view["blocks"], surface="modal")
    _submit(scene, view)
    return ""


def thread(scene: Scene, form: FormData) -> str:
    """Opens the thread of a message, which nobody but the page hears of."""
    said = _message(scene, _text(form, "ts"))
    if said is not None:
        scene.guide.note(Did.USED, said.channel)
    return ""


def use(scene: Scene, form: FormData) -> str:
    """Chooses a message shortcut."""
    said = _message(scene, _text(form, "ts"))
    if said is None:
        return "gone"
    scene.workspace.use_message(scene.me.id, _text(form, "callback_id"), said.channel, said.ts)
    return ""


def clock(scene: Scene, form: FormData) -> str:
    """Moves the workspace's clock."""
    step = _text(form, "step")
    time = scene.workspace.clock
    with scene.workspace.records.change():  # so that every open page hears of it
        time.move(STEPS[step] if step in STEPS else until_monday(time(), scene.reader.timezone))
    return ""


def fault(scene: Scene, form: FormData) -> str:
    """Orders a fault for the next calls of a method, or clears all that wait."""
    faults = scene.workspace.faults
    if "clear" in form:
        faults.clear()
        return ""
    what = {"method": _text(form, "method").strip(), "kind": _text(form, "kind")}
    try:
        faults.add(**what, seconds=float(_text(form, "seconds")), times=int(_text(form, "times")))
    except ValueError:
        return "bad_fault"
    return ""


ACTS: dict[str, Callable[[Scene, FormData], str]] = {
    "command": command,
    "shortcut": shortcut,
    "home": home,
    "message": message,
    "thread": thread,
    "modal": modal,
    "use": use,
    "clock": clock,
    "fault": fault,
}


def _text(form: FormData, key: str) -> str:
    return str(form.get(key, ""))


def _message(scene: Scene, ts: str) -> Message | None:
    """The message of that ts which this person may see, in the conversation or in one of its threads."""
    if scene.channel_id is None:
        return None
    for said in scene.workspace.messages(scene.channel_id):
        for one in (said, *scene.workspace.messages(scene.channel_id, thread_ts=said.ts)):
            if one.ts == ts and one.ephemeral_to in {None, scene.me.id}:
                return one
    return None


def _submit(scene: Scene, view: Mapping[str, Any]) -> None:
    scene.workspace.submit(scene.me.id)
    if not (scene.workspace.modal_errors(scene.me.id) or scene.workspace.notice(scene.me.id)):
        scene.guide.note(Did.SENT, view["callback_id"])


def _fill(scene: Scene, form: FormData, view: Mapping[str, Any]) -> None:
    """Enters what differs from what the view holds; what acts at once has been entered by its own click."""
    for block, element in waiting_inputs(view["blocks"]):
        if element["type"] == FILE:
            _attach(scene, form, block, element)
            continue
        value = posted(block, element, form)
        if value != option_value(shown(block, element, view["state"]["values"])):
            scene.workspace.fill(scene.me.id, block["block_id"], element["action_id"], value)


def _attach(scene: Scene, form: FormData, block: dict[str, Any], element: dict[str, Any]) -> None:
    """Uploads what was chosen; where nothing was, what stands in the field already stays there."""
    given = form.getlist(field_name(block, element))
    chosen = [one for one in given if isinstance(one, UploadFile) and one.filename]
    if chosen:
        ids = [scene.workspace.upload(scene.me.id, one.filename or "", one.file.read()) for one in chosen]
        scene.workspace.fill(scene.me.id, block["block_id"], element["action_id"], ids)


def _click(scene: Scene, form: FormData, blocks: Sequence[dict[str, Any]], **place: str) -> str:
    clicked = json.loads(_text(form, "click") or "[]")
    pair = find(blocks, json.dumps(clicked[:2]))
    if pair is None:
        return "gone"
    block, element = pair
    value: Value = clicked[2] if len(clicked) == 3 else element.get("value")
    if element["type"] in STATE_KEYS:
        value = posted(block, element, form)
    ids = {"action_id": element["action_id"], "block_id": block["block_id"]}
    scene.workspace.click(scene.me.id, **ids, value=value, **place)
    return ""
