"""Reading the arguments of a Web API call, which come as JSON or as form fields that hold JSON."""

import json

from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json, Problem

STRUCTURED = ("blocks", "view", "attachments", "metadata", "files")
FORMAT_ERRORS = {"blocks": "invalid_blocks_format"}


def decoded(arguments: Json) -> Json:
    """The arguments with what came as JSON text made into values. Raises Refused for broken JSON."""
    return {name: _decoded(name, value) if name in STRUCTURED else value for name, value in arguments.items()}


def _decoded(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        raise Refused(
            FORMAT_ERRORS.get(name, "invalid_arguments"), [Problem(f"/{name}", "must be valid JSON")]
        ) from None


def needed(arguments: Json, name: str) -> str:
    """A string that the call must have. Raises Refused: invalid_arguments."""
    value = arguments.get(name)
    if not isinstance(value, str) or not value:
        raise Refused("invalid_arguments", [Problem("", f"missing required field: {name}")])
    return value


def text(arguments: Json, name: str) -> str:
    """A string that may be left out."""
    value = arguments.get(name)
    return "" if value is None else str(value)


def flag(arguments: Json, name: str, *, default: bool = False) -> bool:
    """A boolean, which a form says as true, 1, false or 0."""
    value = arguments.get(name)
    return default if value is None else str(value).lower() in {"true", "1"}


def whole(arguments: Json, name: str, *, default: int = 0) -> int:
    """A whole number. Raises Refused: invalid_arguments."""
    value = text(arguments, name) or str(default)
    if not value.isdecimal():
        raise Refused("invalid_arguments", [Problem(f"/{name}", "must be an integer")])
    return int(value)
