"""The Web API methods about the app itself, people and channels."""

from base64 import b64decode, b64encode
from typing import TypeVar

from bot.sandbox.arguments import flag, needed, text, whole
from bot.sandbox.payloads import bot_users, channel_object, user_object
from bot.sandbox.people import Channel, User
from bot.sandbox.records import Records
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json

T = TypeVar("T")


def auth_test(records: Records, _arguments: Json) -> Json:
    """Who the token belongs to."""
    identity = records.identity
    return {
        "url": f"{records.base_url}/",
        "team": identity.team_name,
        "user": identity.bot_name.lower(),
        "team_id": identity.team_id,
        "user_id": identity.bot_user_id,
        "bot_id": identity.bot_id,
        "enterprise_id": identity.enterprise_id or None,
        "is_enterprise_install": False,
    }


def connections_open(records: Records, _arguments: Json) -> Json:
    """An address for one Socket Mode connection."""
    ticket = records.tickets.make(records.identity.bot_user_id)
    address = records.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/socket?ticket={ticket}&app_id={records.identity.app_id}"}


def users_list(records: Records, arguments: Json) -> Json:
    """All members, the bot and Slackbot among them, in pages of `limit`."""
    everybody = [*records.users.values(), *bot_users(records.identity)]
    page, cursor = _page(everybody, arguments)
    members = [_described(records, user, arguments) for user in page]
    return {"members": members, "cache_ts": 0, "response_metadata": {"next_cursor": cursor}}


def users_info(records: Records, arguments: Json) -> Json:
    """One member. Refused: user_not_found."""
    wanted = text(arguments, "user")
    for user in [*records.users.values(), *bot_users(records.identity)]:
        if user.id == wanted:
            return {"user": _described(records, user, arguments)}
    raise Refused("user_not_found")


def users_lookup_by_email(records: Records, arguments: Json) -> Json:
    """The active member with an e-mail address; it tells no locale. Refused: users_not_found."""
    wanted = needed(arguments, "email").casefold()
    for user in records.users.values():
        if user.email.casefold() == wanted and not user.deleted:
            return {"user": _described(records, user, {})}
    raise Refused("users_not_found")


def _described(records: Records, user: User, arguments: Json) -> Json:
    with_locale = flag(arguments, "include_locale")
    return user_object(user, records.identity, now=records.clock(), with_locale=with_locale)


def conversations_info(records: Records, arguments: Json) -> Json:
    """One channel that the bot may see. Refused: channel_not_found, missing_scope (a private one has its own)."""
    channel = records.channels.get(needed(arguments, "channel"))
    if channel is None or (channel.is_private and not channel.bot_is_member):
        raise Refused("channel_not_found")
    if channel.is_private and "groups:read" not in records.identity.scopes:
        raise Refused("missing_scope", needed="groups:read", provided=",".join(records.identity.scopes))
    return {"channel": channel_object(channel)}


def conversations_members(records: Records, arguments: Json) -> Json:
    """The ids of all in a channel that the bot may see, in pages of `limit`. Refused as conversations.info."""
    conversations_info(records, arguments)
    channel = records.channels[needed(arguments, "channel")]
    page, cursor = _page(_in_channel(records, channel), arguments)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def _in_channel(records: Records, channel: Channel) -> list[str]:
    """Everybody, where nobody is named; guests are where they were asked to."""
    full = (user.id for user in records.users.values() if not (user.deleted or is_guest(user)))
    return [*(channel.members or full), *channel.guests, records.identity.bot_user_id]


def is_guest(user: User) -> bool:
    """Whether somebody is in no channel but those to which they were asked."""
    return user.is_restricted or user.is_ultra_restricted or user.is_stranger


def conversations_list(records: Records, arguments: Json) -> Json:
    """The channels that the bot may see, of the given types, in pages of `limit`."""
    kinds = (text(arguments, "types") or "public_channel").split(",")
    without_archived = flag(arguments, "exclude_archived")
    visible = [
        channel
        for channel in records.channels.values()
        if ("private_channel" if channel.is_private else "public_channel") in kinds
        and (channel.bot_is_member or not channel.is_private)
        and not (without_archived and channel.is_archived)
    ]
    page, cursor = _page(visible, arguments)
    channels = [channel_object(channel) for channel in page]
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


def conversations_open(records: Records, arguments: Json) -> Json:
    """The direct messages with one person, or a conversation with several, which opens once.

    Refused: user_not_found, user_disabled, missing_scope (one person and several have their own).
    """
    if text(arguments, "channel"):
        return {"channel": {"id": records.place(text(arguments, "channel")).id}}
    ids = text(arguments, "users").split(",")
    scope, scopes = "im:write" if len(ids) == 1 else "mpim:write", records.identity.scopes
    if scope not in scopes:
        raise Refused("missing_scope", needed=scope, provided=",".join(scopes))
    if not any(ids):
        raise Refused("users_list_not_supplied")
    for user_id in ids:
        user = records.users.get(user_id)
        if user is None:
            raise Refused("user_not_found")
        if user.deleted:
            raise Refused("user_disabled")
    return {"channel": {"id": records.dm_of(ids[0]) if len(ids) == 1 else records.group_of(ids)}}


def _page(everything: list[T], arguments: Json) -> tuple[list[T], str]:
    start = _start(text(arguments, "cursor"))
    end = start + (whole(arguments, "limit") or len(everything))
    more = end < len(everything)
    return everything[start:end], b64encode(f"next:{end}".encode()).decode() if more else ""


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = b64decode(cursor, validate=True).decode("ascii").partition(":")
    except ValueError:
        raise Refused("invalid_cursor") from None
    if word != "next" or not number.isdecimal():
        raise Refused("invalid_cursor")
    return int(number)
