"""Draining the outbox: rows are claimed in batches, worded, sent one by one, and marked with what Slack said.

`sending` is committed just before the call and what came of it just after. A row found in `sending` after a crash
may or may not have arrived: a message then becomes `unknown` and is never sent again by itself; a Home is
published again, and a message updated, because doing that twice does no harm. The lease says when a sender counts as
dead; it holds for every replica alike, since a starting process cannot tell its own dead self from a living neighbour.

Where a message can't be updated any more, its row becomes a post, which is sent once as any other and takes its place.

A message is sent once its `sending` is on the disk, and all that was committed before is there with it. So nothing
waits for the disk when rows are claimed or given back: after a power cut they are as they were, and not sent.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.app.calling import call
from bot.app.fates import fate_of, wait_after
from bot.app.letters import Letter, worded
from bot.app.patience import refused
from bot.kit.blocks import FALLBACK
from bot.kit.house import House
from bot.kit.logged import logged
from bot.kit.native import native_kinds, refused_kinds
from bot.kit.outgoing import Render
from bot.kit.release import release
from bot.kit.slack import TROUBLE, error_of, explained, is_dead
from flows.facts import NotSent
from storage import outbox, refused_blocks, sending
from storage.engine import Transaction
from storage.outbox import Note, OutboxRow, State, Turn, Verb

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)  # longer than a batch of slow calls may take
LEASE = timedelta(seconds=25)  # longer than a call may take, and another that asks whether the token is dead
BATCH = 50
AT_ONCE = 5  # claimed; whoever has just asked for something waits for no more than these

REFUSED_BLOCKS = "invalid_blocks"
# Slack's names for a message that can't be changed any more: deleted, another app's, too old for the workspace's rules.
NOT_EDITABLE = {"message_not_found", "cant_update_message", "edit_window_closed"}


def drain(
    house: House,
    workspace: int,
    notices: Mapping[str, Render],
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Send what is due in a workspace, at most a batch; returns how many rows were tried. May run twice at a time.

    Between two rows it ends when `stopped`: a process that has to end can't wait for fifty slow answers. Raises
    WrongToken where Slack takes the token no more; what was not sent waits as it did.
    """
    _expire(house, workspace)
    tried = 0
    while tried < BATCH and not stopped():
        with house.note(workspace, lasting=False) as tx:
            rows = sending.claim(tx, limit=min(AT_ONCE, BATCH - tried), lease=CLAIM)
        if not rows:
            break
        left = {row.id for row in rows}
        try:
            for row in rows:
                if stopped():
                    break
                fate = _deliver(house, notices, row)
                tried += fate is not None
                left.remove(row.id)
                if fate is State.PENDING and row.turn == Turn.LAST:
                    return tried  # Slack wants a pause: thousands are not to try in it, one after the other
        finally:
            if left:
                with house.note(workspace, lasting=False) as tx:
                    sending.release(tx, left)
    return tried


def _expire(house: House, workspace: int) -> None:
    """Settle what a dead sender has left behind, and show it to the admins."""
    with house.write(workspace, lasting=False) as desk:
        lost = sending.expire(desk.tx)
        for row in lost:
            desk.say(_not_sent(row, "interrupted", State.UNKNOWN))
    for row in lost:
        log.error(
            "%s to %s may or may not have arrived: the bot ended while sending it", row.kind, row.address
        )


def _deliver(house: House, notices: Mapping[str, Render], row: OutboxRow) -> State | None:
    """Word a row and send it; gives what came of it, None when it is not ours. Raises WrongToken, see `drain`."""
    if not _is_message(row):
        house.calm.wait()  # nobody may be looking at it
    try:
        letter = worded(house, notices, row)
    except SQLAlchemyError:  # the database's trouble: the row is given back
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one kind stops no other
        _unworded(house, row, error)
        return State.FAILED
    with house.note(row.workspace_id, lasting=_is_message(row)) as tx:
        if not sending.begin(tx, row.id, lease=LEASE):
            return None
    client = house.clients[row.workspace_id]
    try:
        channel, ts = call(client, letter)
    except TROUBLE as error:
        if is_dead(client, error):  # no fault of the row's
            with house.write(row.workspace_id) as desk:
                sending.put_back(desk.tx, row.id)
            raise refused("SLACK_BOT_TOKEN", error) from error
        return _settle(house, letter, error)
    _mark(house, letter, channel, ts)
    return State.SENT


