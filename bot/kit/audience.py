"""Who reads what goes to a channel: the company itself, whatever has become of the channel since it was chosen."""

import logging
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.kit.scopes import SHARED, UNSEEN
from bot.kit.slack import TROUBLE, Withheld, error_of, explained, lacks

log = logging.getLogger(__name__)

CHANNEL = ("C", "G")  # how Slack's ids of channels begin
OUTSIDERS = ("is_ext_shared", "is_pending_ext_shared")


def check(client: WebClient, address: str) -> None:
    """Ask Slack whether another company reads this channel, or is asked to; nothing for what is no channel.

    Raises Withheld where one does, and where we may not ask; while Slack doesn't say, what Slack answered, or URLError,
    as nothing was posted yet.
    """
    if not address.startswith(CHANNEL):
        return
    try:
        channel = client.conversations_info(channel=address)["channel"]
    except SlackApiError as error:
        if lacks(error):
            log.warning("Nobody can say who reads %s: %s", address, explained(error))
            raise Withheld(UNSEEN) from error
        raise
    except TROUBLE as error:
        raise URLError(error_of(error)) from error
    if any(channel.get(flag) for flag in OUTSIDERS):
        raise Withheld(SHARED)
