"""Until when the bot goes on: asked to stop, or stopped by what only a person can mend; trying again until then."""

import logging
from collections.abc import Callable
from threading import Event

from bot.kit.slack import TROUBLE, WRONG_TOKEN, error_of, lacks

log = logging.getLogger(__name__)

LONGEST_WAIT = 30  # seconds


class WrongToken(Exception):
    """Slack doesn't accept a token; the text says which, never the token itself."""


class Stop(Event):
    """Set when the bot has to end; `why` is what it ends with, None where it was asked to."""

    why: WrongToken | None = None

    def because(self, why: WrongToken) -> None:
        """Have it end with this; the first reason counts."""
        self.why = self.why or why
        self.set()


def patiently(call: Callable[[], None], stop: Stop, token: str) -> bool:
    """Try until Slack answers, ever more slowly; False when it has to stop. A refused token is why it has to."""
    wait = 1
    while not stop.is_set():
        try:
            call()
        except TROUBLE as error:
            name = error_of(error)
            if name in WRONG_TOKEN:
                stop.because(refused(token, error))
                return False
            log.warning("Slack did not answer (%s); trying again in %s s", name, wait)
            stop.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            return True
    return False


def refused(token: str, error: Exception) -> WrongToken:
    """The sentence about the token of this name, of which Slack has said this."""
    if scopes := lacks(error):
        return WrongToken(f"{token} lacks the scope {scopes}: make one that has it.")
    return WrongToken(f"Slack does not accept {token} ({error_of(error)}).")
