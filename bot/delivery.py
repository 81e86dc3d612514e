"""Draining the outbox: one row at a time is claimed, sent, and marked with what Slack said.

`sending` is committed just before the call and `sent` just after it. A row found in `sending` after a crash
may or may not have arrived: a message then becomes `unknown` and is never sent again by itself; a Home is
published again, because publishing twice does no harm. 429 and a refused connection postpone the row: Slack
has not taken it. 5xx is Slack's explicit no and postpones too. No answer at all leaves it unknown.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.desk import Desk
from bot.slack import TROUBLE, error_of
from bot.usecases.homes import HOME
from storage import outbox
from storage.outbox import OutboxRow

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=15)  # longer than a call may take
MOST_ATTEMPTS = 8
BATCH = 50
LATER = {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
REPEATABLE = frozenset({HOME})

TOO_MANY = 429
SERVER_ERROR = 500


@dataclass(frozen=True)
class Sent:
    """Where a message stands now; a Home stands nowhere."""

    channel: str | None
    ts: str | None


HomeOf = Callable[[str], dict[str, Any] | None]


def drain(desk: Desk, client: WebClient, home_of: HomeOf) -> int:
    """Send what is due, at most a batch; returns how many rows were tried. May run twice at the same time."""
    with desk.database.write() as tx:
        outbox.expire(tx, now=desk.clock(), repeatable=REPEATABLE)
    tried = 0
    while tried < BATCH:
        row = outbox.claim(desk.database, now=desk.clock(), lease=LEASE)
        if row is None:
            break
        tried += 1
        try:
            sent = _send(client, row, home_of)
        except TROUBLE as error:
            _settle(desk, row, error)
        else:
            _mark(desk, row, sent)
    return tried


def _send(client: WebClient, row: OutboxRow, home_of: HomeOf) -> Sent:
    if row.kind == HOME:
        view = home_of(row.recipient)
        if view is not None:
            client.views_publish(user_id=row.recipient, view=view)
        return Sent(None, None)
    message: dict[str, Any] = dict(row.facts)
    answer = client.chat_postMessage(
        channel=row.recipient,
        text=_escaped(message["text"]),
        blocks=message["blocks"],
        thread_ts=row.thread_ts,
        mrkdwn=False,
        unfurl_links=False,
        unfurl_media=False,
    )
    return Sent(answer.get("channel"), answer.get("ts"))


def _escaped(text: str) -> str:
    """Slack's three control characters, so that nothing in a name becomes a mention or a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _mark(desk: Desk, row: OutboxRow, sent: Sent) -> None:
    """Sent; what belongs into the thread follows now that the message has a place."""
    now = desk.clock()
    message: dict[str, Any] = dict(row.facts)
    with desk.database.write() as tx:
        outbox.mark_sent(tx, row.id, channel=sent.channel, ts=sent.ts, now=now)
        for number, below in enumerate(message.get("thread", ())):
            outbox.put(
                tx,
                desk.workspace,
                kind=f"{row.kind}_list",
                recipient=sent.channel or row.recipient,
                key=f"{row.key}.list.{number}",
                facts=below,
                due_at=now,
                thread_ts=sent.ts,
            )


def _settle(desk: Desk, row: OutboxRow, error: Exception) -> None:
    """What becomes of a row whose call failed."""
    name = error_of(error)
    wait = _wait(row, error)
    with desk.database.write() as tx:
        if wait is not None:
            outbox.postpone(tx, row.id, until=desk.clock() + wait, error=name)
        elif isinstance(error, SlackApiError):
            outbox.give_up(tx, row.id, error=name)
        else:
            outbox.doubt(tx, row.id, error=name)
    log.warning("%s to %s: %s", row.kind, row.recipient, name)


def _wait(row: OutboxRow, error: Exception) -> timedelta | None:
    """How long until the next try; None where a second one could post twice, or would be refused again."""
    if isinstance(error, SlackApiError):
        answer = error.response
        if answer.status_code == TOO_MANY:
            return timedelta(seconds=int(answer.headers.get("Retry-After", 1)))
        may_pass = answer.status_code >= SERVER_ERROR or error_of(error) in LATER
    else:
        refused = isinstance(error, URLError) and isinstance(error.reason, ConnectionRefusedError)
        may_pass = refused or row.kind in REPEATABLE
    if not may_pass or row.attempts + 1 >= MOST_ATTEMPTS:
        return None
    return timedelta(seconds=min(2**row.attempts, 300))
