"""Sending views and blocks to a sandbox as the bot does, and reading how Slack refuses them."""

from dataclasses import dataclass
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.workspace import Workspace

ERRORS = {"modal": "invalid_arguments", "home": "invalid_arguments", "message": "invalid_blocks"}


@dataclass(frozen=True)
class Sender:
    """A running workspace, and what somebody's clicks give to the bot."""

    workspace: Workspace
    slack: WebClient
    triggers: list[str]

    def send(self, surface: str, content: Any) -> None:
        """Sends blocks to a message or a Home, or a whole modal to views.open."""
        if surface == "message":
            self.slack.chat_postMessage(channel="C1", text="Sample", blocks=content)
        elif surface == "home":
            self.slack.views_publish(user_id="U1", view={"type": "home", "blocks": content})
        else:
            self.workspace.shortcut("U1", "sample")
            self.slack.views_open(trigger_id=self.triggers[-1], view=content)

    def refusal(self, surface: str, content: Any) -> tuple[str, list[str]]:
        """Slack's error name and messages for content that it refuses."""
        with pytest.raises(SlackApiError) as refused:
            self.send(surface, content)
        answer = refused.value.response
        return answer["error"], answer.get("response_metadata", {}).get("messages", [])
