"""Draining the outbox: rows are claimed in batches, worded, sent one by one, and marked with what Slack said.

`sending` is committed just before the call and what came of it just after. A row found in `sending` after a crash
may or may not have arrived: a message then becomes `unknown` and is never sent again by itself; a Home is
published again, because publishing twice does no harm. The lease says when a sender counts as dead; it holds
for every replica alike, since a starting process cannot tell its own dead self from a living neighbour.
"""

import logging
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.outgoing import Render
from bot.kit.refusal import Refusal
from bot.kit.slack import BUSY_NAMES, HALF_DONE, TROUBLE, WRONG_TOKEN, error_of, explained
from flows.company.people import Person
from flows.facts import NotSent
from storage import outbox, people, sending
from storage.outbox import Note, OutboxRow, State, Verb

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)  # longer than a batch of slow calls may take
LEASE = timedelta(seconds=15)  # longer than a call may take
MOST_ATTEMPTS = 100  # with at most five minutes in between: an outage of about eight hours
LONGEST_WAIT = 300  # seconds
BATCH = 50

FALLBACK = "fallback"  # what a message may carry: the blocks to send where its own are refused
REFUSED_BLOCKS = "invalid_blocks"

TOO_MANY = 429
BUSY = {500, 503}  # Slack says no in its own words
SERVER_ERROR = 500
OK = 200


@dataclass(frozen=True)
class Letter:
    """A row in words: `content` is a message or a view, and `parts` how many there are of it. None: nothing to say."""

    row: OutboxRow
    content: Mapping[str, Any] | None
    parts: int = 1
    above: OutboxRow | None = None


