"""Short-lived keys that Slack hands to a bot: trigger ids for modals, and addresses for late replies."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.sandbox.refusal import Refused

TRIGGER_SECONDS = 3
REPLY_SECONDS = 30 * 60
REPLY_USES = 5
REMEMBERED = 5_000

Timer = Callable[[], float]


@dataclass(frozen=True)
class Key:
    """Who a key was made for, where, when (seconds of the timer), and how often it was used."""

    user_id: str
    made: float
    channel: str = ""
    message_ts: str = ""
    used: int = 0


class Keys:
    """The keys of one kind, by their id; the oldest are forgotten."""

    def __init__(self, timer: Timer) -> None:
        self._timer = timer
        self._keys: dict[str, Key] = {}

    def make(self, user_id: str, *, channel: str = "", message_ts: str = "") -> str:
        """A new key for this person, perhaps tied to a channel and a message."""
        name = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._keys[name] = Key(user_id, self._timer(), channel, message_ts)
        if len(self._keys) > REMEMBERED:
            del self._keys[next(iter(self._keys))]
        return name

    def look(self, name: str) -> tuple[Key, float] | None:
        """The key and its age in seconds; None for a name that was never given out."""
        key = self._keys.get(name)
        return (key, self._timer() - key.made) if key else None

    def use(self, name: str) -> None:
        """Counts one use."""
        self._keys[name] = replace(self._keys[name], used=self._keys[name].used + 1)


def exchange_trigger(triggers: Keys, name: str) -> str:
    """The person behind a trigger id, which is used up by this. Raises Refused with Slack's three names."""
    found = triggers.look(name)
    if found is None:
        raise Refused("invalid_trigger_id")
    key, age = found
    if key.used:
        raise Refused("exchanged_trigger_id")
    if age > TRIGGER_SECONDS:
        raise Refused("expired_trigger_id")
    triggers.use(name)
    return key.user_id


def use_reply_address(replies: Keys, name: str) -> Key:
    """What a response_url stands for: 5 uses within 30 minutes. Raises Refused."""
    found = replies.look(name)
    if found is None or found[1] > REPLY_SECONDS:
        raise Refused("expired_url")
    if found[0].used >= REPLY_USES:
        raise Refused("used_url")
    replies.use(name)
    return found[0]
