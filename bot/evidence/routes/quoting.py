"""What a message in Slack says and who wrote it, dug out of a message shortcut's payload."""

from bot.evidence.routes.message_text import text_of
from bot.evidence.usecases.quoted import Quoted
from bot.kit.act import Body, typed
from bot.kit.blocks import cut
from bot.kit.desk import Desk
from bot.kit.fields import MOST_NOTE
from bot.kit.refusal import Refusal
from storage import people

# A conversation that isn't open to everybody has one of these names in a payload, or begins so.
CLOSED = {"", "directmessage", "privategroup"}
GROUP = "mpdm-"
MOST_NAME = 200
MOST_ID = 50


def quoted_of(desk: Desk, message: Body) -> Quoted:
    """The message of a shortcut: its words as people read them. Refuses what is no message."""
    channel = message.get("channel") or {}
    user = cut(str(message.get("user") or ""), MOST_ID).strip()
    try:
        return Quoted(
            channel=str(channel.get("id") or ""),
            ts=str(message.get("ts") or ""),
            user=user,
            author=_author(desk, message, user),
            text=_words(desk, message),
            is_open=_is_open(channel),
        )
    except ValueError as error:
        raise Refusal("no_message") from error


def _is_open(channel: Body) -> bool:
    """Only a public channel tells its name; where we cannot tell, it isn't open."""
    name = str(channel.get("name") or "")
    return str(channel.get("id") or "").startswith("C") and name not in CLOSED and not name.startswith(GROUP)


def _author(desk: Desk, message: Body, user: str) -> str:
    """The name of whoever wrote it: from the company's list, else as the payload has it; "" when neither says."""
    person = people.by_slack(desk.tx, user) if user else None
    profile = message.get("user_profile") or message.get("bot_profile") or {}
    told = profile.get("real_name") or profile.get("name") or message.get("username") or ""
    return cut(typed(person.name if person else told), MOST_NAME).strip()


def _words(desk: Desk, message: Body) -> str:
    """What it says, cut to what a form holds; "" when there is nothing to read in it."""

    def name_of(slack_id: str) -> str | None:
        person = people.by_slack(desk.tx, slack_id)
        return person.name if person else None

    text = text_of(message, name_of, zone=desk.settings.timezone)
    return cut(text, MOST_NOTE) if any(character.isalnum() for character in text) else ""