def drain(
    house: House,
    workspace: int,
    notices: Mapping[str, Render],
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Send what is due in a workspace, at most a batch; returns how many rows were tried. May run twice at a time.

    Between two rows it ends when `stopped`: a process that has to end can't wait for fifty slow answers.
    """
    _expire(house, workspace)
    tried = 0
    while tried < BATCH and not stopped():
        with house.write(workspace) as desk:
            rows = sending.claim(desk.tx, limit=BATCH - tried, lease=CLAIM)
        if not rows:
            break
        for row in rows:
            if stopped():
                break
            tried += _deliver(house, notices, row)
        with house.write(workspace) as desk:
            sending.release(desk.tx, [row.id for row in rows])
    return tried


def _expire(house: House, workspace: int) -> None:
    """Settle what a dead sender has left behind, and show it to the admins."""
    with house.write(workspace) as desk:
        lost = sending.expire(desk.tx)
        for row in lost:
            desk.say(_not_sent(row, "interrupted", State.UNKNOWN))
    for row in lost:
        log.error(
            "%s to %s may or may not have arrived: the bot ended while sending it", row.kind, row.address
        )


def _deliver(house: House, notices: Mapping[str, Render], row: OutboxRow) -> bool:
    """Word a row and send it; False when it is not ours any more."""
    try:
        letter = _worded(house, notices, row)
    except SQLAlchemyError:  # the database's trouble: the row is given back when its lease is over
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one kind stops no other
        _unworded(house, row, error)
        return True
    with house.write(row.workspace_id) as desk:
        if not sending.begin(desk.tx, row.id, lease=LEASE):
            return False
    try:
        channel, ts = _send(house.clients[row.workspace_id], letter)
    except TROUBLE as error:
        _settle(house, letter, error)
    else:
        _mark(house, letter, channel, ts)
    return True


def _worded(house: House, notices: Mapping[str, Render], row: OutboxRow) -> Letter:
    """The row in its reader's words, as of the moment of its facts."""
    with house.read(row.workspace_id) as desk:
        reader = people.by_slack(desk.tx, row.address)
        then = desk if row.verb is Verb.PUBLISH else desk.at(row.asked_at)
        found = _as_written(row) or _for_reader(notices[row.kind], then, row, reader)
        above = outbox.get(desk.tx, row.after_id) if row.after_id else None
    content = found[row.part] if row.part < len(found) else None
    return Letter(row, content, len(found), above)


def _for_reader(
    render: Render, desk: Desk, row: OutboxRow, reader: Person | None
) -> Sequence[Mapping[str, Any]]:
    """A row's words; none where they are not for its reader to see, meanwhile or until they have sent their own."""
    try:
        return render(desk, row.facts, reader)
    except Refusal as refusal:
        log.info("%s to %s is not theirs to read now: %s", row.kind, row.address, refusal.code)
        return ()


def _as_written(row: OutboxRow) -> Sequence[Mapping[str, Any]]:
    """What an older version had worded already when it put it into the outbox."""
    message: dict[str, Any] = dict(row.facts)
    return [message, *message.get("thread", ())] if "blocks" in message else ()


def _unworded(house: House, row: OutboxRow, error: Exception) -> None:
    """A mistake of ours in a kind's words: it is shown as failed, with the code that stands in the log."""
    code = f"R-{secrets.token_hex(2).upper()}"
    log.error("%s: %s to %s has no words", code, row.kind, row.address, exc_info=error)
    with house.write(row.workspace_id) as desk:
        sending.give_up(desk.tx, row.id, error=code)
        if row.verb is not Verb.PUBLISH:
            desk.say(_not_sent(row, code, State.FAILED))


def _send(client: WebClient, letter: Letter) -> tuple[str | None, str | None]:
    """Make the call; gives channel and ts of the message. A Home stands nowhere, and what says nothing is not sent."""
    row, content = letter.row, letter.content
    if content is None:
        return None, None
    if row.verb is Verb.PUBLISH:
        client.views_publish(user_id=row.address, view=dict(content))
        return None, None
    message = {
        "text": _escaped(content["text"]),
        "blocks": content[FALLBACK] if row.plain and FALLBACK in content else content["blocks"],
    }
    if row.verb is Verb.UPDATE and letter.above:
        answer = client.chat_update(channel=letter.above.channel or "", ts=letter.above.ts or "", **message)
        return letter.above.channel, letter.above.ts
    answer = client.chat_postMessage(
        channel=_channel(client, row.address),
        thread_ts=letter.above.ts if letter.above else None,
        mrkdwn=False,
        unfurl_links=False,
        unfurl_media=False,
        **message,
    )
    return answer.get("channel"), answer.get("ts")


def _channel(client: WebClient, address: str) -> str:
    """Where an address is: several people have a conversation of their own, which opens once."""
    if "," not in address:
        return address
    return str(client.conversations_open(users=address)["channel"]["id"])


def _escaped(text: str) -> str:
    """Slack's three control characters, so that nothing in a name becomes a mention or a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _mark(house: House, letter: Letter, channel: str | None, ts: str | None) -> None:
    """Sent; what belongs under it follows now that the message has a place."""
    row = letter.row
    with house.write(row.workspace_id) as desk:
        sending.mark_sent(desk.tx, row, channel=channel, ts=ts)
        for part in range(1, letter.parts) if row.part == 0 and ts else ():
            below = Note(
                row.kind, channel or row.address, f"{row.key}.{part}", row.facts, Verb.POST, row.id, part
            )
            outbox.put(desk.at(row.asked_at).tx, below)


def _settle(house: House, letter: Letter, error: Exception) -> None:
    """What becomes of a row whose call failed."""
    row, name, fate = letter.row, error_of(error), _fate(letter.row, error)
    with house.write(row.workspace_id) as desk:
        if name == REFUSED_BLOCKS and not row.plain and FALLBACK in (letter.content or {}):
            sending.say_plainly(desk.tx, row.id, error=name)
            log.warning("%s to %s: %s, so it goes with plainer blocks", row.kind, row.address, name)
            return
        if fate is State.PENDING:
            sending.postpone(desk.tx, row.id, until=desk.now + _wait(row, error), error=name)
        elif fate is State.FAILED:
            sending.give_up(desk.tx, row.id, error=name)
        else:
            sending.doubt(desk.tx, row.id, error=name)
        if fate is not State.PENDING and row.verb is not Verb.PUBLISH:
            desk.say(_not_sent(row, name, fate))
    level = logging.WARNING if fate is State.PENDING else logging.ERROR
    log.log(level, "%s to %s: %s, so it is %s", row.kind, row.address, explained(error), fate)


def _not_sent(row: OutboxRow, error: str, fate: State) -> NotSent:
    asked_by = str(row.facts.get("asked_by") or "")
    return NotSent(row.kind, row.key, asked_by, error, is_refused=fate is State.FAILED)


def _fate(row: OutboxRow, error: Exception) -> State:
    """Pending: not taken, certainly, or harmless twice. Failed: refused for good. Unknown: nobody can say."""
    fate = _answered(error) if isinstance(error, SlackApiError) else _unanswered(error)
    if fate is State.UNKNOWN and row.verb is not Verb.POST:
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
