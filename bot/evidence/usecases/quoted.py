"""A message in Slack that somebody uses as evidence: what it says, who wrote it, where it stands."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.kit.codec import Text

TS = re.compile(r"\d{1,10}\.\d{6}")
CHANNEL = re.compile(r"[A-Z][A-Z0-9]{1,30}")


@dataclass(frozen=True)
class Quoted:
    """A message: its channel's id and its `ts` are its identity.

    `text` are its words as people read them, "" when it has none (a file, a picture). `user` is the Slack id of
    whoever wrote it and `author` their name, each "" when unknown. `is_open` says that it stands in a channel
    which everybody in the workspace may read.
    """

    channel: str
    ts: str
    user: Text
    author: Text
    text: Text
    is_open: bool

    def __post_init__(self) -> None:
        """Raise ValueError for what is no message of Slack's."""
        if not (TS.fullmatch(self.ts) and CHANNEL.fullmatch(self.channel)):
            raise ValueError(self.channel, self.ts)

    def day(self, timezone: str) -> date:
        """The day on which it was written, in a zone (an IANA name)."""
        return datetime.fromtimestamp(float(self.ts), UTC).astimezone(ZoneInfo(timezone)).date()
