"""What goes out: telling somebody of something, and how what was put into the outbox becomes words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.kit.blocks import Message
from bot.kit.desk import Desk
from flows.company.people import Person
from storage import outbox
from storage.outbox import Note

Facts = Mapping[str, Any]
# What a message to a channel may say of itself: of which others somebody has confirmed that they may read it there, by
# our name for them ("" for nobody). One that says so is held back from guests too, and checked again when it changes.
CONFIRMED = "confirmed"
# From the facts of a row to its messages, for the reader (None where nobody on the list reads it). What is more
# than one stands under the first. The desk is at the moment of the fact. Empty: there is nothing to say.
Render = Callable[[Desk, Facts, Person | None], Sequence[Message]]


def tell(desk: Desk, to: Person | None, kind: str, occurrence: str, **facts: object) -> None:
    """Tell somebody, by one DM for each occurrence; nothing for nobody, and for who is not in Slack."""
    if to is not None and to.slack_id:
        tell_address(desk, to.slack_id, kind, occurrence, **facts)


def tell_address(desk: Desk, address: str, kind: str, occurrence: str, **facts: object) -> None:
    """The same for a Slack id: a person's, a channel's, or those of several people with commas between."""
    outbox.put(desk.tx, Note(kind, address, f"{kind}:{occurrence}", facts))
