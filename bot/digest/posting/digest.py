"""The week's digest in a channel: posted at its moment, or for whoever asks; in a week it is one message."""

from collections.abc import Sequence
from dataclasses import replace

from bot.digest.usecases import digests, places
from bot.digest.usecases.digests import Digest
from bot.digest.views.beside import beside
from bot.digest.views.digest import messages
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import CONFIRMED, Facts
from flows.company.people import Person, Role
from flows.facts import DigestTaken
from flows.rhythm.cadence import working_moment
from storage import digest_messages, digest_places, outbox, people
from storage import digests as taken_digests
from storage.digest_messages import DigestMessage
from storage.digest_places import Place
from storage.outbox import Note, State, Verb

DIGEST = "digest"


def weekly_digest(desk: Desk) -> bool:
    """Post a digest whose moment has come, and plan the next one; whether there may be others.

    A late one waits for working hours, and does not come where somebody has asked for it meanwhile; one that a wrong
    clock has planned too far ahead is planned anew.
    """
    place = digest_places.hold_due(desk.tx)
    if place is None or place.due_at is None:
        return False
    moment = working_moment(places.zone_of(desk, place), planned=place.due_at, now=desk.now)
    if place.due_at <= desk.now < moment:
        digest_places.plan(desk.tx, place.id, moment)
        return True
    if place.due_at <= desk.now and _has_readers(desk, place) and not this_weeks(desk, place):
        _take(desk, place, key=f"{DIGEST}:{place.id}:{place.due_at}")
    digest_places.plan(desk.tx, place.id, places.next_due(desk, place))
    return True


def _has_readers(desk: Desk, place: Place) -> bool:
    """Whether it has a channel, and its team anybody in it."""
    team = people.team_of(desk.tx, place.team_id) if place.team_id else None
    return bool(place.channel) and (team is None or any(each.role is not Role.NONE for each in team))


def post_digest(desk: Desk, person: Person, *, key: str) -> bool:
    """Post the digest for somebody who may; False when no channel is set. The same key posts once.

    They are told when Slack refuses it.
    """
    place = places.place_for(desk, person)
    if place is None:
        return False
    if not outbox.has(desk.tx, key):
        _take(desk, place, key=key, asked_by=person.slack_id or "")
    return True


def _take(desk: Desk, place: Place, *, key: str, asked_by: str = "") -> None:
    digests.take(desk, channel=place.channel or "", key=key, team=place.team_id, asked_by=asked_by)


def post(desk: Desk, fact: DigestTaken) -> None:
    """The message for the channel: a new one each week, else in the place of this week's."""
    place = digest_places.of(desk.tx, fact.team)
    if place is None:
        facts = {"digest": fact.digest_id, "asked_by": fact.asked_by}
        outbox.put(desk.tx, Note(DIGEST, fact.channel, fact.key, facts))
        return
    red, look_at = digests.red(desk, fact.team), places.next_look(desk, place)
    standing = this_weeks(desk, place)
    if standing:
        digest_messages.take_up(desk.tx, standing.id, fact.digest_id, red=red, look_at=look_at)
        update(desk, standing, key=fact.key, digest=fact.digest_id, asked_by=fact.asked_by)
        return
    message_id = digest_messages.begin(
        desk.tx.at(taken_digests.taken_at(desk.tx, fact.digest_id)),
        place.id,
        channel=fact.channel,
        digest_id=fact.digest_id,
        red=red,
        look_at=look_at,
    )
    facts = {"digest": fact.digest_id, "message": message_id, "asked_by": fact.asked_by}
    outbox.put(desk.tx, Note(DIGEST, fact.channel, fact.key, facts))
    if row := outbox.by_key(desk.tx, fact.key):
        digest_messages.stand(desk.tx, message_id, row.id)


def this_weeks(desk: Desk, place: Place) -> DigestMessage | None:
    """This week's message where it stands in the place's channel, or is on its way there."""
    message = digest_messages.newest(desk.tx, place.id)
    if (
        message is None
        or message.channel != place.channel
        or not places.is_of_this_week(desk, place, message.began_at)
    ):
        return None
    row = outbox.get(desk.tx, message.row_id)
    return message if row and row.state not in {State.FAILED, State.UNKNOWN} else None


def update(desk: Desk, message: DigestMessage, *, key: str, digest: int, asked_by: str = "") -> int:
    """Have a message say what is kept of it by now; gives the row that does so, where it stands afterwards."""
    facts = {"digest": digest, "message": message.id, "asked_by": asked_by}
    outbox.put(desk.tx, Note(DIGEST, message.channel, key, facts, Verb.UPDATE, after_id=message.row_id))
    row = outbox.by_key(desk.tx, key)
    return row.id if row else message.row_id


def digest(desk: Desk, facts: Facts, _reader: Person | None) -> Sequence[Message]:
    """The figures in the channel, in its own language, and a list for each colour under them.

    What updates a message says the newest that is kept of it, with the figures beside that it began with.
    """
    message = digest_messages.get(desk.tx, facts["message"]) if "message" in facts else None
    place = digest_places.get(desk.tx, message.place_id) if message else None
    t = places.texts_of(desk, place)
    amounts = place is None or place.amounts
    found = replace(_found(desk, facts["digest"], message), amounts=amounts)
    said = messages(found, t)
    if message and (message.today or message.first_id != facts["digest"]):
        first = replace(digests.taken(desk, message.first_id), amounts=amounts)
        if first.figures.taken_at != found.figures.taken_at:
            said[0] = beside(said[0], first, found, t)
    confirmed = places.confirmed(place, message.channel if message else None)
    return [{**each, CONFIRMED: confirmed} for each in said]


def _found(desk: Desk, digest_id: int, message: DigestMessage | None) -> Digest:
    if message and message.digest_id == digest_id and message.today:
        return digests.read(desk, message.today)
    return digests.taken(desk, digest_id)
