"""During the week: the message that stands is updated where something of it has moved, and quietly."""

from collections.abc import Sequence
from dataclasses import replace

from bot.digest.posting.digest import update
from bot.digest.usecases import digests, places, turning
from bot.digest.usecases.digests import Digest
from bot.digest.usecases.turning import Turn
from bot.digest.views.beside import turned_message
from bot.digest.views.digest import messages
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import CONFIRMED, Facts
from flows.company.people import Person
from storage import digest_messages, digest_places, outbox
from storage.digest_messages import DigestMessage
from storage.digest_places import Place
from storage.outbox import Note, OutboxRow, State

TURNED = "turned"


def look(desk: Desk) -> bool:
    """Look at one message whose moment has come whether something has moved; whether there may be others."""
    message = digest_messages.hold_due(desk.tx)
    if message is None:
        return False
    place, row = digest_places.get(desk.tx, message.place_id), outbox.get(desk.tx, message.row_id)
    if (
        place is None
        or place.channel != message.channel
        or row is None
        or row.state in {State.FAILED, State.UNKNOWN}
    ):
        digest_messages.look(desk.tx, message.id, None)
        return True
    digest_messages.look(desk.tx, message.id, places.next_look(desk, place))
    if row.state is State.SENT and not outbox.is_followed(desk.tx, row.id):
        _look(desk, place, message, row)
    return True


def _look(desk: Desk, place: Place, message: DigestMessage, row: OutboxRow) -> None:
    if row.sent_at:
        digest_places.find_again(desk.tx, message.channel, since=row.sent_at)
    before = digests.read(desk, message.today) if message.today else digests.taken(desk, message.digest_id)
    now = digests.today(desk, message.digest_id)
    above = row.id
    if _says_else(desk, place, before, now):
        digest_messages.say_today(desk.tx, message.id, digests.dumped(desk, now))
        key = f"{row.key}@{desk.now.isoformat()}"
        above = update(desk, message, key=key, digest=message.digest_id)
    red = digests.red(desk, place.team_id)
    turns = turning.turned(desk, message.red, red)
    if red.keys() != message.red:
        digest_messages.tell_red(desk.tx, message.id, red)
    if turns and now.figures.colours and before.figures.colours:
        _tell(desk, message, turns, above=above)


def _says_else(desk: Desk, place: Place, before: Digest, now: Digest) -> bool:
    """Whether it would say anything else if it were of the same moment."""
    t = places.texts_of(desk, place)
    alike = replace(now, figures=replace(now.figures, taken_at=before.figures.taken_at))
    return messages(alike, t) != messages(before, t)


def _tell(desk: Desk, message: DigestMessage, turns: Sequence[Turn], *, above: int) -> None:
    """Once what updates the message has gone through: then it is known where the message stands."""
    facts = {"message": message.id, "turns": [list(turn) for turn in turns]}
    key = f"{TURNED}:{message.id}:{desk.now.isoformat()}"
    outbox.put(desk.tx, Note(TURNED, message.channel, key, facts, after_id=above))


def turned(desk: Desk, facts: Facts, _reader: Person | None) -> Sequence[Message]:
    """What turned to or from red, a line each, under the week's message."""
    message = digest_messages.get(desk.tx, facts["message"])
    place = digest_places.get(desk.tx, message.place_id) if message else None
    told = turning.told(desk, [Turn(*turn) for turn in facts["turns"]])
    if place is None or not told:
        return ()
    said = turned_message(told, places.texts_of(desk, place))
    return ({**said, CONFIRMED: places.confirmed(place, message.channel if message else None)},)
