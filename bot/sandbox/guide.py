"""What a newcomer may try, act by act, and which acts are done: known by what happened on the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Did(StrEnum):
    """What the page sees of an act."""

    SHOWN = "shown"  # a window, by its callback_id
    SENT = "sent"  # a form that the bot took, by its callback_id
    USED = "used"  # a button of a message, or its thread, by the id of the conversation
    READ = "read"  # a file that the bot has shared, by how its name ends


class Sign(NamedTuple):
    """What was done, and with what."""

    did: Did
    what: str


@dataclass(frozen=True)
class Step:
    """One act: the key of its words, who does it ("seller"), in which place, and by which signs it is known."""

    key: str
    role: str
    place: str
    signs: frozenset[Sign]


@dataclass(frozen=True)
class Guide:
    """The acts in their order; `cast` says by the page's language who plays each role (Slack ids).

    `happened` is of all who play, in whichever browser; `tell` is called when one of the signs is new.
    """

    steps: tuple[Step, ...] = ()
    cast: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    happened: set[Sign] = field(default_factory=set)
    tell: Callable[[], None] = lambda: None

    def note(self, did: Did, what: str) -> None:
        """Something happened on the page; what is no sign of any act is passed over."""
        sign = Sign(did, what)
        if sign not in self.happened and any(sign in step.signs for step in self.steps):
            self.happened.add(sign)
            self.tell()

    def is_done(self, step: Step) -> bool:
        """Whether a sign of this act was seen."""
        return not step.signs.isdisjoint(self.happened)

    def who(self, step: Step, language: str) -> str:
        """The id of the user who does it, for a reader of this language."""
        return self.cast[language][step.role]
