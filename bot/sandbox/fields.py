"""The interactive elements of a view as form fields: names, current values, and what a form gives back."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from starlette.datastructures import FormData

Block = Mapping[str, Any]
Value = str | list[str] | None

#: Where Slack's state keeps the value of each kind of element.
STATE_KEYS = {
    "plain_text_input": "value",
    "number_input": "value",
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "timepicker": "selected_time",
    "datepicker": "selected_date",
    "file_input": "files",
}
_INITIAL_KEYS = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_conversation": "initial_conversation",
    "selected_time": "initial_time",
    "selected_date": "initial_date",
    "files": "initial_files",
}
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")  # 14:30, 14.30 or 9.30


def field_name(block: Block, element: Block) -> str:
    """The form field of an element: block_id and action_id, whatever signs they hold."""
    return json.dumps([block.get("block_id", ""), element.get("action_id", "")])


def field_id(surface: str, block: Block, element: Block) -> str:
    """The same as an HTML id, unlike in every surface."""
    return "f" + hashlib.sha256((surface + field_name(block, element)).encode()).hexdigest()[:12]


def elements(blocks: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every (block, element) that a person can use, in reading order."""
    for block in blocks:
        inside = [block.get("element"), block.get("accessory")]
        if block.get("type") == "actions":
            inside += block.get("elements", [])
        yield from ((block, element) for element in inside if isinstance(element, dict))


def find(blocks: Sequence[dict[str, Any]], name: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The (block, element) behind a field's name, or None when the view no longer has it."""
    return next((pair for pair in elements(blocks) if field_name(*pair) == name), None)


def waiting_inputs(blocks: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Those whose value waits for the form to be sent; the others act as soon as somebody chooses."""
    for block, element in elements(blocks):
        waits = block["type"] == "input" and not block.get("dispatch_action")
        if waits and element["type"] in STATE_KEYS:
            yield block, element


def shown(block: Block, element: Block, state: Mapping[str, Any]) -> Any:
    """What an element shows: its value in the view's state, else its initial one, in Slack's own shape."""
    key = STATE_KEYS[element["type"]]
    entry = state.get(block.get("block_id", ""), {}).get(element.get("action_id", ""))
    return element.get(_INITIAL_KEYS[key]) if entry is None else entry.get(key)


def option_value(shown_value: Any) -> Value:
    """The bare value of what `shown` gives: an option's value, a list of them, or the text itself."""
    if isinstance(shown_value, list):
        return [option["value"] for option in shown_value]
    if isinstance(shown_value, dict):
        return str(shown_value["value"])
    return None if shown_value is None else str(shown_value)


def posted(block: Block, element: Block, form: FormData) -> Value:
    """What a person entered: None when nothing, a list for checkboxes, else text with Slack's line ends."""
    given = [str(value) for value in form.getlist(field_name(block, element))]
    if element["type"] == "checkboxes":
        return given
    text = given[0].replace("\r\n", "\n") if given else ""
    if time := element["type"] == "timepicker" and _TIME.fullmatch(text.strip()):
        return f"{int(time[1]):02}:{time[2]}"
    return text or None
