"""Somebody as Slack knows them, and the company whose people are colleagues."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Company:
    """Whose people are colleagues: the Slack team's, and on Enterprise Grid those of its whole organisation."""

    team_id: str
    enterprise_id: str = ""


@dataclass(frozen=True)
class Member:
    """Somebody as Slack knows them. `is_guest` is true for guests, people of other companies and those who left.

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

    @property
    def has_no_email(self) -> bool:
        """A colleague of whom Slack tells no address: everybody has one, so the app may not read them."""
        return not self.is_guest and not self.email
