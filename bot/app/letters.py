"""A row of the outbox in words, for its reader."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.kit.audience import CHANNEL
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.native import native_kinds
from bot.kit.outgoing import CONFIRMED, Render
from bot.kit.refusal import Refusal
from bot.kit.release import release
from flows.company.people import Person
from storage import guests, outbox, people, refused_blocks
from storage.outbox import OutboxRow, Verb

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """A row in words: `content` is a message or a view, and `parts` how many there are of it. None: nothing to say.

    `above` is the row that it comes after, `thread` the timestamp of the message under which it stands. `plain` says
    that the workspace takes its fallback only. `guests` are those of the workspace, for what none of them is to read.
    """

    row: OutboxRow
    content: Mapping[str, Any] | None
    parts: int = 1
    above: OutboxRow | None = None
    thread: str | None = None
    plain: bool = False
    guests: frozenset[str] = frozenset()


def worded(house: House, notices: Mapping[str, Render], row: OutboxRow) -> Letter:
    """The row in its reader's words, as of the moment of its facts."""
    with house.read(row.workspace_id) as desk:
        reader = people.by_slack(desk.tx, row.address)
        then = desk if row.verb is Verb.PUBLISH else desk.at(row.asked_at)
        found = _as_written(row) or _for_reader(notices[row.kind], then, row, reader)
        above = outbox.get(desk.tx, row.after_id) if row.after_id else None
        content = found[row.part] if row.part < len(found) else None
        return Letter(
            row,
            content,
            len(found),
            above,
            _thread(desk, row, above),
            _is_plain(desk, row, content),
            _guests(desk, row, content),
        )


def _thread(desk: Desk, row: OutboxRow, above: OutboxRow | None) -> str | None:
    """What is posted in the place of another row stands under whatever that one stood under."""
    if row.verb is Verb.REPOST and above:
        above = outbox.get(desk.tx, above.after_id) if above.after_id else None
    return above.ts if above else None


def _is_plain(desk: Desk, row: OutboxRow, content: Mapping[str, Any] | None) -> bool:
    kinds = native_kinds(dict(content)) if content else frozenset()
    return row.plain or bool(kinds and refused_blocks.among(desk.tx, kinds, release=release()))


def _guests(desk: Desk, row: OutboxRow, content: Mapping[str, Any] | None) -> frozenset[str]:
    """Asked for once: what stands under a message is for the same readers."""
    asks = content is not None and content.get(CONFIRMED) == "" and row.part == 0
    return guests.all_of(desk.tx) if asks and row.address.startswith(CHANNEL) else frozenset()


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
