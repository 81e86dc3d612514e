"""What a submitted review came to."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions.usecases.action_items import ActionItems, action_items_of
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.second_views.usecases.agreement import Agreement, Awaited, after_sending
from bot.standing.loads import load_of
from bot.standing.standings import Scored, scored_standing, way_of
from flows.company.people import Person, reads, scores
from flows.company.subjects import Subject
from flows.review.review import Review
from flows.rhythm.load import Load
from flows.scoring.way_up import Way, strengths
from storage import reviews, subjects


@dataclass(frozen=True)
class Outcome:
    """A submitted review: the standing now, the colour before, the way up, its action items, and what else is ready.

    `cutoff_at` is the cut-off that it missed.
    """

    standing: Scored
    before: Review | None
    way: Way | None
    strong: tuple[str, ...]
    load: Load
    next_due: Subject | None
    action_items: ActionItems
    cutoff_at: datetime | None = None


def outcome(
    desk: Desk,
    person: Person,
    standing: Scored,
    before: Review | None,
    *,
    may_score: bool,
    cutoff_at: datetime | None,
) -> Outcome:
    """The outcome for a subject that this person may read; `before` is the review that was superseded.

    `may_score` says whether they may score it, `cutoff_at` is the cut-off that the review missed.
    """
    load = load_of(desk, person)
    first = load.ready[:1]
    following = subjects.among(desk.tx, first, viewer=person, reach=reads(person)) if first else []
    return Outcome(
        standing=standing,
        before=before,
        way=way_of(desk, standing),
        strong=strengths(standing.score),
        load=load,
        next_due=next(iter(following), None),
        action_items=action_items_of(desk, person, standing, may_score=may_score),
        cutoff_at=cutoff_at,
    )


def latest_outcome(desk: Desk, person: Person, subject_id: int) -> Outcome:
    """What the latest review of the subject came to, as things stand now; refuses what is not for the person to see."""
    return _as_it_stands(desk, person, subject_id, reviews.latest(desk.tx, subject_id))


def outcome_of(desk: Desk, person: Person, done: Review | None) -> Outcome | Agreement | Awaited:
    """What a submitted review came to, for its own author; refuses everybody else."""
    if done is None or done.person_id != person.id:
        raise Refusal("not_yours")
    if not done.purpose.counts:
        return after_sending(desk, person, done)
    return _as_it_stands(desk, person, done.subject_id, done)


def _as_it_stands(desk: Desk, person: Person, subject_id: int, review: Review | None) -> Outcome:
    subject = subjects.get(desk.tx, subject_id, viewer=person, reach=reads(person))
    if subject is None:
        raise Refusal("not_yours")
    scorable = subjects.get(desk.tx, subject_id, viewer=person, reach=scores(person))
    return outcome(
        desk,
        person,
        scored_standing(desk, person, subject),
        reviews.get(desk.tx, review.supersedes_id) if review and review.supersedes_id else None,
        may_score=scorable is not None,
        cutoff_at=review.cutoff_at if review else None,
    )
