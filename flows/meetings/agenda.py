"""The agenda of a 1-to-1: the same steps in the same order every time, with the minutes that are meant for each.

Method, section 4: what was agreed comes first, the judgement of each deal before the view of the whole, intuition last.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise


class Step(StrEnum):
    """One thing that the two do, in this order."""

    ACTIONS = "actions"  # what was agreed last time, the manager's own first
    OWN = "own"  # the seller's own item
    PORTFOLIO = "portfolio"
    DEAL = "deal"  # once for each subject that they look at
    PREMORTEM = "premortem"
    CUSTOMER = "customer"
    WIN = "win"
    AGREED = "agreed"  # one to three actions
    DECISIONS = "decisions"  # asked of others
    THEME = "theme"  # of coaching
    SIGN = "sign"


# Of half an hour; a longer or shorter meeting has more or less of each.
MINUTES: Mapping[Step, int] = {
    Step.ACTIONS: 3,
    Step.OWN: 2,
    Step.PORTFOLIO: 3,
    Step.DEAL: 12,
    Step.PREMORTEM: 2,
    Step.CUSTOMER: 2,
    Step.WIN: 1,
    Step.AGREED: 3,
    Step.DECISIONS: 1,
    Step.THEME: 1,
    Step.SIGN: 0,
}
HALF_AN_HOUR = 30
MOST_SUBJECTS = 3  # that a meeting looks at one by one


@dataclass(frozen=True)
class Stop:
    """Where a meeting can stand: a step, and of the deals the one (an id) that is looked at."""

    step: Step
    subject_id: int | None = None

    @property
    def name(self) -> str:
        """As it is kept, and as windows carry it: "own", "deal.12"."""
        return self.step.value if self.subject_id is None else f"{self.step.value}.{self.subject_id}"


def stops(subject_ids: Sequence[int]) -> tuple[Stop, ...]:
    """All stops of a meeting that looks at these subjects, in order; without any there is nothing to imagine lost."""
    left_out = {Step.DEAL} if subject_ids else {Step.DEAL, Step.PREMORTEM}
    found: list[Stop] = []
    for step in Step:
        if step is Step.DEAL:
            found += [Stop(step, id_) for id_ in subject_ids]
        elif step not in left_out:
            found.append(Stop(step))
    return tuple(found)


def named(all_stops: Sequence[Stop], name: str) -> Stop | None:
    """The stop that is called so; None where this meeting has none."""
    return next((stop for stop in all_stops if stop.name == name), None)


def following(all_stops: Sequence[Stop], stop: Stop) -> Stop:
    """The one after it; the last stays the last."""
    return all_stops[min(all_stops.index(stop) + 1, len(all_stops) - 1)]


def preceding(all_stops: Sequence[Stop], stop: Stop) -> Stop:
    """The one before it; the first stays the first."""
    return all_stops[max(all_stops.index(stop) - 1, 0)]


def minutes_for(all_stops: Sequence[Stop], stop: Stop, *, length: int) -> int:
    """How many minutes are meant for a stop in a meeting of this length (minutes)."""
    share = sum(each.step is stop.step for each in all_stops)
    return round(MINUTES[stop.step] * length / HALF_AN_HOUR / share)


def spent(moves: Iterable[tuple[str, datetime]], *, until: datetime) -> dict[str, timedelta]:
    """How long a meeting stood at each stop, by the stops' names, from where it went and when, in order of time."""
    took: dict[str, timedelta] = {}
    listed = [*moves, ("", until)]
    for (name, since), (_, left) in pairwise(listed):
        took[name] = took.get(name, timedelta()) + max(left - since, timedelta())
    return took


def left_out(all_stops: Sequence[Stop], been_at: Iterable[str]) -> tuple[Stop, ...]:
    """The stops at which the meeting has not been: what waits for the next time."""
    seen = set(been_at)
    return tuple(stop for stop in all_stops if stop.name not in seen)
