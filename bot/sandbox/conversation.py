"""A conversation as one person sees it: who said what when, in days and threads, and what is unread."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote

from babel.dates import format_date, format_datetime, format_time
from markupsafe import Markup

from bot.sandbox.messages import Message
from bot.sandbox.mrkdwn import mrkdwn
from bot.sandbox.render import Surface
from bot.sandbox.scene import Scene
from bot.sandbox.workspace import Workspace

HUES = 6


class Seen:
    """Up to which message each person has read each conversation."""

    def __init__(self) -> None:
        self._newest: dict[tuple[str, str], str] = {}

    def mark(self, user_id: str, channel_id: str, messages: Sequence[Message]) -> None:
        """The person looks at these messages now."""
        self._newest[user_id, channel_id] = max((message.ts for message in messages), default="")

    def has_unread(self, user_id: str, channel_id: str, messages: Sequence[Message]) -> bool:
        """Whether somebody else wrote something since the person last looked."""
        newest = self._newest.get((user_id, channel_id), "")
        return any(message.ts > newest and message.user != user_id for message in messages)


@dataclass(frozen=True)
class Shown:
    """One message as the templates draw it; `day` is set where a new day begins, `files` are titles and links."""

    ts: str
    author: str
    initials: str
    hue: int
    is_app: bool
    time: str
    day: str
    only_you: bool
    text: Markup
    surface: Surface
    files: tuple[tuple[str, str], ...]
    replies: tuple["Shown", ...]


def readable(workspace: Workspace, user_id: str, channel_id: str) -> list[Message]:
    """The messages of a conversation that stand outside threads and that this person may see."""
    return [
        message
        for message in workspace.messages(channel_id)
        if message.ephemeral_to in {None, user_id} and message.thread_ts in {None, message.ts}
    ]


def shown(scene: Scene, messages: Sequence[Message], *, in_thread: bool = False) -> tuple[Shown, ...]:
    """The messages ready to draw, replies inside their parents, a day's name over its first message."""
    drawn = []
    before: date | None = None
    for message in messages:
        said_at = _said_at(scene, message)
        new_day = not in_thread and said_at.date() != before
        before = said_at.date()
        drawn.append(_shown(scene, message, new_day=new_day, in_thread=in_thread))
    return tuple(drawn)


def _said_at(scene: Scene, message: Message) -> datetime:
    return datetime.fromtimestamp(float(message.ts), UTC).astimezone(scene.reader.timezone)


def _shown(scene: Scene, message: Message, *, new_day: bool, in_thread: bool) -> Shown:
    said_at = _said_at(scene, message)
    author = scene.workspace.users.get(message.user)
    name = author.name if author else scene.workspace.identity.bot_name
    form = "{day_form} HH{colon}mm".format_map(scene.texts)
    moment = format_datetime(said_at, form, locale=scene.reader.locale)
    return Shown(
        ts=message.ts,
        author=name,
        initials="".join(word[0] for word in name.split()[:2]).upper(),
        hue=zlib.crc32(message.user.encode()) % HUES,
        is_app=author is None or author.is_bot,
        time=moment if in_thread else format_time(said_at, "short", locale=scene.reader.locale),
        day=format_date(said_at, "full", locale=scene.reader.locale) if new_day else "",
        only_you=message.ephemeral_to is not None,
        text=mrkdwn(message.text, scene.reader, styled=message.mrkdwn),
        surface=scene.surface(message.ts, message.blocks or ()),
        files=_files(scene, message),
        replies=() if in_thread else _replies(scene, message),
    )


def _files(scene: Scene, message: Message) -> tuple[tuple[str, str], ...]:
    found = [scene.workspace.records.files[id_] for id_ in message.files]
    return tuple(
        (file.title or file.name, f"/as/{scene.me.id}/files/{file.id}/{quote(file.name)}")
        for file in found
        if file.data is not None
    )


def _replies(scene: Scene, parent: Message) -> tuple[Shown, ...]:
    thread = scene.workspace.messages(parent.channel, thread_ts=parent.ts)
    return shown(scene, [reply for reply in thread if reply.ts != parent.ts], in_thread=True)
