"""Which subjects a 1-to-1 looks at one by one: those that both have scored, and else what wants most attention."""

from collections.abc import Iterable

from bot.kit.desk import Desk
from bot.standing.overview import first, overview
from bot.standing.versions import scorecard_of
from flows.meetings.agenda import MOST_SUBJECTS
from flows.meetings.settling import distance
from flows.review.review import Review
from storage import people, reviews, subjects

WITHOUT_VIEWS = 2  # subjects, where the manager has scored none


def subjects_for(desk: Desk, seller_id: int, manager_id: int) -> tuple[int, ...]:
    """The ids, those on which the two views are furthest apart first.

    Where the manager has scored none, the two of the seller's that want most attention and were reviewed.
    """
    seconds = second_views(desk, seller_id, manager_id)
    if seconds:
        firsts = {id_: reviews.latest(desk.tx, id_) for id_ in seconds}
        apart = {
            id_: distance(scorecard_of(desk, mine.scorecard_hash), mine, seconds[id_])
            for id_, mine in firsts.items()
            if mine is not None
        }
        return tuple(sorted(apart, key=lambda id_: (-apart[id_], id_)))[:MOST_SUBJECTS]
    seller = people.by_id(desk.tx, seller_id)
    if seller is None:
        return ()
    wanted = first(desk, overview(desk, seller), 0, 4 * WITHOUT_VIEWS)
    return tuple(_reviewed(desk, wanted))[:WITHOUT_VIEWS]


def second_views(desk: Desk, seller_id: int, manager_id: int) -> dict[int, Review]:
    """The manager's own view of each open subject of the seller's on which it is later than their last meeting."""
    found = reviews.second_views(desk.tx, manager_id, of_owner=seller_id)
    return {each.subject_id: each for each in reversed(found)}


def _reviewed(desk: Desk, ids: Iterable[int]) -> Iterable[int]:
    return (each.id for each in subjects.those(desk.tx, list(ids)) if reviews.latest(desk.tx, each.id))