def _is_message(row: OutboxRow) -> bool:
    """Whether it must not be sent twice, so that what is noted of its call is to survive a power cut."""
    return row.verb is not Verb.PUBLISH


def _unworded(house: House, row: OutboxRow, error: Exception) -> None:
    """A mistake of ours in a kind's words: it is shown as failed, with the code that stands in the log."""
    code = logged(error, f"{row.kind} to {row.address} has no words")
    with house.write(row.workspace_id) as desk:
        sending.give_up(desk.tx, row.id, error=code)
        if _is_message(row):
            desk.say(_not_sent(row, code, State.FAILED))


def _mark(house: House, letter: Letter, channel: str | None, ts: str | None) -> None:
    """Sent; what belongs under it follows now that the message has a place."""
    row = replace(letter.row, channel=channel, ts=ts)
    with house.note(row.workspace_id, lasting=_is_message(row)) as tx:
        sending.mark_sent(tx, row, channel=channel, ts=ts)
        if row.verb is Verb.REPOST:
            sending.stand_anew(tx, row)
        if row.verb is Verb.DELETE and row.after_id:
            sending.drop(tx, row.after_id)
        for below in _below(tx, row, letter.parts) if row.part == 0 and ts else ():
            outbox.put(tx.at(row.asked_at), below)


def _below(tx: Transaction, row: OutboxRow, parts: int) -> list[Note]:
    """What didn't fit into a message stands under it: what is there already is updated, or deleted where it is over."""
    above = row.id if row.verb is Verb.POST else row.after_id or row.id
    there = outbox.below(tx, above) if row.verb is Verb.UPDATE else {}
    notes = []
    for part in range(1, max(parts - 1, *there, 0) + 1):
        verb, after = (Verb.UPDATE, there[part].id) if part in there else (Verb.POST, above)
        if part >= parts:
            verb = Verb.DELETE
        key = f"{row.key}.{part}"
        notes.append(Note(row.kind, row.channel or row.address, key, row.facts, verb, after, part))
    return notes


def _settle(house: House, letter: Letter, error: Exception) -> State:
    """Note what becomes of a row whose call failed, and give it."""
    row, name, fate = letter.row, error_of(error), fate_of(letter.row, error)
    with house.write(row.workspace_id) as desk:
        if name == REFUSED_BLOCKS and not letter.plain and FALLBACK in (letter.content or {}):
            refused = refused_kinds(dict(letter.content or {}), error)
            refused_blocks.note(desk.tx, refused, release=release())
            sending.say_plainly(desk.tx, row.id, error=name)
            log.warning("%s to %s: %s, so it goes with plainer blocks", row.kind, row.address, name)
            return State.PENDING
        if name in NOT_EDITABLE and row.verb is Verb.UPDATE:
            sending.post_anew(desk.tx, row, error=name)
            log.warning("%s to %s: %s, so a new one takes its place", row.kind, row.address, name)
            return State.PENDING
        if name == REFUSED_BLOCKS and row.plain:
            refused_blocks.forget(desk.tx, native_kinds(dict(letter.content or {})))
        if fate is State.PENDING:
            sending.postpone(desk.tx, row.id, until=desk.now + wait_after(row, error), error=name)
        elif fate is State.FAILED:
            sending.give_up(desk.tx, row.id, error=name)
        else:
            sending.doubt(desk.tx, row.id, error=name)
        if fate is not State.PENDING:
            sending.drop_followers(desk.tx, row.id)
        if fate is not State.PENDING and _is_message(row) and row.verb is not Verb.DELETE:
            desk.say(_not_sent(row, name, fate))
    level = logging.WARNING if fate is State.PENDING else logging.ERROR
    log.log(level, "%s to %s: %s, so it is %s", row.kind, row.address, explained(error), fate)
    return fate


def _not_sent(row: OutboxRow, error: str, fate: State) -> NotSent:
    asked_by = str(row.facts.get("asked_by") or "")
    return NotSent(row.kind, row.key, asked_by, error, is_refused=fate is State.FAILED)
