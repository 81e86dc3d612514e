"""The reports that lie ready in the demo: its directors ask for them, as anybody would, once the page is up."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from threading import Thread
from zoneinfo import ZoneInfo

from bot.report.views import MAKE, PERIOD
from bot.sandbox.rules import Json
from bot.sandbox.workspace import Workspace
from flows.report.period import Period

WITHIN = 30  # seconds
log = logging.getLogger(__name__)


def ask_in_background(workspace: Workspace, user_ids: Iterable[str], zone: str) -> None:
    """Have each of them ask for last month's; nobody waits for it."""
    today = workspace.clock().astimezone(ZoneInfo(zone)).date()
    last_month = Period.of_month(today.replace(day=1) - timedelta(days=1))
    Thread(target=_ask_all, args=(workspace, list(user_ids), str(last_month)), daemon=True).start()


def _ask_all(workspace: Workspace, user_ids: Iterable[str], period: str) -> None:
    for user_id in user_ids:
        try:
            _ask(workspace, user_id, period)
        except (LookupError, TimeoutError, ValueError) as error:
            if not workspace.is_shut:
                log.warning("%s has no report ready: %s", user_id, error)


def _ask(workspace: Workspace, user_id: str, period: str) -> None:
    workspace.command(user_id, workspace.dm_of(user_id), f"{workspace.identity.command} report")
    workspace.wait_for(lambda: _form(workspace, user_id), seconds=WITHIN)
    workspace.fill(user_id, PERIOD, PERIOD, period)
    workspace.submit(user_id)
    workspace.close(user_id)


def _form(workspace: Workspace, user_id: str) -> Json | None:
    view = workspace.modal(user_id)
    return view if view and view["callback_id"] == MAKE else None
