"""The Web API methods that open, stack, change and publish views."""

from bot.sandbox.api_files import SCOPE
from bot.sandbox.arguments import needed, text
from bot.sandbox.limits import asks_for_files, check_view
from bot.sandbox.records import Records
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json, Problem, copied
from bot.sandbox.triggers import exchange_trigger


def open_view(records: Records, arguments: Json) -> Json:
    """views.open: a modal for whoever the trigger id belongs to."""
    given = _checked(records, arguments, "modal")
    user_id = exchange_trigger(records.triggers, needed(arguments, "trigger_id"))
    records.errors.pop(user_id, None)
    return {"view": copied(records.views.open(user_id, given))}


def push_view(records: Records, arguments: Json) -> Json:
    """views.push: a modal on top of the open one, three deep at most."""
    given = _checked(records, arguments, "modal")
    user_id = exchange_trigger(records.triggers, needed(arguments, "trigger_id"))
    return {"view": copied(records.views.push(user_id, given))}


def update_view(records: Records, arguments: Json) -> Json:
    """views.update by view_id or external_id, guarded by hash if one is given."""
    view_id, external_id = text(arguments, "view_id"), text(arguments, "external_id")
    if not view_id and not external_id:
        raise Refused("invalid_arguments", [Problem("", "missing required field: view_id")])
    view = records.views.find(view_id=view_id, external_id=external_id)
    given = _checked(records, arguments, view["type"])
    return {"view": copied(records.views.update(view, given, expected=text(arguments, "hash") or None))}


def publish_view(records: Records, arguments: Json) -> Json:
    """views.publish: somebody's Home, guarded by hash if one is given."""
    user_id = needed(arguments, "user_id")
    if user_id not in records.users:
        raise Refused("invalid_arguments", [Problem("/user_id", "no such user")])
    given = _checked(records, arguments, "home")
    view = records.views.publish(user_id, given, expected=text(arguments, "hash") or None)
    return {"view": copied(view)}


def _checked(records: Records, arguments: Json, kind: str) -> Json:
    """The view of a call. Refused also: missing_scope, for a field of files without the scope to read them."""
    given = check_view(arguments.get("view"), kind)
    scopes = records.identity.scopes
    if asks_for_files(given["blocks"]) and SCOPE not in scopes:
        raise Refused("missing_scope", needed=SCOPE, provided=",".join(scopes))
    return given
