"""The Web API methods about files, and what their private links give."""

from dataclasses import replace

from bot.sandbox.arguments import needed
from bot.sandbox.files import File, file_object
from bot.sandbox.records import Records
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json

SCOPE = "files:read"


def files_info(records: Records, arguments: Json) -> Json:
    """One file. Refused: file_not_found, file_deleted."""
    file = _there(records, needed(arguments, "file"))
    return {"file": file_object(file, records.identity, records.base_url), "comments": []}


def files_delete(records: Records, arguments: Json) -> Json:
    """Delete a file of the bot's own; an app may delete nobody else's. Refused: cant_delete_file, as files.info."""
    file = _there(records, needed(arguments, "file"))
    if file.user_id != records.identity.bot_user_id:
        raise Refused("cant_delete_file")
    delete(records, file.id)
    return {}


def delete(records: Records, file_id: str) -> None:
    """The file is gone; its id is remembered."""
    records.files[file_id] = replace(records.files[file_id], data=None)


def _there(records: Records, file_id: str) -> File:
    file = records.files.get(file_id)
    if file is None:
        raise Refused("file_not_found")
    if file.data is None:
        raise Refused("file_deleted")
    return file
