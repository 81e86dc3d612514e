"""The Web API methods that post, change and point to messages, and what a response_url takes."""

from dataclasses import replace

from bot.sandbox.arguments import flag, needed, text
from bot.sandbox.limits import check_blocks
from bot.sandbox.messages import Message
from bot.sandbox.payloads import message_object
from bot.sandbox.people import Channel
from bot.sandbox.records import Place, Records
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json, Problem
from bot.sandbox.triggers import use_reply_address
from bot.sandbox.values import completed

MOST_TEXT = 40_000  # Slack cuts a longer text off without a word
MOST_UPDATED_TEXT = 4_000
KEPT = ("unfurl_links", "unfurl_media", "reply_broadcast", "metadata", "mrkdwn")


def post_message(records: Records, arguments: Json) -> Json:
    """chat.postMessage; a user's id as channel opens the direct messages with the bot."""
    place = writable(records, needed(arguments, "channel"))
    drafted = _drafted(records, place, arguments)
    refuse_kinds(records, drafted.blocks)
    message = records.messages.put(drafted)
    described = message_object(message, records.identity)
    return {"channel": place.id, "ts": message.ts, "message": described}


def post_ephemeral(records: Records, arguments: Json) -> Json:
    """chat.postEphemeral. Refused also: user_not_in_channel, msg_too_long."""
    place = writable(records, needed(arguments, "channel"))
    user_id = needed(arguments, "user")
    if user_id not in records.users:
        raise Refused("user_not_in_channel")
    if len(text(arguments, "text")) > MOST_TEXT:
        raise Refused("msg_too_long")
    message = replace(_drafted(records, place, arguments), ephemeral_to=user_id)
    return {"message_ts": records.messages.put(message).ts}


def update_message(records: Records, arguments: Json) -> Json:
    """chat.update: text without blocks takes the old blocks away. The channel is C… or D…, never U…."""
    place = records.place(needed(arguments, "channel"))
    message = records.message(place.id, needed(arguments, "ts"))
    if message.ephemeral_to is not None:
        raise Refused("message_not_found")
    if message.user != records.identity.bot_user_id:
        raise Refused("cant_update_message")
    if place.channel is not None and place.channel.is_archived:
        raise Refused("is_inactive")
    if len(text(arguments, "text")) > MOST_UPDATED_TEXT:
        raise Refused("msg_too_long")
    if (
        records.edits_for is not None
        and records.clock().timestamp() - float(message.ts) > records.edits_for.total_seconds()
    ):
        raise Refused("edit_window_closed")
    refuse_kinds(records, arguments.get("blocks") or [])
    changed = _rewritten(records, message, arguments)
    described = message_object(changed, records.identity)
    return {"channel": place.id, "ts": changed.ts, "text": changed.text, "message": described}


def delete_message(records: Records, arguments: Json) -> Json:
    """chat.delete, of the bot's own. Refused: message_not_found, cant_delete_message."""
    place = records.place(needed(arguments, "channel"))
    message = records.message(place.id, needed(arguments, "ts"))
    if message.user != records.identity.bot_user_id:
        raise Refused("cant_delete_message")
    records.messages.remove(message)
    return {"channel": place.id, "ts": message.ts}


def refuse_kinds(records: Records, blocks: list[Json]) -> None:
    """Refuse blocks of kinds that the workspace hasn't got yet: invalid_blocks, with where they stand."""
    problems = [
        Problem(f"/blocks/{number}/type", f"unsupported type: {block['type']}")
        for number, block in enumerate(blocks)
        if block["type"] in records.refused_blocks
    ]
    if problems:
        raise Refused("invalid_blocks", problems)


def get_permalink(records: Records, arguments: Json) -> Json:
    """chat.getPermalink. What the bot cannot see is not there."""
    place = records.place(needed(arguments, "channel"))
    if place.channel is not None and place.channel.is_private and not place.channel.bot_is_member:
        raise Refused("channel_not_found")
    message = records.message(place.id, needed(arguments, "message_ts"))
    link = f"{records.base_url}/archives/{place.id}/p{message.ts.replace('.', '')}"
    inside = message.thread_ts if message.thread_ts != message.ts else None
    return {"channel": place.id, "permalink": f"{link}?thread_ts={inside}&cid={place.id}" if inside else link}


def respond(records: Records, name: str, arguments: Json) -> None:
    """A POST to a response_url: a new message (for the person alone unless in_channel), or the old one
    replaced or deleted. Refused: expired_url, used_url, and what a message is refused for."""
    key = use_reply_address(records.replies, name)
    place = records.place(key.channel)
    original = records.messages.get(key.channel, key.message_ts)
    if original is not None and flag(arguments, "delete_original"):
        records.messages.remove(original)
    elif original is not None and flag(arguments, "replace_original"):
        _rewritten(records, original, arguments)
    else:
        to = None if arguments.get("response_type") == "in_channel" else key.user_id
        records.messages.put(replace(_drafted(records, place, arguments), ephemeral_to=to))


def writable(records: Records, channel_id: str) -> Place:
    """Where a message may go; a user's id is their direct messages. Refused as chat.postMessage is."""
    user = records.users.get(channel_id)
    if user is not None:
        if user.deleted:
            raise Refused("channel_not_found")
        return records.place(records.dm_of(user.id))
    place = records.place(channel_id)
    if place.channel is not None:
        _refuse_closed(place.channel, records.identity.scopes)
    return place


def _refuse_closed(channel: Channel, scopes: tuple[str, ...]) -> None:
    if channel.is_private and not channel.bot_is_member:
        raise Refused("channel_not_found")
    if channel.is_archived:
        raise Refused("is_archived")
    if not channel.bot_is_member and "chat:write.public" not in scopes:
        raise Refused("not_in_channel")


def _drafted(records: Records, place: Place, arguments: Json) -> Message:
    said, blocks = _content(arguments)
    return Message(
        ts=records.messages.next_ts(),
        channel=place.id,
        user=records.identity.bot_user_id,
        text=said[:MOST_TEXT],
        blocks=blocks,
        thread_ts=thread_of(records, place, text(arguments, "thread_ts")),
        mrkdwn=flag(arguments, "mrkdwn", default=True),
        raw={name: arguments[name] for name in KEPT if name in arguments},
    )


def _content(arguments: Json) -> tuple[str, list[Json]]:
    said, given = text(arguments, "text"), arguments.get("blocks")
    if not said and not given:
        raise Refused("no_text")
    return said, completed(check_blocks(given)) if given else []


def _rewritten(records: Records, message: Message, arguments: Json) -> Message:
    said, blocks = _content(arguments)
    told = {name: arguments[name] for name in KEPT if name in arguments}
    return records.messages.change(
        message,
        text=said if "text" in arguments else message.text,
        blocks=blocks,
        mrkdwn=flag(arguments, "mrkdwn", default=message.mrkdwn),
        raw={**message.raw, **told},
    )


def thread_of(records: Records, place: Place, thread_ts: str) -> str | None:
    """The message under which another one stands. Refused: thread_not_found."""
    if not thread_ts:
        return None
    parent = records.messages.get(place.id, thread_ts)
    if parent is None:
        raise Refused("thread_not_found")
    return parent.thread_ts or parent.ts
