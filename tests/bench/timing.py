"""Timing what runs in this process."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MOST_RUNS = 9
ROUNDS = 5
Run = Callable[[], object]


@dataclass(frozen=True)
class Time:
    """Seconds, by the wall's clock and of this process's processor; the second hardly depends on what else runs."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Measured:
    """What was measured, what each run took, and the best time (in seconds) of the least that it could take."""

    what: str
    times: Sequence[Time]
    least: float | None = None


def times(run: Run, seconds: float) -> list[Time]:
    """What each run takes, the first left out unless it takes longer than that; none begins after so many seconds."""
    first = timed(run)
    if first.wall > seconds:
        return [first]
    found = [timed(run)]
    while sum(each.wall for each in found) < seconds and len(found) < MOST_RUNS:
        found.append(timed(run))
    return found


def in_turns(what: str, run: Run, least: Run, *, acts: int) -> Measured:
    """What one of the `acts` of each run takes, and of the least; a busy moment of the machine meets both."""
    found = [(timed(run, acts), timed(least, acts)) for _ in range(ROUNDS)]
    return Measured(what, [ours for ours, _ in found], min(bare.wall for _, bare in found))


def timed(run: Run, acts: int = 1) -> Time:
    """What one of the `acts` of a run takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return Time((time.perf_counter() - wall) / acts, (time.process_time() - cpu) / acts)
