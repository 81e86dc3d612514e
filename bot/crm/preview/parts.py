"""What a preview is made of."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from bot.crm.usecases.deals import SHOWN

Where = Literal[
    "terminal", "slack"
]  # where it is read: what can be done about something is said in that place's way


class Part(NamedTuple):
    """Some lines under a title ("" for none), and how many there are besides."""

    title: str
    lines: Sequence[str]
    more: int = 0


def first(title: str, lines: Sequence[str], count: int | None = None) -> Part:
    """The first of many lines; `count` is how many there are if not all are given."""
    shown = lines[:SHOWN]
    return Part(title, shown, (len(lines) if count is None else count) - len(shown))


def line(text: str) -> Part:
    """One line of its own."""
    return Part("", [text])
