"""Slack's Web API: the clients, what may go wrong with a call, and people as Slack describes them."""

import re
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.kit.member import Member
from bot.kit.scopes import NO_SCOPE, SCOPES
from bot.kit.settings import Settings, is_zone

CLICK_TIMEOUT = 2  # seconds: a trigger lives for three
SEND_TIMEOUT = 10
PAGE = 200

# Everything that a call to Slack raises: its own errors, the network's, half an answer, an answer of bytes.
TROUBLE = (SlackClientError, OSError, HTTPException, UnicodeDecodeError)

# Slack's names for a token that it doesn't take; a person has to repair that.
WRONG_TOKEN = {
    *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
    *("not_allowed_token_type", NO_SCOPE),
}
DEAD_TOKEN = WRONG_TOKEN - {NO_SCOPE}
# Slack's names for "not now": too much at once, a workspace that moves into an organisation, a network that is shut
# out for a while, a company that has suspended its keys.
BUSY_NAMES = {
    *("ratelimited", "rate_limited", "message_limit_exceeded", "service_unavailable", "request_timeout"),
    *("team_added_to_org", "org_login_required", "migration_in_progress"),
    *("accesslimited", "ekm_access_denied"),
}
# "It's possible some aspect of the operation succeeded before the error was raised" (Slack, of these two).
HALF_DONE = {"internal_error", "fatal_error"}


class Withheld(SlackClientError):
    """What we do not send, for a reason that has a name, as Slack's errors have."""


def make_client(settings: Settings, *, timeout: int) -> WebClient:
    """A client that never tries again by itself: only we know whether a second try would post twice."""
    return WebClient(
        token=settings.bot_token, base_url=settings.slack_api_url, timeout=timeout, retry_handlers=[]
    )


def error_of(error: Exception) -> str:
    """Slack's name for an error (or ours), or what kind of trouble the network had; never holds a token."""
    if isinstance(error, Withheld):
        return str(error)
    if isinstance(error, SlackApiError):
        answer = error.response
        said = answer.data.get("error") if isinstance(answer.data, dict) else None
        # Where the body is no JSON the SDK puts a sentence about it where Slack's name would be.
        return str(said) if said and re.fullmatch(r"\w+", str(said)) else f"http_{answer.status_code}"
    return type(error).__name__


def is_slacks_own(error: SlackApiError) -> bool:
    """Whether it was Slack that answered; a page of a proxy's or a firewall's has no JSON."""
    return not error_of(error).startswith("http_")


def is_dead(client: WebClient, error: Exception) -> bool:
    """Whether this client's token is taken no more: Slack said so of a call, and says so when asked (auth.test)."""
    if error_of(error) not in DEAD_TOKEN:
        return False
    try:
        client.auth_test()
    except TROUBLE as again:
        return error_of(again) in DEAD_TOKEN
    return False


def lacks(error: Exception) -> str | None:
    """Which scopes a call failed for, as Slack names them (all of ours where it names none); None for other trouble."""
    if not isinstance(error, SlackApiError) or error_of(error) != NO_SCOPE:
        return None
    needed = str(error.response.get("needed") or "")
    return needed if re.fullmatch(r"[\w:.,]+", needed) else ", ".join(SCOPES)


def explained(error: Exception) -> str:
    """The same as `error_of` for a line in the log; where scopes are missing it says which, and what to do."""
    scopes = lacks(error)
    return remedy(scopes) if scopes else error_of(error)


def remedy(scopes: str) -> str:
    """What the operator does about scopes that the app has not got."""
    return f"the app lacks {scopes}: add under OAuth & Permissions what manifest.yml names, and reinstall the app"


def not_granted(answer: SlackResponse) -> str:
    """Which of our scopes a token hasn't, by the headers of any answer to it; "" for none, or where none say it."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    granted = headers.get("x-oauth-scopes")
    return "" if granted is None else ", ".join(s for s in SCOPES if s not in re.split(r"[,\s]+", granted))


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
        # A zone that this machine doesn't know would stop everybody's reminders when theirs is planned.
        timezone=user["tz"] if is_zone(user.get("tz") or "") else "Europe/Copenhagen",
        language="da" if str(user.get("locale") or "").startswith("da") else "en",
        is_guest=any(user.get(flag) for flag in outside),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
    )
