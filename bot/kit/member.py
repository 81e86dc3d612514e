"""Somebody as Slack knows them, the company whose people are colleagues, and how far all of them are read."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Company:
    """Whose people are colleagues: the Slack team's, and on Enterprise Grid those of its whole organisation."""

    team_id: str
    enterprise_id: str = ""


@dataclass(frozen=True)
class Member:
    """Somebody as Slack knows them. `is_guest` is true for guests, people of other companies and those who left.

    `is_visitor` is true for those of them who may read in a channel: guests, and people of other companies.

    `timezone` is one that this machine knows, `language` en or da; None where Slack says none. `utc_offset` (seconds)
    counts where there is no zone. `updated` says when any of it last changed, in seconds since 1970.
    """

    slack_id: str
    email: str
    name: str
    timezone: str | None
    language: str | None
    is_guest: bool
    is_admin: bool
    utc_offset: int | None = None
    updated: int | None = None
    is_visitor: bool = False

    @property
    def has_no_email(self) -> bool:
        """A colleague of whom Slack tells no address: everybody has one, so the app may not read them."""
        return not self.is_guest and not self.email


@dataclass(frozen=True)
class Reading:
    """How far Slack's list of members is read: to the page at `cursor`, from which it goes on at `at`.

    `everybody` reads to the end; else only those who are not found yet are looked for. `has_colleagues` and
    `has_emails` say whether one was met so far, and one whose e-mail address Slack tells.
    """

    at: datetime
    cursor: str = ""
    everybody: bool = False
    has_colleagues: bool = False
    has_emails: bool = False
    is_over: bool = False

    def with_page(self, members: list[Member], cursor: str) -> "Reading":
        """The same after a page; `cursor` is the next one's."""
        colleagues = [member for member in members if not member.is_guest]
        return replace(
            self,
            cursor=cursor,
            is_over=not cursor,
            has_colleagues=self.has_colleagues or bool(colleagues),
            has_emails=self.has_emails or any(member.email for member in colleagues),
        )
