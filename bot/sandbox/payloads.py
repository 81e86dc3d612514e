"""The shapes in which Slack describes people, channels, messages and what somebody did."""

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.messages import Message
from bot.sandbox.people import Channel, Identity, User
from bot.sandbox.records import Place, Records
from bot.sandbox.rules import Json


def user_object(user: User, identity: Identity, *, now: datetime, with_locale: bool = False) -> Json:
    """A user as users.info gives it; the e-mail only with its scope, the locale only when asked for."""
    profile: Json = {"real_name": user.name, "display_name": user.handle, "team": team_of(user, identity)}
    if "users:read.email" in identity.scopes and not user.is_bot:
        profile["email"] = user.email
    described: Json = {
        "id": user.id,
        "team_id": team_of(user, identity),
        "name": user.handle,
        "deleted": user.deleted,
        "profile": profile,
        "is_bot": user.is_bot,
        "is_stranger": user.is_stranger,
        "updated": user.updated,
    }
    if user.deleted:
        return described
    more: Json = {"locale": user.locale or None} if with_locale else {}
    if user.enterprise_id:
        more = {**more, "enterprise_user": _in_organisation(user, identity)}
    return {**described, **_living(user, now), **more}


def team_of(user: User, identity: Identity) -> str:
    """The team that somebody is of: this workspace, unless they come from elsewhere."""
    return user.team_id or ("T0ELSEWHERE" if user.is_stranger else identity.team_id)


def _in_organisation(user: User, identity: Identity) -> Json:
    return {
        "id": f"W{user.id}",
        "enterprise_id": user.enterprise_id,
        "enterprise_name": "Organisation",
        "is_admin": user.owns_organisation,
        "is_owner": user.owns_organisation,
        "teams": [team_of(user, identity)],
    }


def _living(user: User, now: datetime) -> Json:
    offset = now.astimezone(ZoneInfo(user.tz)).utcoffset() if user.tz and user.tz_offset is None else None
    return {
        "real_name": user.name,
        "tz": user.tz or None,
        "tz_label": user.tz,
        "tz_offset": user.tz_offset if offset is None else int(offset.total_seconds()),
        "is_admin": user.is_admin or user.is_owner,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted or user.is_ultra_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_app_user": False,
    }


def bot_users(identity: Identity) -> list[User]:
    """The two members that every workspace with this app has; Slackbot does not call itself a bot."""
    bot = User(identity.bot_user_id, identity.bot_name, identity.bot_name.lower(), is_bot=True)
    return [User("USLACKBOT", "Slackbot", "slackbot"), bot]


def channel_object(channel: Channel) -> Json:
    """A channel as conversations.info gives it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": channel.is_pending_ext_shared,
        "is_shared": channel.is_ext_shared,
        "is_member": channel.bot_is_member,
    }


def message_object(message: Message, identity: Identity) -> Json:
    """A message as it stands in answers and in block_actions."""
    described: Json = {
        "type": "message",
        "user": message.user,
        "team": identity.team_id,
        "text": message.text,
        "ts": message.ts,
    }
    if message.user == identity.bot_user_id:
        described |= {"bot_id": identity.bot_id, "app_id": identity.app_id}
    if message.blocks:
        described["blocks"] = message.blocks
    if message.thread_ts:
        described["thread_ts"] = message.thread_ts
    return described


def interaction(records: Records, user_id: str, kind: str, *, with_trigger: bool = True) -> Json:
    """What every interactive payload holds: who, where, which app, and a fresh trigger id."""
    identity, user = records.identity, records.users[user_id]
    payload: Json = {
        "type": kind,
        "token": identity.verification_token,
        "api_app_id": identity.app_id,
        "team": {"id": identity.team_id, "domain": identity.team_domain},
        "user": {
            "id": user.id,
            "username": user.handle,
            "name": user.handle,
            "team_id": team_of(user, identity),
        },
        "enterprise": None,
        "is_enterprise_install": False,
    }
    return {**payload, "trigger_id": records.triggers.make(user_id)} if with_trigger else payload


def command_payload(records: Records, user_id: str, place: Place, *, command: str, text: str) -> Json:
    """The payload of a slash command."""
    identity = records.identity
    return {
        "token": identity.verification_token,
        "team_id": identity.team_id,
        "team_domain": identity.team_domain,
        "channel_id": place.id,
        "channel_name": told_name(place),
        "user_id": user_id,
        "user_name": records.users[user_id].handle,
        "command": command,
        "text": text,
        "api_app_id": identity.app_id,
        "is_enterprise_install": "false",
        "response_url": reply_address(records, user_id, place.id),
        "trigger_id": records.triggers.make(user_id),
    }


def told_name(place: Place) -> str:
    """A conversation's name as payloads tell it: that of a private channel stays untold."""
    return "privategroup" if place.channel is not None and place.channel.is_private else place.name


def message_action(records: Records, user_id: str, callback_id: str, message: Message) -> Json:
    """The payload of a message shortcut."""
    return {
        **interaction(records, user_id, "message_action"),
        "callback_id": callback_id,
        "action_ts": records.messages.next_ts(),
        "message_ts": message.ts,
        "channel": {"id": message.channel, "name": told_name(records.place(message.channel))},
        "message": message_object(message, records.identity),
        "response_url": reply_address(records, user_id, message.channel, message.ts),
    }


def reply_address(records: Records, user_id: str, channel: str, message_ts: str = "") -> str:
    """A fresh response_url for this person and place."""
    return (
        f"{records.base_url}/response/{records.replies.make(user_id, channel=channel, message_ts=message_ts)}"
    )


def event_payload(records: Records, event: Json) -> Json:
    """The outer payload of an event."""
    identity, now = records.identity, records.clock()
    return {
        "token": identity.verification_token,
        "team_id": identity.team_id,
        "api_app_id": identity.app_id,
        "event": {**event, "event_ts": f"{now.timestamp():.6f}"},
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(now.timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": identity.team_id,
                "user_id": identity.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
