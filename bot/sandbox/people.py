"""The people and channels of the sandbox's workspace, as values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class User:
    """A member of the workspace; `name` is the full name, `tz` an IANA zone, `locale` a BCP 47 tag; empty
    where Slack knows none."""

    id: str
    name: str
    email: str
    tz: str = "Europe/Copenhagen"
    locale: str = "da-DK"
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    deleted: bool = False
    tz_offset: int | None = None  # seconds; where it is not said it is their zone's
    updated: int = 0  # seconds since 1970
    team_id: str = ""  # where they come from elsewhere: another company or workspace
    enterprise_id: str = ""  # the organisation that they belong to on Enterprise Grid
    owns_organisation: bool = False

    @property
    def handle(self) -> str:
        """The short name that Slack shows after the @, made from the e-mail address."""
        return self.email.split("@", maxsplit=1)[0]


@dataclass(frozen=True)
class Channel:
    """A channel of the workspace; `name` stands without the #. A conversation of a few has `members` and no #."""

    id: str
    name: str
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    is_pending_ext_shared: bool = False  # another company is asked to share it
    bot_is_member: bool = False
    members: tuple[str, ...] = ()  # who alone sees it, besides the bot
    guests: tuple[str, ...] = ()  # who is in it though they are guests

    def is_seen_by(self, user_id: str) -> bool:
        """Whether it stands among somebody's conversations."""
        return not self.members or user_id in self.members


@dataclass(frozen=True)
class Identity:
    """What the workspace and the installed app are called, their tokens, and the scopes given to the app."""

    team_id: str = "T0SANDBOX"
    team_name: str = "Sandbox"
    enterprise_id: str = ""
    team_domain: str = "sandbox"
    app_id: str = "A0SANDBOX"
    bot_id: str = "B0SANDBOX"
    bot_user_id: str = "U0SANDBOX"
    bot_name: str = "Revisor"
    bot_token: str = "xoxb-sandbox"  # noqa: S105 - opens nothing but this machine's sandbox
    app_token: str = "xapp-sandbox"  # noqa: S105 - as above
    verification_token: str = "sandbox"  # noqa: S105 - as above
    command: str = "/review"
    scopes: tuple[str, ...] = (
        *("chat:write", "commands", "users:read", "users:read.email"),
        *("channels:read", "groups:read", "files:read", "files:write", "mpim:write"),
    )
