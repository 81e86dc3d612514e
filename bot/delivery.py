"""Draining the outbox: one row at a time is claimed, sent, and marked with what Slack said.

`sending` is committed just before the call and `sent` just after it. A row found in `sending` after a crash
may or may not have arrived: a message then becomes `unknown` and is never sent again by itself; a Home is
published again, because publishing twice does no harm. The lease says when a sender counts as dead; it holds
for every replica alike, since a starting process cannot tell its own dead self from a living neighbour.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.desk import Desk
from bot.house import House
from bot.posting.digest import say_refused
from bot.slack import BUSY_NAMES, HALF_DONE, TROUBLE, WRONG_TOKEN, error_of, explained
from bot.usecases.homes import HOME, ask_homes_with
from flows.people import Role
from storage import outbox
from storage.outbox import OutboxRow, State

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=15)  # longer than a call may take
MOST_ATTEMPTS = 100  # with at most five minutes in between: an outage of about eight hours
LONGEST_WAIT = 300  # seconds
BATCH = 50
REPEATABLE = frozenset({HOME})

FALLBACK = "fallback"  # what a message may carry: the blocks to send where its own are refused
REFUSED_BLOCKS = "invalid_blocks"

TOO_MANY = 429
BUSY = {500, 503}  # Slack says no in its own words
SERVER_ERROR = 500
OK = 200


@dataclass(frozen=True)
class Sent:
    """Where a message stands now; a Home stands nowhere."""

    channel: str | None
    ts: str | None


HomeOf = Callable[[str], dict[str, Any] | None]


def drain(
    house: House, workspace: int, home_of: HomeOf, *, stopped: Callable[[], bool] = lambda: False
) -> int:
    """Send what is due in a workspace, at most a batch; returns how many rows were tried. May run twice at a time.

    Between two rows it ends when `stopped`: a process that has to end can't wait for fifty slow answers.
    """
    _expire(house, workspace)
    tried = 0
    while tried < BATCH and not stopped():
        with house.write(workspace) as desk:
            row = outbox.claim(desk.tx, lease=LEASE)
        if row is None:
            break
        tried += 1
        try:
            sent = _send(house.clients[workspace], row, home_of)
        except TROUBLE as error:
            _settle(house, row, error)
        else:
            _mark(house, row, sent)
    return tried


def _expire(house: House, workspace: int) -> None:
    """Settle what a dead sender has left behind, and show it to the admins."""
    with house.write(workspace) as desk:
        lost = outbox.expire(desk.tx, repeatable=REPEATABLE)
        if lost:
            ask_homes_with(desk, Role.ADMIN)
    for row in lost:
        log.error(
            "%s to %s may or may not have arrived: the bot ended while sending it", row.kind, row.recipient
        )


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


def _mark(house: House, row: OutboxRow, sent: Sent) -> None:
    """Sent; what belongs into the thread follows now that the message has a place."""
    message: dict[str, Any] = dict(row.facts)
    with house.write(row.workspace_id) as desk:
        outbox.mark_sent(desk.tx, row.id, channel=sent.channel, ts=sent.ts)
        for number, below in enumerate(message.get("thread", ())):
            outbox.put(
                desk.tx,
                kind=f"{row.kind}_list",
                recipient=sent.channel or row.recipient,
                key=f"{row.key}.list.{number}",
                facts=below,
                due_at=desk.now,
                thread_ts=sent.ts,
            )


def _settle(house: House, row: OutboxRow, error: Exception) -> None:
    """What becomes of a row whose call failed."""
    name, fate = error_of(error), _fate(row, error)
    with house.write(row.workspace_id) as desk:
        if name == REFUSED_BLOCKS and FALLBACK in row.facts:
            _say_plainly(desk, row)
            return
        if fate is State.PENDING:
            outbox.postpone(desk.tx, row.id, until=desk.now + _wait(row, error), error=name)
        elif fate is State.FAILED:
            outbox.give_up(desk.tx, row.id, error=name)
            say_refused(desk, row, error=name)
        else:
            outbox.doubt(desk.tx, row.id, error=name)
        if fate is not State.PENDING and row.kind not in REPEATABLE:
            ask_homes_with(desk, Role.ADMIN)
    level = logging.WARNING if fate is State.PENDING else logging.ERROR
    log.log(level, "%s to %s: %s, so it is %s", row.kind, row.recipient, explained(error), fate)


def _say_plainly(desk: Desk, row: OutboxRow) -> None:
    """Slack knows a kind of block here and not there: the message goes once more with its plainer blocks."""
    plainer = {**row.facts, "blocks": row.facts[FALLBACK]}
    del plainer[FALLBACK]
    outbox.reword(desk.tx, row.id, facts=plainer, error=REFUSED_BLOCKS)
    log.warning("%s to %s: %s, so it goes with plainer blocks", row.kind, row.recipient, REFUSED_BLOCKS)


def _fate(row: OutboxRow, error: Exception) -> State:
    """Pending: not taken, certainly, or harmless twice. Failed: refused for good. Unknown: nobody can say."""
    fate = _answered(error) if isinstance(error, SlackApiError) else _unanswered(error)
    if fate is State.UNKNOWN and row.kind in REPEATABLE:
        fate = State.PENDING
    if fate is State.PENDING and row.attempts + 1 >= MOST_ATTEMPTS:
        return State.FAILED
    return fate


def _answered(error: SlackApiError) -> State:
    status, name = error.response.status_code, error_of(error)
    if status == TOO_MANY or status in BUSY or name in BUSY_NAMES | WRONG_TOKEN:
        return State.PENDING
    # Another 5xx is a gateway's, which doesn't know what Slack did; so is a page where JSON should be.
    if name in HALF_DONE or status > SERVER_ERROR or name == f"http_{OK}":
        return State.UNKNOWN
    return State.FAILED


def _unanswered(error: Exception) -> State:
    """urllib wraps in URLError what happens before the request is out: Slack cannot have acted on it."""
    return State.PENDING if isinstance(error, URLError) else State.UNKNOWN


def _wait(row: OutboxRow, error: Exception) -> timedelta:
    """How long until the next try: what Slack asks for, else ever longer."""
    if isinstance(error, SlackApiError):
        asked = error.response.headers.get("Retry-After", "")
        if re.fullmatch(r"[0-9]{1,5}", asked):  # a day at most
            return timedelta(seconds=int(asked))
    return timedelta(seconds=min(2 ** min(row.attempts, 10), LONGEST_WAIT))
