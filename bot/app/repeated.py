"""The same trouble again and again: logged once, then now and then with a count."""

import logging
from collections.abc import Callable
from time import monotonic

from sqlalchemy.exc import DBAPIError

from storage.failures import reason_of

log = logging.getLogger(__name__)

AGAIN_EVERY = 600  # seconds


class Repeated:
    """What goes wrong with one job, time after time; `clock` counts seconds and is never set back."""

    def __init__(self, job: str, *, clock: Callable[[], float] = monotonic) -> None:
        self._job = job
        self._clock = clock
        self._said = ""
        self._times = 0
        self._next = 0.0

    def again(self, error: Exception) -> None:
        """It failed: a trouble that is new with its traceback, the same one in a line every ten minutes."""
        said = f"{type(error).__name__}: {reason_of(error) if isinstance(error, DBAPIError) else error}"
        if said != self._said:
            self._said, self._times = said, 0
            log.error("The job “%s” failed", self._job, exc_info=error)
            self._next = self._clock() + AGAIN_EVERY
        self._times += 1
        if self._clock() >= self._next:
            log.error("The job “%s” still fails, %s times by now: %s", self._job, self._times, said)
            self._next = self._clock() + AGAIN_EVERY

    def over(self) -> None:
        """It went well."""
        if self._said:
            log.warning("The job “%s” works again; it had failed %s times", self._job, self._times)
        self._said = ""
