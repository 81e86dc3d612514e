"""Which subjects a 1-to-1 looks at one by one: those that both have scored, and else what wants most attention."""

from datetime import date

from bot.kit.desk import Desk
from bot.second_views.usecases.agreement import views_of_meeting
from bot.standing.overview import first, overview
from bot.standing.versions import scorecard_of
from flows.meetings.agenda import MOST_SUBJECTS
from flows.meetings.settling import distance
from storage import people, reviews, scores

WITHOUT_VIEWS = 2  # subjects, where the manager has scored none
LOOKED_AT = 10  # of those that want most attention


def subjects_for(desk: Desk, seller_id: int, day: date) -> tuple[int, ...]:
    """The ids for a seller's 1-to-1 of this day of the cadence, those on which the two are furthest apart first.

    Where the manager has scored none, the two of the seller's that want most attention and were reviewed.
    """
    apart: dict[int, int] = {}
    for viewed in views_of_meeting(desk, seller_id, day):
        second = reviews.get(desk.tx, viewed.second_id) if viewed.second_id else None
        own = reviews.get(desk.tx, viewed.own_id) if viewed.own_id else None
        if own and second:
            apart[own.subject_id] = distance(scorecard_of(desk, own.scorecard_hash), own, second)
    if apart:
        return tuple(sorted(apart, key=lambda id_: (-apart[id_], id_)))[:MOST_SUBJECTS]
    seller = people.by_id(desk.tx, seller_id)
    wanted = first(desk, overview(desk, seller), 0, LOOKED_AT) if seller else []
    reviewed = scores.of(desk.tx, wanted)
    return tuple(id_ for id_ in wanted if id_ in reviewed)[:WITHOUT_VIEWS]
