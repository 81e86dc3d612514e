"""The messages of the workspace: posted, changed, taken away, in order."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.sandbox.rules import Json

MICROSECONDS = 1_000_000


@dataclass(frozen=True)
class Message:
    """One message; `ephemeral_to` is the only person who sees it, `raw` are the call's other arguments, `files` ids."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    mrkdwn: bool = True
    ephemeral_to: str | None = None
    raw: Json = field(default_factory=dict)
    files: tuple[str, ...] = ()


class Messages:
    """All messages by channel, oldest first; timestamps never repeat."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._last = 0
        self._all: dict[str, dict[str, Message]] = {}

    def next_ts(self) -> str:
        """A fresh timestamp in workspace time, later than every one before."""
        now = self._clock()
        micros = int(now.timestamp()) * MICROSECONDS + now.microsecond
        self._last = max(self._last + 1, micros)
        return f"{self._last // MICROSECONDS}.{self._last % MICROSECONDS:06d}"

    def put(self, message: Message) -> Message:
        """Adds a message, or replaces the one with its timestamp."""
        self._all.setdefault(message.channel, {})[message.ts] = message
        return message

    def change(self, message: Message, **changes: object) -> Message:
        """Replaces some of a message's fields."""
        return self.put(replace(message, **changes))  # type: ignore[arg-type]  # names are checked by replace

    def remove(self, message: Message) -> None:
        """Takes a message away."""
        del self._all[message.channel][message.ts]

    def get(self, channel: str, ts: str) -> Message | None:
        """The message with this timestamp, or None."""
        return self._all.get(channel, {}).get(ts)

    def of(self, channel: str) -> list[Message]:
        """All messages of a channel, threads included, oldest first."""
        return list(self._all.get(channel, {}).values())
