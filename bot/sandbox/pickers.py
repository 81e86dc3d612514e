"""What the people and conversation pickers of the workspace offer."""

from bot.sandbox.people import Channel
from bot.sandbox.records import Records
from bot.sandbox.rules import Json


def known(records: Records, element: Json) -> dict[str, str]:
    """The ids that a users_select, channels_select or conversations_select offers, with their names.

    Archived channels and deactivated people are left out, and what the element's filter excludes.
    """
    if element["type"] == "users_select":
        return {user.id: user.name for user in records.users.values() if not user.deleted}
    wanted = element.get("filter", {})
    if element["type"] == "channels_select":
        wanted = {"include": ["public"]}
    return {channel.id: channel.name for channel in records.channels.values() if _passes(channel, wanted)}


def _passes(channel: Channel, wanted: Json) -> bool:
    kind = "private" if channel.is_private else "public"
    if channel.is_archived or kind not in wanted.get("include", [kind]):
        return False
    return not (wanted.get("exclude_external_shared_channels") and channel.is_ext_shared)
