"""Somebody as Slack knows them, and the company whose people are colleagues."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Company:
    """Whose people are colleagues: the Slack team's, and on Enterprise Grid those of its whole organisation."""

    team_id: str
    enterprise_id: str = ""


@dataclass(frozen=True)
class Member:
    """Somebody as Slack knows them. `is_guest` is true for guests, people of other companies and those who left."""

    slack_id: str
    email: str
    name: str
    timezone: str
    language: str
    is_guest: bool
    is_admin: bool

    @property
    def has_no_email(self) -> bool:
        """A colleague of whom Slack tells no address: everybody has one, so the app may not read them."""
        return not self.is_guest and not self.email
