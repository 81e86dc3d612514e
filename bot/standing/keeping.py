"""Scores that are kept: written anew whenever what they rest on has changed, or their moment has come."""

from collections.abc import Collection, Mapping, Sequence

from bot.kit.desk import Desk
from bot.standing.readers import COMPANY
from bot.standing.standings import Scored, scored, standings
from flows.company.subjects import NewSubject, Subject
from flows.review.kept_score import KeptScore, kept
from flows.review.unanswered import Unanswered
from storage import kept_scores, subjects
from storage.engine import in_parts

AT_ONCE = 500  # subjects; so that nobody waits long for what is written at the same time
MANY = 5000  # of one act, which ends as a whole anyway


def keep_touched(desk: Desk) -> None:
    """Write anew what this act has moved, of however many subjects."""
    for ids in in_parts(sorted(desk.tx.touched), MANY):
        keep(desk, ids)


def keep_stale(desk: Desk) -> bool:
    """Write a few hundred rows anew that say nothing any more; whether there may be others."""
    ids = kept_scores.hold_stale(desk.tx, desk.scorecards.in_force, limit=AT_ONCE)
    keep(desk, ids)
    return len(ids) == AT_ONCE


def is_behind(desk: Desk) -> bool:
    """Whether there are such rows."""
    return kept_scores.any_stale(desk.tx, desk.scorecards.in_force)


def keep(desk: Desk, ids: Collection[int]) -> None:
    """Write what is kept of these subjects as it is now."""
    kept_scores.put(desk.tx, computed(desk, subjects.those(desk.tx, ids)))


def keep_standing(desk: Desk, standing: Scored) -> None:
    """Write what is kept of a subject of which this act knows where it stands, without reading it once more."""
    kept_scores.put(desk.tx, [(standing.subject.id, standing.subject, _kept(desk, standing))])


def keep_new(desk: Desk, added: Mapping[int, NewSubject]) -> None:
    """Write what is kept of subjects that this act has added, by their ids: all that is known it said itself."""
    alike = Unanswered(desk.scorecards.in_force, desk.now)
    kept_scores.put(
        desk.tx, [(id_, new, alike.kept(new, desk.scorecards.for_(new))) for id_, new in added.items()]
    )


def computed(desk: Desk, found: Sequence[Subject]) -> list[tuple[int, Subject, KeptScore]]:
    """What is to be kept of these subjects at this moment, with their ids."""
    each = scored(standings(desk, COMPANY, found))
    return [(one.subject.id, one.subject, _kept(desk, one)) for one in each]


def _kept(desk: Desk, standing: Scored) -> KeptScore:
    current = standing.current
    return kept(
        standing.subject,
        standing.scorecard,
        standing.score,
        in_force="" if current else desk.scorecards.in_force,
        now=desk.now,
        probability=current.probability if current else None,
    )
