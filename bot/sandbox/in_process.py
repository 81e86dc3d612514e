"""A Bolt app as the bot behind the workspace, without a network between them."""

import json
from collections.abc import Callable, Sequence

from slack_bolt import App, BoltRequest

from bot.sandbox.rules import Json


def dispatch_to(app: App) -> Callable[[Json], Json | None]:
    """A handler for Workspace.connect: gives envelopes to `app` just as Bolt's Socket Mode adapter does."""

    def handle(envelope: Json) -> Json | None:
        answer = app.dispatch(
            BoltRequest(mode="socket_mode", body=envelope["payload"], headers=_retry_headers(envelope))
        )
        if answer.status != 200:
            return None
        if not answer.body:
            return {}
        if answer.headers.get("content-type", [""])[0].startswith("application/json"):
            payload: Json = json.loads(answer.body)
            return payload
        return {"text": answer.body}

    return handle


def _retry_headers(envelope: Json) -> dict[str, str | Sequence[str]]:
    if "retry_attempt" not in envelope:
        return {}
    return {
        "x-slack-retry-num": str(envelope["retry_attempt"]),
        "x-slack-retry-reason": str(envelope["retry_reason"]),
    }
