"""Slack's Web API: the clients, what may go wrong with a call, and people as Slack describes them."""

from collections.abc import Iterator
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.settings import Settings
from bot.usecases.roster import Member

CLICK_TIMEOUT = 2  # seconds: a trigger lives for three
SEND_TIMEOUT = 10
PAGE = 200

# Everything that a call to Slack raises: its own errors, the network's, and half an answer.
TROUBLE = (SlackClientError, OSError, HTTPException)


def make_client(settings: Settings, *, timeout: int) -> WebClient:
    """A client that never tries again by itself: only we know whether a second try would post twice."""
    return WebClient(
        token=settings.bot_token, base_url=settings.slack_api_url, timeout=timeout, retry_handlers=[]
    )


def error_of(error: Exception) -> str:
    """Slack's name for an error, or what kind of trouble the network had; never holds a token."""
    if isinstance(error, SlackApiError):
        answer = error.response
        if isinstance(answer.data, dict) and answer.data.get("error"):
            return str(answer.data["error"])
        return f"http_{answer.status_code}"
    return type(error).__name__


def members(client: WebClient) -> Iterator[Member]:
    """Everybody in the workspace but bots, page by page (users.list)."""
    cursor = ""
    while True:
        answer = client.users_list(limit=PAGE, include_locale=True, cursor=cursor)
        for user in answer["members"]:
            if not user.get("is_bot") and user["id"] != "USLACKBOT":
                yield member_of(user)
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def member(client: WebClient, slack_id: str) -> Member:
    """One person (users.info)."""
    return member_of(client.users_info(user=slack_id, include_locale=True)["user"])


def member_of(user: dict[str, Any]) -> Member:
    """A user object of Slack's; guests, strangers, bots and those who left are all `is_guest`."""
    profile = user.get("profile") or {}
    outside = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
    return Member(
        slack_id=user["id"],
        email=(profile.get("email") or "").casefold(),
        name=user.get("real_name") or profile.get("real_name") or user.get("name") or user["id"],
        timezone=user.get("tz") or "Europe/Copenhagen",
        language="da" if str(user.get("locale") or "").startswith("da") else "en",
        is_guest=any(user.get(flag) for flag in outside),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
    )
