"""Waiting for what no workspace announces, such as a row or a process."""

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 60.0  # seconds; what is waited for takes one or two, and on a busy machine ten times as long


def until(happened: Callable[[], Any], *, seconds: float = PATIENCE) -> Any:
    """The first true value of `happened`."""
    end = time.monotonic() + seconds
    while not (found := happened()):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(0.02)
    return found
