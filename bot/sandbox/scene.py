"""One acting person in one place of the workspace: the ground on which everything on the page is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.fields import Block
from bot.sandbox.guide import Guide
from bot.sandbox.mrkdwn import Reader
from bot.sandbox.page_texts import Texts, dates_of, language_of, texts_for
from bot.sandbox.people import User
from bot.sandbox.render import Surface
from bot.sandbox.workspace import Workspace

HOME, DM = "home", "dm"


@dataclass(frozen=True)
class Scene:
    """`place` is "home", "dm" or a channel's id; `hints` say by e-mail what people are in their company.

    `guide` is what a newcomer may try, and hears what is done here.
    """

    workspace: Workspace
    me: User
    place: str
    hints: Mapping[str, str]
    guide: Guide = field(default_factory=Guide)

    @property
    def path(self) -> str:
        """Where this scene's page lies and its forms post to."""
        return f"/as/{self.me.id}/{self.place}"

    @property
    def channel_id(self) -> str | None:
        """The conversation of this place; None for Home."""
        return None if self.place == HOME else conversation_id(self.workspace, self.me, self.place)

    @property
    def language(self) -> str:
        """The language of the page around what the bot says."""
        return language_of(self.me.locale)

    @property
    def texts(self) -> Texts:
        """The page's words in that language."""
        return texts_for(self.me.locale)

    @property
    def reader(self) -> Reader:
        """How texts of views and messages are read by this person."""
        names = {user.id: user.name for user in self.workspace.users.values()}
        names |= {channel.id: channel.name for channel in self.workspace.channels.values()}
        return Reader(names, ZoneInfo(self.me.tz), dates_of(self.me.locale))

    def surface(self, key: str, blocks: Sequence[Block], **more: Mapping[str, Any]) -> Surface:
        """Blocks as this person sees them; `more` may give the view's state and errors."""
        return Surface(key, self.path, self.reader, blocks, picker=self.workspace.picker, **more)


def people_of(workspace: Workspace) -> list[User]:
    """Those whom one can act as, by name."""
    found = [user for user in workspace.users.values() if not (user.is_bot or user.deleted)]
    return sorted(found, key=lambda user: user.name)


def conversation_id(workspace: Workspace, user: User, place: str) -> str:
    """The id of the conversation behind "dm" or a channel's id."""
    return workspace.dm_of(user.id) if place == DM else place


def exists(workspace: Workspace, user_id: str, place: str) -> bool:
    """Whether somebody can act as this person in this place."""
    channel = workspace.channels.get(place)
    known = place in {HOME, DM} or (channel is not None and channel.is_seen_by(user_id))
    return known and any(user.id == user_id for user in people_of(workspace))
