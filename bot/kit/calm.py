"""Whether anybody waits for an answer: what nobody waits for gives way to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

AT_MOST = 1  # second


class Calm:
    """How many acts are being answered; the same processor would otherwise publish Homes meanwhile."""

    def __init__(self) -> None:
        """Nobody has asked anything yet."""
        self._answering = 0
        self._changed = Condition()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Somebody waits for what is done in here."""
        with self._changed:
            self._answering += 1
        try:
            yield
        finally:
            with self._changed:
                self._answering -= 1
                if not self._answering:
                    self._changed.notify_all()

    def wait(self) -> None:
        """Come back once nobody waits for an answer, and after AT_MOST all the same: everything has its turn."""
        with self._changed:
            self._changed.wait_for(lambda: not self._answering, AT_MOST)
