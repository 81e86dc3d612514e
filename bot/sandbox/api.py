"""The Web API: which methods there are, who may call them, and Slack's answers."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox import api_files, api_messages, api_people, api_uploads, api_views
from bot.sandbox.arguments import decoded
from bot.sandbox.records import Records
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json


@dataclass(frozen=True)
class Method:
    """One method: what it does and the scope it needs ("" for none); `for_app` takes the app-level token."""

    act: Callable[[Records, Json], Json]
    scope: str = ""
    for_app: bool = False


METHODS = {
    "auth.test": Method(api_people.auth_test),
    "apps.connections.open": Method(api_people.connections_open, for_app=True),
    "users.list": Method(api_people.users_list, "users:read"),
    "users.info": Method(api_people.users_info, "users:read"),
    "users.lookupByEmail": Method(api_people.users_lookup_by_email, "users:read.email"),
    "conversations.info": Method(api_people.conversations_info, "channels:read"),
    "conversations.members": Method(api_people.conversations_members, "channels:read"),
    "conversations.list": Method(api_people.conversations_list, "channels:read"),
    "conversations.open": Method(api_people.conversations_open),
    "chat.postMessage": Method(api_messages.post_message, "chat:write"),
    "chat.postEphemeral": Method(api_messages.post_ephemeral, "chat:write"),
    "chat.update": Method(api_messages.update_message, "chat:write"),
    "chat.delete": Method(api_messages.delete_message, "chat:write"),
    "chat.getPermalink": Method(api_messages.get_permalink),
    "files.info": Method(api_files.files_info, api_files.SCOPE),
    "files.getUploadURLExternal": Method(api_uploads.get_upload_url, api_uploads.SCOPE),
    "files.completeUploadExternal": Method(api_uploads.complete_upload, api_uploads.SCOPE),
    "files.delete": Method(api_files.files_delete, "files:write"),
    "views.open": Method(api_views.open_view),
    "views.push": Method(api_views.push_view),
    "views.update": Method(api_views.update_view),
    "views.publish": Method(api_views.publish_view),
}


def call(records: Records, method: str, token: str, arguments: Json) -> Json:
    """Does what the call asks and returns the answer's body; what Slack refuses is an answer too."""
    try:
        wanted = _allowed(records, method, token)
        return {"ok": True, **wanted.act(records, decoded(arguments))}
    except Refused as refused:
        return refused.answer()


def _allowed(records: Records, method: str, token: str) -> Method:
    wanted, identity = METHODS.get(method), records.identity
    if wanted is None:
        raise Refused("unknown_method", req_method=method)
    if not token:
        raise Refused("not_authed")
    if token != (identity.app_token if wanted.for_app else identity.bot_token):
        raise Refused("invalid_auth")
    if wanted.scope and wanted.scope not in identity.scopes:
        raise Refused("missing_scope", needed=wanted.scope, provided=",".join(identity.scopes))
    return wanted
