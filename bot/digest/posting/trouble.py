"""Where a digest can't be posted: whoever set the channel hears of it, once for each time it happens."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.digest.posting.digest import DIGEST
from bot.digest.posting.looking import TURNED
from bot.digest.views.places import not_posted_message
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell_address
from bot.kit.scopes import SHARED
from flows.company.people import Person, Role
from flows.facts import NotSent
from storage import digest_messages, digest_places, outbox, people
from storage.digest_places import Place

NOT_POSTED = "not_posted"
ARCHIVED = "is_archived"
# What an event says of a channel, by the name that Slack would give to a post there.
LOST = {
    "channel_archive": ARCHIVED,
    "group_archive": ARCHIVED,
    "channel_left": "not_in_channel",
    "group_left": "channel_not_found",
    "channel_deleted": "channel_not_found",
    "group_deleted": "channel_not_found",
}
BACK = ("channel_unarchive", "group_unarchive")
SAME = {"is_inactive": ARCHIVED}  # of a message that stands in an archived channel


def tell_refused(desk: Desk, fact: NotSent) -> None:
    """Word that the digest is not in its channel, and why: to whoever set it, else the admins, and to whoever asked.

    A channel that another company reads gets none any more. The owner hears of the same thing once.
    """
    is_ours = fact.kind in {DIGEST, TURNED} and fact.is_refused
    row = outbox.by_key(desk.tx, fact.key) if is_ours else None
    if row is None:
        return
    error = SAME.get(fact.error, fact.error)
    owners = _lost(desk, row.address, error)
    if fact.asked_by and fact.asked_by not in owners:
        more = {"message": row.facts["message"]} if "message" in row.facts else {}
        tell_address(desk, fact.asked_by, NOT_POSTED, f"{fact.key}.{fact.asked_by}", error=error, **more)
    if error == SHARED:
        digest_places.close(desk.tx, row.address)


def channel_lost(desk: Desk, event: Mapping[str, Any]) -> None:
    """A channel was archived or deleted, or the bot is not in it any more."""
    _lost(desk, str(event.get("channel")), LOST[event["type"]])


def channel_back(desk: Desk, event: Mapping[str, Any]) -> None:
    """A channel is archived no more."""
    _homes(desk, digest_places.find_again(desk.tx, str(event.get("channel"))))


def _lost(desk: Desk, channel: str, error: str) -> set[str]:
    """Note it, and tell whom it concerns where it is news; gives who was told."""
    told: set[str] = set()
    lost = digest_places.lose(desk.tx, channel, error)
    for place in lost:
        for slack_id in sorted(_owners(desk, place)):
            occurrence = f"{place.id}.{error}.{desk.now.isoformat()}.{slack_id}"
            tell_address(desk, slack_id, NOT_POSTED, occurrence, error=error, place=place.id)
            told.add(slack_id)
    _homes(desk, lost)
    return told


def _owners(desk: Desk, place: Place) -> set[str]:
    if place.set_by:
        return {place.set_by}
    return {person.slack_id for person in people.with_role(desk.tx, Role.ADMIN) if person.slack_id}


def _homes(desk: Desk, found: Iterable[Place]) -> None:
    owners = {slack_id for place in found for slack_id in _owners(desk, place)}
    who = [person.id for slack_id in owners if (person := people.by_slack(desk.tx, slack_id))]
    if who:
        outbox.ask_homes(desk.tx, who)


def not_posted(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """That the digest is not in its channel, and why; whose it is where it is a team's."""
    message = digest_messages.get(desk.tx, facts["message"]) if "message" in facts else None
    place_id = message.place_id if message else facts.get("place")
    place = digest_places.get(desk.tx, place_id) if place_id else None
    leader = people.by_id(desk.tx, place.team_id) if place and place.team_id else None
    return (not_posted_message(facts["error"], leader, desk.texts(reader)),)
