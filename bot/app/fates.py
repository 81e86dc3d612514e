"""What becomes of a message whose call failed: tried again and when, failed, or nobody knows."""

import re
from datetime import timedelta
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.kit.slack import BUSY_NAMES, HALF_DONE, WRONG_TOKEN, Withheld, error_of, is_slacks_own
from storage.outbox import POSTS, OutboxRow, State

MOST_ATTEMPTS = 100  # with at most five minutes in between: an outage of about eight hours
LONGEST_WAIT = 300  # seconds
TOO_MANY = 429
BUSY = {500, 503}  # Slack says no in its own words
SERVER_ERROR = 500
OK = 200
QUESTIONS = ("conversations.info", "conversations.members")  # asked before a post


def fate_of(row: OutboxRow, error: Exception) -> State:
    """Pending: not taken, certainly, or harmless twice. Failed: refused for good. Unknown: nobody can say."""
    fate = _answered(error) if isinstance(error, SlackApiError) else _unanswered(error)
    if fate is State.UNKNOWN and (row.verb not in POSTS or not _posted(error)):
        fate = State.PENDING
    if fate is State.PENDING and row.attempts + 1 >= MOST_ATTEMPTS:
        return State.FAILED
    return fate


def _posted(error: Exception) -> bool:
    """Whether what failed was the post itself, and not a question before it."""
    return not isinstance(error, SlackApiError) or not error.response.api_url.endswith(QUESTIONS)


def _answered(error: SlackApiError) -> State:
    status, name = error.response.status_code, error_of(error)
    if status == TOO_MANY or status in BUSY or name in BUSY_NAMES | WRONG_TOKEN:
        return State.PENDING
    if not is_slacks_own(error) and OK < status < SERVER_ERROR:
        return State.PENDING  # a firewall's page, or a proxy's: the message never reached Slack
    # Another 5xx is a gateway's, which doesn't know what Slack did; so is a page where JSON should be.
    if name in HALF_DONE or status > SERVER_ERROR or name == f"http_{OK}":
        return State.UNKNOWN
    return State.FAILED


def _unanswered(error: Exception) -> State:
    """urllib wraps in URLError what happens before the request is out: Slack cannot have acted on it."""
    if isinstance(error, Withheld):
        return State.FAILED
    return State.PENDING if isinstance(error, URLError) else State.UNKNOWN


def wait_after(row: OutboxRow, error: Exception) -> timedelta:
    """How long until the next try: what Slack asks for, else (and where it asks for nothing) ever longer."""
    if isinstance(error, SlackApiError):
        asked = error.response.headers.get("Retry-After", "")
        if re.fullmatch(r"[0-9]{1,5}", asked) and int(asked):  # a day at most
            return timedelta(seconds=int(asked))
    return timedelta(seconds=min(2 ** min(row.attempts, 10), LONGEST_WAIT))
