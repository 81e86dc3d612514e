"""When something goes wrong on our side: a sentence with a code for the person, a log line with the same code."""

import json
import logging
import secrets
from collections.abc import Callable
from typing import Any

from slack_bolt import BoltResponse

from bot.desk import Desk
from bot.posting import put
from bot.texts import Texts
from bot.usecases import roster
from bot.views.blocks import section
from bot.views.messages import message_view

log = logging.getLogger(__name__)


def on_error(desk: Desk) -> Callable[..., BoltResponse]:
    """Bolt's error handler: acknowledges, so that Slack shows our words and not its own."""

    def handle(error: Exception, body: dict[str, Any]) -> BoltResponse:
        code = f"R-{secrets.token_hex(2).upper()}"
        log.error("%s: %s", code, error, exc_info=error)
        slack_id = body.get("user_id") or (body.get("user") or {}).get("id") or ""
        if body.get("type") == "view_submission":
            view = message_view(_sentence(desk, desk.texts(), code), desk.texts())
            return _answer({"response_action": "update", "view": view})
        if body.get("type") == "block_suggestion":
            return _answer({"options": []})
        if slack_id:
            _tell(desk, slack_id, code)
        return BoltResponse(status=200, body="")

    return handle


def _sentence(desk: Desk, t: Texts, code: str) -> str:
    admins = roster.admins(desk)
    if admins:
        return t("trouble.with_admin", code=code, admin=admins[0])
    return t("trouble.alone", code=code)


def _tell(desk: Desk, slack_id: str, code: str) -> None:
    t = desk.texts(roster.who(desk, slack_id))
    text = _sentence(desk, t, code)
    with desk.database.write() as tx:
        message = {"text": text, "blocks": [section(text)]}
        put(tx, desk, kind="trouble", to=slack_id, key=f"trouble:{code}", message=message, now=desk.clock())


def _answer(payload: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": "application/json"})
