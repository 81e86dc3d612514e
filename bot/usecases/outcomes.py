"""What a submitted review came to."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.desk import Desk
from bot.usecases.audits import Agreement, agreement_of
from bot.usecases.loads import load_of
from bot.usecases.plan import Plan, plan_of
from bot.usecases.refusal import Refusal
from bot.usecases.standings import Standing, standings, way_of
from flows.colour import Colour
from flows.load import Load
from flows.people import Person, reads
from flows.way_up import Step, strengths
from storage import reviews, subjects
from storage.reviews import Review


@dataclass(frozen=True)
class Outcome:
    """A submitted review: the standing now, the colour before, the shortest way up, its plan, and what else is ready.

    `cutoff_at` is the cut-off that it missed.
    """

    standing: Standing
    before: Review | None
    way_to: Colour | None
    way_up: tuple[Step, ...]
    strong: tuple[str, ...]
    load: Load
    next_due: Standing | None
    plan: Plan
    cutoff_at: datetime | None = None


def outcome(
    tx: Connection, desk: Desk, person: Person, subject_id: int, before: Review | None, *, now: datetime
) -> Outcome:
    """The outcome for the subject; `before` is the review that was superseded."""
    subject = subjects.get(tx, desk.workspace, subject_id, viewer=person, reach=reads(person))
    if subject is None:
        raise Refusal("not_yours")
    standing = standings(tx, desk, [subject], now=now)[0]
    way = way_of(tx, desk, standing, now=now)
    load = load_of(tx, desk, person, now=now)
    first = [each.id for each in load.ready[:1]]
    following = subjects.among(tx, desk.workspace, first, viewer=person, reach=reads(person))
    return Outcome(
        standing=standing,
        before=before,
        way_to=way.to,
        way_up=way.steps,
        strong=strengths(standing.score),
        load=load,
        next_due=next(iter(standings(tx, desk, following, now=now)), None),
        plan=plan_of(tx, desk, person, standing, now=now),
    )


def latest_outcome(desk: Desk, person: Person, subject_id: int) -> Outcome:
    """What the latest review of the subject came to, as things stand now; refuses what the person may not read."""
    with desk.database.read() as tx:
        last = reviews.latest(tx, desk.workspace, subject_id)
        before = reviews.get(tx, desk.workspace, last.supersedes_id) if last and last.supersedes_id else None
        again = outcome(tx, desk, person, subject_id, before, now=desk.clock())
        return replace(again, cutoff_at=last.cutoff_at if last else None)


def outcome_of(
    tx: Connection, desk: Desk, person: Person, review_id: int, *, now: datetime
) -> Outcome | Agreement:
    """What a submitted review came to, for its own author; refuses everybody else."""
    done = reviews.get(tx, desk.workspace, review_id)
    if done is None or done.person_id != person.id:
        raise Refusal("not_yours")
    if done.audit_id is not None:
        return agreement_of(tx, desk, person, done, now=now)
    before = reviews.get(tx, desk.workspace, done.supersedes_id) if done.supersedes_id else None
    came_to = outcome(tx, desk, person, done.subject_id, before, now=now)
    return replace(came_to, cutoff_at=done.cutoff_at)
