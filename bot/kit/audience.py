"""Who reads what goes to a channel: the company itself, whatever has become of the channel since it was chosen."""

import logging
from collections.abc import Collection, Iterator
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.kit.scopes import GUESTS, SHARED, UNSEEN
from bot.kit.slack import TROUBLE, Withheld, error_of, explained, lacks

log = logging.getLogger(__name__)

CHANNEL = ("C", "G")  # how Slack's ids of channels begin
OUTSIDERS = ("is_ext_shared", "is_pending_ext_shared")
PAGE = 1000  # members; as many as Slack gives at a time


def check(client: WebClient, address: str, guests: Collection[str] = (), *, allowed: str = "") -> None:
    """Ask Slack whether another company reads this channel, or is asked to; nothing for what is no channel.

    Also whether any of these `guests` (Slack ids) are in it. Raises Withheld where it is so (unless it is `allowed`:
    another company may read what guests may), and where we may not ask; while Slack doesn't say, what Slack answered,
    or URLError, as nothing was posted yet.
    """
    if not address.startswith(CHANNEL) or allowed == SHARED:
        return
    try:
        outsiders = _outsiders(client, address, () if allowed else guests)
    except SlackApiError as error:
        if lacks(error):
            log.warning("Nobody can say who reads %s: %s", address, explained(error))
            raise Withheld(UNSEEN) from error
        raise
    except TROUBLE as error:
        raise URLError(error_of(error)) from error
    if outsiders:
        raise Withheld(outsiders)


def _outsiders(client: WebClient, address: str, guests: Collection[str]) -> str | None:
    """Who else reads it, by our name for them."""
    channel = client.conversations_info(channel=address)["channel"]
    if any(channel.get(flag) for flag in OUTSIDERS):
        return SHARED
    is_read = guests and any(member in guests for member in _members(client, address))
    return GUESTS if is_read else None


def _members(client: WebClient, channel: str) -> Iterator[str]:
    """The ids of all in a channel, as many pages as it takes."""
    cursor, more = "", True
    while more:
        answer = client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
        yield from answer["members"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        more = bool(cursor)
