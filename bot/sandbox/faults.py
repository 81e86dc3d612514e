"""Faults on request: what the next calls of a Web API method shall suffer."""

from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock

ANY = "*"


class Kind(StrEnum):
    """What goes wrong with a call."""

    RATE_LIMIT = "429"  # HTTP 429 with Retry-After: `seconds`; no effect
    SERVER_ERROR = "500"  # HTTP 500; no effect
    DROP_BEFORE = "drop_before"  # the connection closes without an answer and without effect
    DROP_AFTER = "drop_after"  # the effect happens, then the connection closes without an answer
    DELAY = "delay"  # the call takes `seconds` on its way, then happens as usual
    ERROR = "error"  # Slack's answer is ok: false with the name `error` (and the scope `needed`); no effect


@dataclass(frozen=True)
class Fault:
    """One wish: the next `times` calls of `method` (or of any, "*") suffer `kind`."""

    method: str
    kind: Kind
    seconds: float
    times: int
    error: str = ""
    needed: str = ""


class Faults:
    """The wishes that are not used up yet, oldest first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: list[Fault] = []

    def add(
        self,
        *,
        method: str,
        kind: str,
        seconds: float = 1,
        times: int = 1,
        error: str = "internal_error",
        needed: str = "",
    ) -> None:
        """Adds a wish; `kind` is one of Kind's values, else ValueError."""
        with self._lock:
            self._waiting.append(Fault(method, Kind(kind), seconds, times, error, needed))

    def take(self, method: str) -> Fault | None:
        """The fault that this call of `method` suffers, counted down; None for a call that goes well."""
        with self._lock:
            for place, fault in enumerate(self._waiting):
                if fault.method in {method, ANY}:
                    rest = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                    self._waiting[place : place + 1] = rest
                    return fault
        return None

    def pending(self) -> tuple[Fault, ...]:
        """What still waits for a call."""
        with self._lock:
            return tuple(self._waiting)

    def clear(self) -> None:
        """Drops all wishes: calls go well again."""
        with self._lock:
            self._waiting.clear()
