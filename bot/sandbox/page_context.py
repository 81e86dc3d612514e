"""All that page.html.j2 asks for: picker, places, Home or messages, modal, clock, faults."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from bot.sandbox.conversation import Seen, Shown, readable, shown
from bot.sandbox.faults import Kind
from bot.sandbox.guide import Did
from bot.sandbox.page_texts import Texts
from bot.sandbox.people import Channel, User
from bot.sandbox.render import Surface
from bot.sandbox.scene import DM, HOME, Scene, conversation_id, people_of
from bot.sandbox.tries import tries

SHORTCUTS = ("review.start",)
MESSAGE_SHORTCUTS = ("evidence.use",)
METHODS = (
    "*",
    "chat.getPermalink",
    "chat.postMessage",
    "chat.update",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "files.info",
    "upload_url",
    "url_private_download",
    "users.list",
    "views.open",
    "views.publish",
    "views.update",
)
#: What the page may be asked to say by its own address; anything else in the address is not said.
SAYINGS = frozenset({"changed", "gone", "only_commands", "bad_fault"})
_TURNS = count(1)  # rising numbers, so that a browser never swaps an older page in


@dataclass(frozen=True)
class Acting:
    """One line of the picker of people."""

    id: str
    name: str
    hint: str
    unread: bool


@dataclass(frozen=True)
class Spot:
    """One line of the list of places; the one that `opens` stands first among the channels."""

    key: str
    label: str
    url: str
    note: str = ""
    unread: bool = False
    opens: bool = False


@dataclass(frozen=True)
class Modal:
    """The person's top modal; its page element is drawn anew when `mark` changes."""

    title: str
    close: str
    submit: str | None
    fingerprint: str
    mark: str
    surface: Surface


def context(scene: Scene, seen: Seen, *, saying: str) -> dict[str, Any]:
    """The variables of page.html.j2; marks the scene's conversation as read."""
    turn = next(_TURNS)  # before anything is read: what is read later can only be newer
    messages = _messages(scene, seen)
    spots = _spots(scene, seen)
    return {
        "turn": turn,
        "t": scene.texts,
        "language": scene.language,
        "dates": scene.reader.locale.replace("_", "-"),
        "path": scene.path,
        "place": scene.place,
        "me": scene.me,
        "here": next(spot for spot in spots if spot.key == scene.place),
        "spots": spots,
        "people": [_acting(scene, seen, user) for user in people_of(scene.workspace)],
        "now": _now(scene),
        "home": _home(scene) if scene.place == HOME else None,
        "messages": messages,
        "modal": _modal(scene),
        "tries": tries(scene),  # after the window, which may be what an act asks for
        "notice": scene.texts[saying] if saying in SAYINGS else scene.workspace.notice(scene.me.id),
        "shortcuts": SHORTCUTS,
        "message_shortcuts": MESSAGE_SHORTCUTS,
        "methods": METHODS,
        "kinds": [kind.value for kind in Kind],
        "faults": scene.workspace.faults.pending(),
    }


def fingerprint(view: Mapping[str, Any]) -> str:
    """What a form sends back to be about the view that is still open: the view without its state and hash."""
    parts = {key: part for key, part in view.items() if key not in {"state", "hash"}}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def until_monday(now: datetime, zone: ZoneInfo) -> timedelta:
    """How long from `now` (aware) until the next Monday 09:00 in a zone; never nothing."""
    local = now.astimezone(zone)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()), time(9), zone)
    if monday <= local:
        monday += timedelta(days=7)
    return monday.astimezone(UTC) - now


def _messages(scene: Scene, seen: Seen) -> tuple[Shown, ...]:
    if scene.channel_id is None:
        return ()
    messages = readable(scene.workspace, scene.me.id, scene.channel_id)
    seen.mark(scene.me.id, scene.channel_id, messages)
    return shown(scene, messages)


def _spots(scene: Scene, seen: Seen) -> list[Spot]:
    base = f"/as/{scene.me.id}"
    texts = scene.texts
    spots = [
        Spot(HOME, texts["home"], f"{base}/{HOME}"),
        Spot(DM, texts["dm"], f"{base}/{DM}", unread=_unread(scene, seen, scene.me, DM)),
    ]
    channels = [each for each in scene.workspace.channels.values() if each.is_seen_by(scene.me.id)]
    for channel in sorted(channels, key=lambda one: (bool(one.members), one.name)):
        unread = _unread(scene, seen, scene.me, channel.id)
        url = f"{base}/{channel.id}"
        opens = len(spots) == 2
        name = channel.name if channel.members else f"# {channel.name}"
        spots.append(Spot(channel.id, name, url, _note(channel, texts), unread, opens))
    return spots


def _note(channel: Channel, texts: Texts) -> str:
    if channel.members:
        return ""
    flags = {"private": channel.is_private, "shared": channel.is_ext_shared, "archived": channel.is_archived}
    return ", ".join(texts[key] for key, is_set in flags.items() if is_set)


def _unread(scene: Scene, seen: Seen, user: User, place: str) -> bool:
    channel_id = conversation_id(scene.workspace, user, place)
    return seen.has_unread(user.id, channel_id, readable(scene.workspace, user.id, channel_id))


def _acting(scene: Scene, seen: Seen, user: User) -> Acting:
    flags = {
        "admin": user.is_admin or user.is_owner,
        "guest": user.is_restricted or user.is_ultra_restricted,
        "stranger": user.is_stranger,
    }
    kinds = [scene.hints.get(user.email, ""), *(key for key, is_set in flags.items() if is_set)]
    hint = ", ".join(scene.texts.get(kind, kind) for kind in dict.fromkeys(kinds) if kind)
    return Acting(user.id, user.name, hint, _unread(scene, seen, user, DM))


def _now(scene: Scene) -> dict[str, str]:
    local = scene.workspace.clock().astimezone(scene.reader.timezone)
    form = "EEE {day_form} y, HH{colon}mm".format_map(scene.texts)
    says = format_datetime(local, form, locale=scene.reader.locale)
    return {"iso": local.isoformat(timespec="minutes"), "says": says, "zone": scene.me.tz}


def _home(scene: Scene) -> Surface | None:
    view = scene.workspace.home(scene.me.id)
    return scene.surface("home", view["blocks"], state=_state(view)) if view else None


def _modal(scene: Scene) -> Modal | None:
    view = scene.workspace.modal(scene.me.id)
    if view is None:
        return None
    scene.guide.note(Did.SHOWN, view["callback_id"])
    errors = scene.workspace.modal_errors(scene.me.id)
    own = fingerprint(view)
    return Modal(
        title=view["title"]["text"],
        close=view["close"]["text"] if view.get("close") else scene.texts["close"],
        submit=view["submit"]["text"] if view.get("submit") else None,
        fingerprint=own,
        mark=own + hashlib.sha256(json.dumps(errors, sort_keys=True).encode()).hexdigest()[:8],
        surface=scene.surface("modal", view["blocks"], state=_state(view), errors=errors),
    )


def _state(view: Mapping[str, Any]) -> Mapping[str, Any]:
    values: Mapping[str, Any] = view.get("state", {}).get("values", {})
    return values
