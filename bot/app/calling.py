"""The one call to Slack that a letter of the outbox is."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app.letters import Letter
from bot.kit import audience
from bot.kit.blocks import FALLBACK
from bot.kit.outgoing import CONFIRMED
from bot.kit.slack import error_of
from storage.outbox import POSTS, Verb

GONE = {"message_not_found", "channel_not_found"}  # nothing is left to be deleted


def call(client: WebClient, letter: Letter) -> tuple[str | None, str | None]:
    """Make the call; gives channel and ts of the message. A Home stands nowhere, and what says nothing is not sent."""
    row, content = letter.row, letter.content
    if row.verb is Verb.DELETE:
        return _delete(client, letter)
    if content is None:
        return None, None
    if row.verb is Verb.PUBLISH:
        client.views_publish(user_id=row.address, view=dict(content))
        return None, None
    message = {
        "text": _escaped(content["text"]),
        "blocks": content[FALLBACK] if letter.plain and FALLBACK in content else content["blocks"],
    }
    if row.verb in POSTS or CONFIRMED in content:
        audience.check(client, row.address, letter.guests, allowed=content.get(CONFIRMED, ""))
    if row.verb is Verb.UPDATE and letter.above:
        client.chat_update(channel=letter.above.channel or "", ts=letter.above.ts or "", **message)
        return letter.above.channel, letter.above.ts
    answer = client.chat_postMessage(
        channel=_channel(client, row.address),
        thread_ts=letter.thread,
        mrkdwn=False,
        unfurl_links=False,
        unfurl_media=False,
        **message,
    )
    return answer.get("channel"), answer.get("ts")


def _delete(client: WebClient, letter: Letter) -> tuple[None, None]:
    try:
        if letter.above:
            client.chat_delete(channel=letter.above.channel or "", ts=letter.above.ts or "")
    except SlackApiError as error:
        if error_of(error) not in GONE:
            raise
    return None, None


def _channel(client: WebClient, address: str) -> str:
    """Where an address is: several people have a conversation of their own, which opens once."""
    if "," not in address:
        return address
    return str(client.conversations_open(users=address)["channel"]["id"])


def _escaped(text: str) -> str:
    """Slack's three control characters, so that nothing in a name becomes a mention or a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
