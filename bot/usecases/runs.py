"""Reviewing all that is due, one after the other, without going back to a list.

A run is a place in the order of what is due (longest waiting first), and travels with the pages: what was sent
isn't due any more, and what was skipped lies behind. So nothing of it is kept anywhere.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.desk import Desk
from bot.usecases.finding import due
from flows.people import Person, Reach, scores
from flows.subjects import Subject


@dataclass(frozen=True)
class Run:
    """Where a run stands: at a subject (its id, and when it became due), the `number`th `of` so many.

    `since` is when the rest was counted, `sent` how many reviews of the run were submitted.
    """

    since: datetime
    due_at: datetime
    subject_id: int
    number: int
    of: int
    sent: int = 0

    def sent_one(self) -> "Run":
        """The same after the review at which it stands was submitted."""
        return replace(self, sent=self.sent + 1)


@dataclass(frozen=True)
class Leg:
    """What comes next in a run, None at its end; how many left it meanwhile, how many came, how many are due."""

    run: Run | None
    left_out: int
    came: int
    still_due: int


def begin(desk: Desk, person: Person) -> Run | None:
    """A run through all that is due to this person, at its first; None when nothing is."""
    if scores(person) is Reach.NONE:
        return None
    now = desk.clock()
    waiting = due(desk, person)
    return _at(waiting[0], Run(now, now, 0, number=1, of=len(waiting))) if waiting else None


def following(desk: Desk, person: Person, run: Run) -> Leg:
    """What comes after the subject at which the run stands; asked twice, it says the same."""
    now = desk.clock()
    waiting = due(desk, person)
    ahead = [s for s in waiting if ((s.due_at or now), s.id) > (run.due_at, run.subject_id)]
    known = [s for s in ahead if (s.due_at or now) <= run.since]
    counted = replace(run, since=now, number=run.number + 1, of=run.number + len(ahead))
    return Leg(
        run=_at(ahead[0], counted) if ahead else None,
        left_out=max(0, run.of - run.number - len(known)),
        came=len(ahead) - len(known),
        still_due=len(waiting),
    )


def _at(subject: Subject, run: Run) -> Run:
    return replace(run, due_at=subject.due_at or run.since, subject_id=subject.id)
