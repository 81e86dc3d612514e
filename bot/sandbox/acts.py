"""What a person does outside a form: a command, a shortcut, opening Home, touching a button or a menu."""

from dataclasses import replace

from bot.sandbox.limits import check_blocks
from bot.sandbox.line import Line, NotAcknowledged
from bot.sandbox.messages import Message
from bot.sandbox.payloads import command_payload, event_payload, interaction, message_action, user_object
from bot.sandbox.records import Place, Records
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json
from bot.sandbox.surfaces import Touch, touch_payload
from bot.sandbox.values import completed

TROUBLE = "We had some trouble connecting. Try again?"
TIMED_OUT = "{command} failed with the error “operation_timeout”."
NOT_SENT = "{command} failed with the error “dispatch_failed”."
NOT_RESPONDING = "This app is not responding. Try again?"
NO_SUCH_COMMAND = "{command} is not a valid command."


def ask(records: Records, line: Line, user_id: str, payload: Json, *, notice: str) -> Json | None:
    """Delivers an interaction; without an acknowledgement the person gets `notice` and the answer is None."""
    with records.change():
        records.notices.pop(user_id, None)
    try:
        return line.deliver("interactive", payload)
    except NotAcknowledged:
        with records.change():
            records.notices[user_id] = notice
        return None


def command(records: Records, line: Line, user_id: str, channel_id: str, text: str) -> None:
    """Somebody types `text` in a channel, with or without the slash command in front."""
    ours = records.identity.command
    word, _, rest = text.partition(" ") if text.startswith("/") else (ours, "", text)
    with records.change():
        records.notices.pop(user_id, None)
        if word != ours:
            records.notices[user_id] = NO_SUCH_COMMAND.format(command=word)
            return
        place = records.place(channel_id)
        payload = command_payload(records, user_id, place, command=word, text=rest.strip())
    try:
        answer = line.deliver("slash_commands", payload)
    except NotAcknowledged as missed:
        with records.change():
            notice = TIMED_OUT if missed.connected else NOT_SENT
            records.notices[user_id] = notice.format(command=word)
        return
    with records.change():
        _show_answer(records, user_id, place, answer)


def _show_answer(records: Records, user_id: str, place: Place, answer: Json) -> None:
    text, blocks = answer.get("text", ""), answer.get("blocks") or []
    if not text and not blocks:
        return
    try:
        shown = completed(check_blocks(blocks)) if blocks else []
    except Refused as refused:
        records.note("acknowledgement", answer, refused.answer())
        records.notices[user_id] = TIMED_OUT.format(command=records.identity.command)
        return
    ts = records.messages.next_ts()
    to = None if answer.get("response_type") == "in_channel" else user_id
    message = Message(ts, place.id, records.identity.bot_user_id, text, shown, ephemeral_to=to, raw=answer)
    records.messages.put(replace(message, mrkdwn=answer.get("mrkdwn", True)))


def shortcut(records: Records, line: Line, user_id: str, callback_id: str) -> None:
    """Somebody picks a global shortcut."""
    with records.change():
        more = {"callback_id": callback_id, "action_ts": records.messages.next_ts()}
        payload = {**interaction(records, user_id, "shortcut"), **more}
    ask(records, line, user_id, payload, notice=NOT_RESPONDING)


def use_message(records: Records, line: Line, user_id: str, callback_id: str, where: tuple[str, str]) -> None:
    """Somebody picks a message shortcut on the message at `where` (channel, ts). Raises Refused without one."""
    with records.change():
        payload = message_action(records, user_id, callback_id, records.message(*where))
    ask(records, line, user_id, payload, notice=NOT_RESPONDING)


def post(records: Records, user_id: str, channel_id: str, text: str, *, thread_ts: str | None = None) -> str:
    """Somebody writes a message; returns its ts."""
    with records.change():
        ts = records.messages.next_ts()
        return records.messages.put(Message(ts, channel_id, user_id, text, thread_ts=thread_ts)).ts


def open_home(records: Records, line: Line, user_id: str) -> None:
    """Somebody opens the app's Home; the bot hears of it by an event."""
    with records.change():
        records.notices.pop(user_id, None)
        event: Json = {
            "type": "app_home_opened",
            "user": user_id,
            "channel": records.dm_of(user_id),
            "tab": "home",
        }
        home = records.views.homes.get(user_id)
        payload = event_payload(records, {**event, "view": home} if home else event)
    line.tell(payload)


def change_user(records: Records, line: Line, user_id: str, changes: Json) -> None:
    """Somebody's profile changes (fields of User); the bot hears of it by an event."""
    with records.change():
        user = replace(records.users[user_id], updated=int(records.clock().timestamp()), **changes)
        records.users[user_id] = user
        described = user_object(user, records.identity, now=records.clock(), with_locale=True)
        payload = event_payload(records, {"type": "user_change", "user": described, "cache_ts": 0})
    line.tell(payload)


def change_channel(records: Records, line: Line, channel_id: str, changes: Json) -> None:
    """A channel changes (fields of Channel); the bot hears of it where it is archived, or is left by the bot."""
    with records.change():
        before = records.channels[channel_id]
        after = records.channels[channel_id] = replace(before, **changes)
        kind = "group" if before.is_private else "channel"
        said = []
        if before.is_archived != after.is_archived:
            said.append(f"{kind}_archive" if after.is_archived else f"{kind}_unarchive")
        if before.bot_is_member and not after.bot_is_member:
            said.append(f"{kind}_left")
        payloads = [event_payload(records, {"type": name, "channel": channel_id}) for name in said]
    for payload in payloads:
        line.tell(payload)


def delete_channel(records: Records, line: Line, channel_id: str) -> None:
    """A channel is deleted, with all that stands in it; the bot hears of it where it was in it."""
    with records.change():
        channel = records.channels.pop(channel_id)
        for message in records.messages.of(channel_id):
            records.messages.remove(message)
        kind = "group" if channel.is_private else "channel"
        payload = event_payload(records, {"type": f"{kind}_deleted", "channel": channel_id})
    if channel.bot_is_member:
        line.tell(payload)


def click(records: Records, line: Line, user_id: str, touch: Touch) -> None:
    """Somebody touches a button or a menu. Raises LookupError when it is not there, ValueError or TypeError
    when it does not offer the value."""
    with records.change():
        about = interaction(records, user_id, "block_actions")
        payload = {**about, **touch_payload(records, user_id, touch)}
    ask(records, line, user_id, payload, notice=NOT_RESPONDING)
