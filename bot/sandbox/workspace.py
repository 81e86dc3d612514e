"""The sandbox's workspace: what stands in it, and what its people can do."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bot.sandbox import acts, api_files, form_acts
from bot.sandbox.clock import Clock
from bot.sandbox.faults import Faults
from bot.sandbox.files import File, new_file
from bot.sandbox.line import Line
from bot.sandbox.messages import Message
from bot.sandbox.people import Channel, Identity, User
from bot.sandbox.pickers import known
from bot.sandbox.records import Call, Records
from bot.sandbox.rules import Json, copied
from bot.sandbox.socket_mode import Connections
from bot.sandbox.surfaces import Touch
from bot.sandbox.triggers import Timer

T = TypeVar("T")


class Workspace:
    """A Slack workspace with one app installed. Safe to use from any thread that may wait."""

    def __init__(
        self,
        users: Iterable[User] = (),
        channels: Iterable[Channel] = (),
        *,
        identity: Identity | None = None,
        clock: Clock | None = None,
        timer: Timer = time.monotonic,
        line: Line | None = None,
    ) -> None:
        """`clock` is workspace time, `timer` (seconds) ages trigger ids, `line` sets how long Slack waits."""
        self.clock = clock or Clock()
        installed = identity or Identity()
        self.records = Records(users, channels, identity=installed, clock=self.clock, timer=timer)
        self.line = line or Line()
        self.connections = Connections(self.records, self.line)
        self.faults = Faults()
        self.is_shut = False

    # What stands in the workspace

    @property
    def identity(self) -> Identity:
        """What the workspace and the app are called, and which scopes the app has."""
        return self.records.identity

    @property
    def users(self) -> dict[str, User]:
        """The people, by id; the bot and Slackbot are not among them."""
        return self.records.users

    @property
    def channels(self) -> dict[str, Channel]:
        """The channels, by id."""
        return self.records.channels

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self.identity.team_id

    @property
    def bot_user_id(self) -> str:
        """The bot's own user id."""
        return self.identity.bot_user_id

    @property
    def calls(self) -> list[Call]:
        """Every Web API call so far, oldest first."""
        return list(self.records.calls)

    @property
    def refused(self) -> list[Call]:
        """What Slack refused: calls, and what came in an "acknowledgement"."""
        return list(self.records.refused)

    def messages(self, channel_id: str, thread_ts: str | None = None) -> list[Message]:
        """What stands in a channel or in direct messages, oldest first; with `thread_ts` that thread, parent
        first. Ephemeral messages are among them."""
        with self.records.reading():
            everything = self.records.messages.of(channel_id)
        if thread_ts is not None:
            return [message for message in everything if thread_ts in {message.ts, message.thread_ts}]
        return [message for message in everything if _in_channel(message)]

    def dm_of(self, user_id: str) -> str:
        """The id of somebody's direct messages with the bot."""
        return self.records.dm_of(user_id)

    def home(self, user_id: str) -> Json | None:
        """Somebody's Home as last published, None before the first time."""
        with self.records.reading():
            return copied(self.records.views.homes.get(user_id))

    def modal(self, user_id: str) -> Json | None:
        """The modal that somebody sees, with what is filled in under state.values; None when none is open."""
        with self.records.reading():
            return copied(self.records.views.top(user_id))

    def modal_errors(self, user_id: str) -> dict[str, str]:
        """What the last submission was refused with, by block_id."""
        return dict(self.records.errors.get(user_id, {}))

    def notice(self, user_id: str) -> str | None:
        """What Slack itself tells the person about their last act; None when all went well."""
        return self.records.notices.get(user_id)

    def picker(self, element: Json) -> dict[str, str]:
        """The ids and names that a people or conversation picker offers."""
        with self.records.reading():
            return known(self.records, element)

    def subscribe(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Calls `listener` after every change, from whatever thread; the returned function ends that."""
        return self.records.subscribe(listener)

    def wait_for(self, happened: Callable[[], T], *, seconds: float = 5) -> T:
        """The first true value of `happened`, looked at after every change; TimeoutError after `seconds`."""
        return self.records.wait_for(happened, seconds=seconds)

    # The way to the bot

    def connect(self, handler: Callable[[Json], Json | None]) -> Callable[[], None]:
        """Delivers to `handler` in this process (see Line.connect); the returned function disconnects it."""
        return self.line.connect(handler)

    def deliver(self, envelope_type: str, payload: Json) -> Json:
        """Sends any payload and returns the acknowledgement's. Raises NotAcknowledged. Nothing changes."""
        return self.line.deliver(envelope_type, copied(payload))

    def touch(self) -> None:
        """Has listeners look again, for what changed beside the workspace."""
        with self.records.change():
            pass

    def shut(self) -> None:
        """Ends what waits in the background, and tells listeners (see `is_shut`); `serve` does it at its end."""
        with self.records.change():
            self.is_shut = True
        self.line.close()

    # What people do

    def command(self, user_id: str, channel_id: str, text: str) -> None:
        """Types the slash command; `text` with or without the command's name in front."""
        acts.command(self.records, self.line, user_id, channel_id, text)

    def shortcut(self, user_id: str, callback_id: str) -> None:
        """Picks a global shortcut."""
        acts.shortcut(self.records, self.line, user_id, callback_id)

    def use_message(self, user_id: str, callback_id: str, channel_id: str, ts: str) -> None:
        """Picks a message shortcut."""
        acts.use_message(self.records, self.line, user_id, callback_id, (channel_id, ts))

    def post(self, user_id: str, channel_id: str, text: str, *, thread_ts: str | None = None) -> str:
        """Writes a message; returns its ts. The bot hears nothing of it."""
        return acts.post(self.records, user_id, channel_id, text, thread_ts=thread_ts)

    def open_home(self, user_id: str) -> None:
        """Opens the app's Home."""
        acts.open_home(self.records, self.line, user_id)

    def click(
        self,
        user_id: str,
        *,
        surface: str,
        action_id: str,
        block_id: str | None = None,
        value: str | list[str] | None = None,
        message_ts: str | None = None,
        channel: str | None = None,
    ) -> None:
        """Touches a button or a menu on "home", "modal" or "message"; see Touch."""
        touch = Touch(surface, action_id, block_id, value, message_ts, channel)
        acts.click(self.records, self.line, user_id, touch)

    def fill(self, user_id: str, block_id: str, action_id: str, value: str | list[str] | None) -> None:
        """Enters a value in the open modal: text, an option's value (a list for checkboxes), id, date, files' ids."""
        form_acts.fill(self.records, self.line, user_id, (block_id, action_id), value)

    def suggest(self, user_id: str, block_id: str, action_id: str, query: str) -> list[Json]:
        """Types into an external_select; returns the options that the bot suggests."""
        return form_acts.suggest(self.records, self.line, user_id, (block_id, action_id), query)

    def upload(self, user_id: str, name: str, data: bytes) -> str:
        """Uploads a file, as a field for files does when somebody chooses one; returns its id."""
        with self.records.change():
            file = new_file(user_id, name, data, now=self.clock())
            self.records.files[file.id] = file
        return file.id

    def shared_file(self, user_id: str, file_id: str) -> File | None:
        """A file of a message that this person can see; None for any other."""
        with self.records.reading():
            own = self.records.dm_of(user_id) if user_id in self.users else ""
            seen = {own, *(each.id for each in self.channels.values() if each.is_seen_by(user_id))}
            shared = (each for id_ in seen for each in self.records.messages.of(id_))
            return self.records.files[file_id] if any(file_id in each.files for each in shared) else None

    def delete_file(self, file_id: str) -> None:
        """Somebody deletes a file of theirs."""
        with self.records.change():
            api_files.delete(self.records, file_id)

    def submit(self, user_id: str) -> None:
        """Submits the open modal."""
        form_acts.submit(self.records, self.line, user_id)

    def close(self, user_id: str) -> None:
        """Closes the modal on top."""
        form_acts.close(self.records, self.line, user_id)

    def change_user(self, user_id: str, **changes: str | bool | int) -> None:
        """Changes somebody's profile (fields of User); the bot gets user_change."""
        acts.change_user(self.records, self.line, user_id, changes)

    def change_channel(self, channel_id: str, **changes: str | bool | tuple[str, ...]) -> None:
        """Changes a channel (fields of Channel): archives it, invites the bot (bot_is_member=True); as events tell."""
        acts.change_channel(self.records, self.line, channel_id, changes)

    def delete_channel(self, channel_id: str) -> None:
        """Deletes a channel with all that stands in it; the bot gets an event."""
        acts.delete_channel(self.records, self.line, channel_id)

    def delete_message(self, channel_id: str, ts: str) -> None:
        """Somebody who may deletes a message; the bot hears nothing of it."""
        with self.records.change():
            self.records.messages.remove(self.records.message(channel_id, ts))

    def refuse_blocks(self, *kinds: str) -> None:
        """From now on the workspace takes no blocks of these kinds, and of no others none."""
        with self.records.change():
            self.records.refused_blocks = frozenset(kinds)

    def allow_edits(self, *, for_: timedelta | None) -> None:
        """How long a message may be changed by whoever wrote it; None: always."""
        with self.records.change():
            self.records.edits_for = for_

    def reinstall(self, *scopes: str) -> None:
        """Installs the app anew, with these scopes and no others; its tokens stay."""
        with self.records.change():
            self.records.identity = replace(self.identity, scopes=scopes)


def _in_channel(message: Message) -> bool:
    return message.thread_ts in {None, message.ts} or bool(message.raw.get("reply_broadcast"))
