"""What a handler answers: the acknowledgement, and the calls to Slack that follow it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.desk import Desk
from bot.listeners.act import Act
from bot.usecases.quoted import Quoted
from bot.views.blocks import View
from flows.people import Person


@dataclass(frozen=True)
class Call:
    """One Web API call to make after the acknowledgement. `subject_id` is what to offer again if it fails."""

    method: str
    arguments: dict[str, Any]
    subject_id: int | None = None


@dataclass(frozen=True)
class Reply:
    """`ack` is the acknowledgement's payload (None: an empty one); `calls` are made afterwards.

    `ask` puts the act itself off until after the acknowledgement, because it needs to ask Slack something.
    `kept` is the id of added evidence that is a message (`quoted`): Slack is asked afterwards where it stands.
    """

    ack: dict[str, Any] | None = None
    calls: tuple[Call, ...] = ()
    ask: bool = False
    kept: int | None = None
    quoted: Quoted | None = None

    def __deepcopy__(self, _memo: object) -> "Reply":
        """Itself: Bolt copies the context three times for every lazy listener, and nothing changes a reply."""
        return self


Handler = Callable[[Desk, Person, Act], Reply]


@dataclass(frozen=True)
class Look:
    """A handler that changes nothing: its transaction waits for no writer."""

    handler: Handler


def open_view(trigger_id: str, view: dict[str, Any], *, subject_id: int | None = None) -> Reply:
    """Acknowledge, then open a modal."""
    return Reply(calls=(Call("views_open", {"trigger_id": trigger_id, "view": view}, subject_id),))


def update_in_ack(view: dict[str, Any]) -> Reply:
    """Answer a submitted modal with the next view, in the acknowledgement itself."""
    return Reply(ack={"response_action": "update", "view": view})


def errors(problems: dict[str, str]) -> Reply:
    """Answer a submitted modal with a word beside each field (by block_id)."""
    return Reply(ack={"response_action": "errors", "errors": problems})


def show(act: Act, view: View, *, subject_id: int | None = None) -> Reply:
    """Show a view after a click: in the modal where it was clicked, else as a new one."""
    if not act.in_modal:
        return open_view(act.trigger_id, view, subject_id=subject_id)
    arguments: dict[str, object] = {"view_id": act.view["id"], "view": view}
    if act.kind == "action":  # a submitted view has had another hash since its acknowledgement
        arguments["hash"] = act.view.get("hash")
    return Reply(calls=(Call("views_update", arguments, subject_id),))
