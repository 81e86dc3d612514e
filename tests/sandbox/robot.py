"""A bot of a few lines that notes what it is given and answers what a test tells it to."""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient

from bot.sandbox.workspace import Workspace
from tests.sandbox.blocks import Json, modal


class Robot:
    """Stands behind a workspace in this process: keeps every envelope, answers by `answers`, oldest first."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.envelopes: list[Json] = []
        self.answers: list[Json | Callable[[Json], Json] | None] = []
        self.disconnect = workspace.connect(self._handle)

    def _handle(self, envelope: Json) -> Json | None:
        self.envelopes.append(envelope)
        answer = self.answers.pop(0) if self.answers else {}
        return answer(envelope["payload"]) if callable(answer) else answer

    @property
    def heard(self) -> Json:
        """The payload of the last envelope."""
        payload: Json = self.envelopes[-1]["payload"]
        return payload

    def trigger(self, user_id: str = "U1ANNA") -> str:
        """A fresh trigger id of this person."""
        self.workspace.shortcut(user_id, "sample")
        return str(self.heard["trigger_id"])


def show(slack: WebClient, robot: Robot, *blocks: Json, **fields: Any) -> None:
    slack.views_open(trigger_id=robot.trigger(), view=modal(*blocks, callback_id="form", **fields))


def top(workspace: Workspace) -> Json:
    view = workspace.modal("U1ANNA")
    assert view is not None
    return view
