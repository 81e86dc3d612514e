"""What stands in the workspace: people, channels, messages, views, keys; one lock around all of it."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Condition
from typing import TypeVar

from bot.sandbox.clock import Clock
from bot.sandbox.files import File, Upload
from bot.sandbox.messages import Message, Messages
from bot.sandbox.people import Channel, Identity, User
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json
from bot.sandbox.triggers import Keys, Timer
from bot.sandbox.views import Views

REMEMBERED_CALLS = 10_000
T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    """One Web API call as it was received (without its token); `answer` is None when no answer was sent."""

    method: str
    arguments: Json
    when: datetime
    answer: Json | None


@dataclass(frozen=True)
class Place:
    """Where a message goes: a channel, or somebody's direct messages with the bot (`user_id`)."""

    id: str
    name: str
    user_id: str = ""
    channel: Channel | None = None


class Records:
    """The truth of the sandbox. Read and change it inside `change()`."""

    def __init__(
        self,
        users: Iterable[User],
        channels: Iterable[Channel],
        *,
        identity: Identity,
        clock: Clock,
        timer: Timer = time.monotonic,
    ) -> None:
        self.identity = identity
        self.clock = clock
        self.users = {user.id: user for user in users}
        self.channels = {channel.id: channel for channel in channels}
        self.messages = Messages(clock)
        self.files: dict[str, File] = {}
        self.uploads: dict[str, Upload] = {}
        self.views = Views(identity, clock)
        self.triggers, self.replies, self.tickets = Keys(timer), Keys(timer), Keys(timer)
        self.notices: dict[str, str] = {}
        self.errors: dict[str, dict[str, str]] = {}
        self.suggested: dict[tuple[str, str, str], list[Json]] = {}
        self.calls: deque[Call] = deque(maxlen=REMEMBERED_CALLS)
        self.refused: deque[Call] = deque(maxlen=REMEMBERED_CALLS)
        self.refused_blocks: frozenset[str] = frozenset()  # kinds that this workspace hasn't got yet
        self.edits_for: timedelta | None = None  # how long a message may be changed; None: always
        self.base_url = "http://127.0.0.1"
        self._changed = Condition()
        self._listeners: list[Callable[[], object]] = []

    @contextmanager
    def change(self) -> Iterator[None]:
        """One change at a time; those who wait and those who listen hear of it afterwards."""
        with self._changed:
            yield
            self._changed.notify_all()
            listeners = list(self._listeners)
        for listener in listeners:
            listener()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Nothing changes meanwhile."""
        with self._changed:
            yield

    def subscribe(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Calls `listener` after every change (from any thread); the returned function ends that."""
        with self._changed:
            self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def wait_for(self, happened: Callable[[], T], *, seconds: float) -> T:
        """The first true value of `happened`, looked at after every change; else TimeoutError."""
        with self._changed:
            found = self._changed.wait_for(happened, timeout=seconds)
        if not found:
            raise TimeoutError(f"not within {seconds} s")
        return found

    def note(self, method: str, arguments: Json, answer: Json | None) -> None:
        """Keeps a call; what was refused is kept a second time on its own."""
        call = Call(method, arguments, self.clock(), answer)
        if method != "acknowledgement":
            self.calls.append(call)
        if answer is not None and not answer["ok"] and answer["error"] != "ratelimited":
            self.refused.append(call)

    def dm_of(self, user_id: str) -> str:
        """The id of the direct messages between this person and the bot; KeyError for a stranger."""
        return f"D{self.users[user_id].id[1:]}"

    def group_of(self, user_ids: Sequence[str]) -> str:
        """The id of the conversation of the bot with these people, which is made where there is none."""
        members = tuple(sorted(set(user_ids)))
        for channel in self.channels.values():
            if channel.members == members:
                return channel.id
        names = ", ".join(self.users[id_].name for id_ in members)
        id_ = f"G{len(self.channels):08d}"
        self.channels[id_] = Channel(id_, names, is_private=True, bot_is_member=True, members=members)
        return id_

    def place(self, channel_id: str) -> Place:
        """The channel or direct messages with this id. Refused: channel_not_found."""
        if channel_id in self.channels:
            channel = self.channels[channel_id]
            return Place(channel.id, channel.name, channel=channel)
        for user_id in self.users:
            if self.dm_of(user_id) == channel_id:
                return Place(channel_id, "directmessage", user_id=user_id)
        raise Refused("channel_not_found")

    def message(self, channel: str, ts: str) -> Message:
        """The message with this timestamp. Refused: message_not_found."""
        found = self.messages.get(channel, ts)
        if found is None:
            raise Refused("message_not_found")
        return found
