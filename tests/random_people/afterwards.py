"""What follows an acknowledgement, run in order and when asked, so that every run of random people is alike."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any


class Afterwards(Executor):
    """Runs what follows an acknowledgement when asked, in the order in which it came: every run is alike."""

    def __init__(self) -> None:
        """Nothing waits yet."""
        self._waiting: list[Callable[[], object]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Put it behind what waits."""
        self._waiting.append(lambda: fn(*args, **kwargs))
        return Future()

    def settle(self) -> None:
        """Run what waits, and what that brings."""
        while self._waiting:
            self._waiting.pop(0)()
