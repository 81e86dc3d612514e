"""What a person does in a modal: fill in, look for options, submit, close; and what an answer does to it."""

from bot.sandbox.acts import TROUBLE, ask, click
from bot.sandbox.limits import check_options, check_view
from bot.sandbox.line import Line
from bot.sandbox.payloads import interaction
from bot.sandbox.records import Records
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json, Problem, copied
from bot.sandbox.surfaces import Touch, entered, touched, view_surface
from bot.sandbox.values import complaints


def fill(
    records: Records, line: Line, user_id: str, target: tuple[str, str], value: str | list[str] | None
) -> None:
    """Enters `value` in the open modal at (block_id, action_id); the bot hears of elements that act at once.

    Raises LookupError when it is not there, ValueError when it does not offer `value`.
    """
    block_id, action_id = target
    with records.change():
        on = view_surface(records, user_id, "modal")
        found = touched(on, action_id, block_id=block_id, value=None)
        silent = found.block["type"] == "input" and not found.block.get("dispatch_action")
        if silent:
            entered(records, on, found, value)
    if not silent:
        click(records, line, user_id, Touch("modal", action_id, block_id, value))


def suggest(records: Records, line: Line, user_id: str, target: tuple[str, str], query: str) -> list[Json]:
    """Types `query` into the external_select at (block_id, action_id) and returns the options that come."""
    block_id, action_id = target
    with records.change():
        view = view_surface(records, user_id, "modal").view or {}
        payload = {
            **interaction(records, user_id, "block_suggestion", with_trigger=False),
            "container": {"type": "view", "view_id": view["id"]},
            "view": copied(view),
            "action_id": action_id,
            "block_id": block_id,
            "value": query,
        }
    answer = ask(records, line, user_id, payload, notice=TROUBLE)
    if answer is None:
        return []
    with records.change():
        try:
            options = check_options(answer)
        except Refused as refused:
            _refuse(records, user_id, answer, refused)
            return []
        records.suggested[view["id"], block_id, action_id] = options
        return options


def submit(records: Records, line: Line, user_id: str) -> None:
    """Submits the open modal, once Slack's own checks pass; the acknowledgement decides what shows then."""
    with records.change():
        view = view_surface(records, user_id, "modal").view or {}
        if not view["submit"]:
            raise LookupError("this modal has nothing to submit with")
        records.errors[user_id] = complaints(view["blocks"], view["state"]["values"])
        if records.errors[user_id]:
            return
        payload = {
            **interaction(records, user_id, "view_submission"),
            "view": copied(view),
            "response_urls": [],
        }
    answer = ask(records, line, user_id, payload, notice=TROUBLE)
    if answer is not None:
        with records.change():
            apply(records, user_id, view["id"], answer)


def apply(records: Records, user_id: str, view_id: str, answer: Json) -> None:
    """Does what an acknowledged submission of this view asks for; what Slack refuses, the person is told."""
    try:
        view = records.views.find(view_id=view_id)
    except Refused:
        return  # closed meanwhile: Slack has nothing left to change
    try:
        _act(records, user_id, view, answer)
    except Refused as refused:
        _refuse(records, user_id, answer, refused)


def _act(records: Records, user_id: str, view: Json, answer: Json) -> None:
    kind = answer.get("response_action")
    if kind is None:
        records.views.remove(user_id, view)
    elif kind == "clear":
        records.views.clear(user_id)
    elif kind == "update":
        records.views.update(view, check_view(answer.get("view"), "modal"))
    elif kind == "push":
        records.views.push(user_id, check_view(answer.get("view"), "modal"))
    elif kind == "errors":
        records.errors[user_id] = _errors(view, answer.get("errors"))
    else:
        raise Refused("invalid_arguments", [Problem("/response_action", "must be a valid enum value")])


def _errors(view: Json, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refused("invalid_arguments", [Problem("/errors", "must provide an object")])
    strangers = [Problem(f"/errors/{name}", "no such input block") for name in errors if name not in inputs]
    if strangers:
        raise Refused("invalid_arguments", strangers)
    return {str(name): str(text) for name, text in errors.items()}


def _refuse(records: Records, user_id: str, answer: Json, refused: Refused) -> None:
    records.note("acknowledgement", answer, refused.answer())
    records.notices[user_id] = TROUBLE


def close(records: Records, line: Line, user_id: str) -> None:
    """Closes the modal on top, or all where it says clear_on_close; the bot hears of it if it wants."""
    with records.change():
        records.errors.pop(user_id, None)
        view = records.views.pop(user_id)
        if view is None:
            raise LookupError(f"{user_id} has no modal")
        closed = [view, *(records.views.clear(user_id) if view["clear_on_close"] else [])]
        about = interaction(records, user_id, "view_closed", with_trigger=False)
        payloads = [
            {**about, "view": copied(one), "is_cleared": one["clear_on_close"]}
            for one in closed
            if one["notify_on_close"]
        ]
    for payload in payloads:
        ask(records, line, user_id, payload, notice=TROUBLE)
