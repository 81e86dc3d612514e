"""The Web API methods by which the bot hands over files: announced, sent to a link of their own, then shared."""

import secrets
from dataclasses import replace
from typing import Any

from bot.sandbox.api_messages import MOST_TEXT, thread_of, writable
from bot.sandbox.arguments import needed, text, whole
from bot.sandbox.files import Upload, file_object, new_file
from bot.sandbox.messages import Message
from bot.sandbox.records import Records
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json, Problem

SCOPE = "files:write"
MOST_LENGTH = 1024**3


def get_upload_url(records: Records, arguments: Json) -> Json:
    """files.getUploadURLExternal: a link for the bytes of one file.

    Refused: invalid_arguments, file_upload_size_restricted.
    """
    name, length = needed(arguments, "filename"), whole(arguments, "length")
    if not length:
        raise Refused("invalid_arguments", [Problem("/length", "must be greater than 0")])
    if length > MOST_LENGTH:
        raise Refused("file_upload_size_restricted")
    key = f"F{secrets.token_hex(5).upper()}"
    records.uploads[key] = Upload(name, length)
    return {"upload_url": f"{records.base_url}/upload/v1/{key}", "file_id": key}


def complete_upload(records: Records, arguments: Json) -> Json:
    """files.completeUploadExternal: the files that were sent become one message in a channel (C…, G… or D…).

    Refused: invalid_arguments, file_not_found for what was never sent, channel_not_found also for a person's id.
    """
    given = arguments.get("files")
    if not isinstance(given, list) or not given:
        raise Refused("invalid_arguments", [Problem("", "missing required field: files")])
    sent = [_sent(records, each) for each in given]
    channel = text(arguments, "channel_id")
    if channel in records.users:  # a person's id is no channel here, unlike in chat.postMessage
        raise Refused("channel_not_found")
    place = writable(records, channel) if channel else None
    thread = thread_of(records, place, text(arguments, "thread_ts")) if place else None
    bot, now = records.identity.bot_user_id, records.clock()
    for key, upload, title in sent:
        file = replace(new_file(bot, upload.name, upload.data or b"", now=now), id=key, title=title)
        records.files[key] = file
        del records.uploads[key]
    keys = tuple(key for key, _, _ in sent)
    if place:
        said = text(arguments, "initial_comment")[:MOST_TEXT]
        message = Message(records.messages.next_ts(), place.id, bot, said, thread_ts=thread, files=keys)
        records.messages.put(message)
    files = [file_object(records.files[key], records.identity, records.base_url) for key in keys]
    return {"files": files}


def _sent(records: Records, given: Any) -> tuple[str, Upload, str]:
    key = str(given.get("id")) if isinstance(given, dict) else ""
    upload = records.uploads.get(key)
    if upload is None or upload.data is None:
        raise Refused("file_not_found")
    return key, upload, str(given.get("title") or upload.name)
