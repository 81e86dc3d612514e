"""Reviewing all that is ready, one after the other, without going back to a list.

A run is the ids of what was ready and the place at which it stands, and travels with the pages: so nothing of it
is kept anywhere, any replica handles any page, and what was closed, handed over or sent meanwhile drops out.
"""

from dataclasses import dataclass, replace

from bot.kit.desk import Desk
from bot.kit.place import MOST, Run
from bot.standing.loads import load_of
from flows.company.people import Person
from flows.rhythm.load import Load


@dataclass(frozen=True)
class Leg:
    """What comes next in a run, None at its end; how many left it meanwhile, how many came, how many are ready."""

    run: Run | None
    left_out: int
    came: int
    still_due: int


def begin(desk: Desk, person: Person) -> Run | None:
    """A run through all that is ready for this person, at its first; None when nothing is."""
    ready = load_of(desk, person).ready
    return Run(ready[:MOST]) if ready else None


def following(desk: Desk, person: Person, run: Run) -> Leg:
    """What comes after the subject at which the run stands; asked twice, it says the same.

    What is ahead stays in the run while it waits for this person, also if it was put off to another week.
    """
    return after(run, load_of(desk, person))


def after(run: Run, load: Load) -> Leg:
    """The same for a person whose load is known."""
    waiting = {*load.waiting}
    behind, ahead = run.ids[: run.place + 1], run.ids[run.place + 1 :]
    still = tuple(id_ for id_ in ahead if id_ in waiting)
    here = len(behind) + len(still)
    came = tuple(id_ for id_ in load.ready if id_ not in run.ids)[: max(0, MOST - here)]
    there_is_more = bool(still or came)
    return Leg(
        run=replace(run, ids=behind + still + came, place=run.place + 1) if there_is_more else None,
        left_out=len(ahead) - len(still),
        came=len(came),
        still_due=len(load.ready),
    )
