"""Files that people of the workspace have uploaded, and how Slack describes them."""

import mimetypes
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from bot.sandbox.people import Identity
from bot.sandbox.rules import Json

mimetypes.add_type("text/csv", ".csv")  # not every machine knows it


@dataclass(frozen=True)
class File:
    """One file; `data` is None once it is deleted."""

    id: str
    user_id: str
    name: str
    data: bytes | None
    created: datetime
    title: str = ""


@dataclass(frozen=True)
class Upload:
    """A file on its way: announced by its name and length, then sent (`data`); it is no file yet."""

    name: str
    length: int
    data: bytes | None = None


def new_file(user_id: str, name: str, data: bytes, *, now: datetime) -> File:
    """A file under an id of its own."""
    return File(f"F{secrets.token_hex(5).upper()}", user_id, name, data, now)


def file_object(file: File, identity: Identity, base_url: str) -> Json:
    """A file as files.info gives it, and as a submitted form holds it."""
    created, key = int(file.created.timestamp()), f"{identity.team_id}-{file.id}"
    name = quote(file.name.lower().replace(" ", "_"))
    kind = file.name.rpartition(".")[2].lower() if "." in file.name else "binary"
    return {
        "id": file.id,
        "created": created,
        "timestamp": created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user_id,
        "user_team": identity.team_id,
        "editable": False,
        "size": len(file.data or b""),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "url_private": f"{base_url}/files-pri/{key}/{name}",
        "url_private_download": f"{base_url}/files-pri/{key}/download/{name}",
        "permalink": f"{base_url}/files/{file.user_id}/{file.id}/{name}",
        "channels": [],
        "groups": [],
        "ims": [],
    }
