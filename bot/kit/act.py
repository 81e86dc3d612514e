"""What somebody did, dug out of Slack's payload in one place."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """One act: who (Slack ids), what (`kind` and `name`), and what it carried.

    `kind` is command, shortcut, action, view, options or event; `name` is the command, callback id, action id
    or event type that the routing tables hold. `workspace` is the id of the one that the payload came through: the
    router says it, since somebody of another company acts under their own team.
    """

    kind: str
    name: str
    user: str
    workspace: int = 0
    trigger_id: str = ""
    text: str = ""
    value: str = ""
    view: Body = field(default_factory=dict)
    in_modal: bool = False
    message: Body = field(default_factory=dict)

    def __str__(self) -> str:
        """As the log names it: what, and whose."""
        return f"{self.kind} {self.name} of {self.user}"

    def __deepcopy__(self, _memo: object) -> "Act":
        """Itself, as a reply."""
        return self

    @property
    def data(self) -> str:
        """What the window carries: its private_metadata."""
        return str(self.view.get("private_metadata") or "")

    @property
    def state(self) -> dict[str, dict[str, Body]]:
        """The view's input values: block_id -> action_id -> element."""
        values: dict[str, dict[str, Body]] = self.view.get("state", {}).get("values", {})
        return values


def read_command(body: Body) -> Act:
    """A slash command."""
    return Act(
        "command",
        body["command"],
        body["user_id"],
        trigger_id=body.get("trigger_id", ""),
        text=_after(body["command"], typed(body.get("text"))),
    )


def _after(command: str, text: str) -> str:
    """What was meant after the command: without what cannot be seen, and without the command once more."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf").strip()
    return re.sub(rf"^{re.escape(command)}(?!\S)", "", seen, flags=re.IGNORECASE).strip()


def read_shortcut(body: Body) -> Act:
    """A shortcut; one of a message carries the message, with the channel in which it stands."""
    message = {**(body.get("message") or {}), "channel": body.get("channel")} if "message" in body else {}
    return Act(
        "shortcut",
        body["callback_id"],
        body["user"]["id"],
        trigger_id=body.get("trigger_id", ""),
        message=message,
    )


def read_action(body: Body) -> Act:
    """A button, or a choice that is heard of at once, in a message, on Home or in a modal."""
    action = body["actions"][0]
    view = body.get("view") or {}
    return Act(
        "action",
        action["action_id"],
        body["user"]["id"],
        trigger_id=body.get("trigger_id", ""),
        value=str(action.get("value") or (action.get("selected_option") or {}).get("value") or ""),
        view=view,
        in_modal=view.get("type") == "modal",
    )


def read_view(body: Body) -> Act:
    """A submitted modal."""
    view = body["view"]
    return Act(
        "view",
        view["callback_id"],
        body["user"]["id"],
        trigger_id=body.get("trigger_id", ""),
        view=view,
        in_modal=True,
    )


def read_options(body: Body) -> Act:
    """What somebody typed into a type-ahead."""
    return Act(
        "options",
        body["action_id"],
        body["user"]["id"],
        text=typed(body.get("value")),
        view=body.get("view") or {},
    )


def read_event(body: Body) -> Act:
    """An event; `view` carries the event itself."""
    event = body["event"]
    user = event.get("user", "")
    return Act(
        "event",
        event["type"],
        user["id"] if isinstance(user, dict) else user,
        view=event,
    )


def typed(text: object) -> str:
    """What somebody typed, without the character that PostgreSQL cannot keep."""
    return str(text or "").replace("\0", "")
