"""What somebody has typed or chosen in a view: Slack's state values, and what Slack's own client checks."""

import re
import secrets
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from bot.sandbox.element_limits import DATE, FILE, NUMERAL, STATEFUL, TIME, offered
from bot.sandbox.limits import elements_of
from bot.sandbox.rules import Json, copied

REQUIRED = "Please complete this required field."
TEXT = ("value", "initial_value")
OPTION = ("selected_option", "initial_option")
KEYS = {
    "plain_text_input": TEXT,
    "number_input": TEXT,
    "email_text_input": TEXT,
    "url_text_input": TEXT,
    "radio_buttons": OPTION,
    "static_select": OPTION,
    "external_select": OPTION,
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    FILE: ("files", "initial_files"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
MOST_OF_A_FILE = 10 * 1024**2  # bytes (Slack's reference of file_input)
LISTS = {"selected_options", "files"}
FORMS = {"datepicker": DATE, "timepicker": TIME, "datetimepicker": r"\d{10}"}


def completed(blocks: list[Json]) -> list[Json]:
    """Blocks as Slack gives them back: ids that were left out are drawn, `emoji` of plain text is said."""
    made: list[Json] = copied(blocks)
    for block in made:
        block.setdefault("block_id", secrets.token_hex(3))
        for element in elements_of(block):
            if element["type"] not in {"image", "plain_text", "mrkdwn"}:
                element.setdefault("action_id", secrets.token_hex(4))
    _say_emoji(made)
    return made


def _say_emoji(part: Any) -> None:
    if isinstance(part, list):
        for item in part:
            _say_emoji(item)
    elif isinstance(part, dict):
        if part.get("type") == "plain_text":
            part.setdefault("emoji", True)
        for item in part.values():
            _say_emoji(item)


def state_of(blocks: list[Json], before: Json) -> Json:
    """state.values of these blocks; what stood in `before` under the same two ids and type is kept."""
    values: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in STATEFUL:
                kept = before.get(block["block_id"], {}).get(element["action_id"])
                stays = kept is not None and kept["type"] == element["type"] and _still_offered(element, kept)
                values.setdefault(block["block_id"], {})[element["action_id"]] = (
                    kept if stays else initial(element)
                )
    return values


def initial(element: Json) -> Json:
    """The state value of an element that nobody has touched."""
    key, name = KEYS[element["type"]]
    return stated(element, element.get(name, [] if key in LISTS else None), key=key)


def stated(element: Json, value: Any, *, key: str = "") -> Json:
    """The state value of an element that holds `value` (text, option, options, id, date, time)."""
    made = {"type": element["type"], key or KEYS[element["type"]][0]: value}
    if "timezone" in element:
        made["timezone"] = element["timezone"]
    return made


def _still_offered(element: Json, kept: Json) -> bool:
    if element["type"] not in {"radio_buttons", "checkboxes", "static_select"}:
        return True
    chosen = kept.get("selected_options") or [kept.get("selected_option")]
    return all(option is None or option in offered(element) for option in chosen)


def chosen(
    element: Json, value: str | list[str] | None, *, known: Collection[str], options: list[Json]
) -> Json:
    """The state value after somebody entered `value` (an option's value, an id, a text; None empties it).

    `known` are the ids that a people or conversation picker shows, `options` those of an external_select, and for
    a file_input the files that the person has uploaded.
    Raises ValueError for what the element does not offer.
    """
    kind = element["type"]
    if kind == "checkboxes":
        wanted = [value] if isinstance(value, str) else value or []
        return stated(element, [_option(element, one, options) for one in wanted])
    if kind == FILE:
        return stated(element, [_file(id_, options) for id_ in value or []])
    if isinstance(value, list):
        raise TypeError(f"{kind} takes one value, not {value!r}")
    if not value:
        if kind == "radio_buttons":
            raise ValueError("radio buttons cannot be unselected")
        return stated(element, None)
    if KEYS[kind] == OPTION:
        return stated(element, _option(element, value, options))
    if kind.endswith("_select") and value not in known:
        raise ValueError(f"{value!r} is not in this picker")
    if kind in FORMS and not re.fullmatch(FORMS[kind], value):
        raise ValueError(f"{value!r} does not fit {kind}")
    return stated(element, int(value) if kind == "datetimepicker" else value)


def _option(element: Json, value: str, options: list[Json]) -> Json:
    for option in [*offered(element), *options]:
        if option["value"] == value:
            return option
    raise ValueError(f"no option {value!r} in {element['action_id']}")


def _file(file_id: str, uploaded: list[Json]) -> Json:
    for file in uploaded:
        if file["id"] == file_id:
            return file
    raise ValueError(f"no file {file_id!r} was uploaded")


def complaints(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's client says by block_id before it lets somebody submit; empty when it lets them."""
    found = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            held = values[block["block_id"]][element["action_id"]]
            complaint = _complaint(
                element, held[KEYS[element["type"]][0]], optional=block.get("optional", False)
            )
            if complaint:
                found[block["block_id"]] = complaint
    return found


def _complaint(element: Json, value: Any, *, optional: bool) -> str | None:
    if not value:
        return None if optional else REQUIRED
    if element["type"] == "plain_text_input":
        return _length_complaint(element, value)
    if element["type"] == "number_input":
        return _number_complaint(element, value)
    if element["type"] == FILE:
        return _files_complaint(element, value)
    return None


def _length_complaint(element: Json, value: str) -> str | None:
    low, high = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < low:
        return f"Please enter at least {low} characters."
    return f"Please enter no more than {high} characters." if len(value) > high else None


def _number_complaint(element: Json, value: str) -> str | None:
    if not re.fullmatch(NUMERAL, value) or ("." in value and not element["is_decimal_allowed"]):
        return "Please enter a valid number."
    if "min_value" in element and Decimal(value) < Decimal(element["min_value"]):
        return f"Please enter a number that is at least {element['min_value']}."
    if "max_value" in element and Decimal(value) > Decimal(element["max_value"]):
        return f"Please enter a number that is at most {element['max_value']}."
    return None


def _files_complaint(element: Json, files: list[Json]) -> str | None:
    most, kinds = element.get("max_files", 10), element.get("filetypes", [])
    if len(files) > most:
        return f"Please choose no more than {most} files." if most > 1 else "Please choose one file only."
    if kinds and any(file["filetype"] not in kinds for file in files):
        return f"Please choose a file of one of these types: {', '.join(kinds)}."
    if any(file["size"] > MOST_OF_A_FILE for file in files):
        return f"Please choose a file of at most {MOST_OF_A_FILE // 1024**2} MB."
    return None
