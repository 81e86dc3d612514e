"""A second view beside the one that stood when both might be seen."""

from dataclasses import dataclass
from datetime import date

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.access import readable, readable_score
from bot.standing.versions import scorecard_of
from flows.company.people import Person, Role
from flows.company.subjects import Subject
from flows.facts import BothViewsIn, ViewsOver
from flows.review.review import Review
from flows.review.second_view import SecondView
from flows.scorecards.scorecard import Scorecard
from storage import people, reviews, second_views

MAY_COMPARE_AUDITS = {Role.DIRECTOR, Role.AUDITOR}


@dataclass(frozen=True)
class Agreement:
    """A second view beside the review that stood when both might be seen (None: there was none)."""

    subject: Subject
    scorecard: Scorecard
    second: Review
    second_by: str
    other: Review | None
    other_by: str

    @property
    def view_id(self) -> int | None:
        """The second view's id."""
        return self.second.second_view_id


@dataclass(frozen=True)
class Awaited:
    """A second view that is sent, and is kept until the `seller`'s own is there or the 1-to-1 begins."""

    subject: Subject
    seller: str


@dataclass(frozen=True)
class Viewed:
    """A second view before a 1-to-1 as that finds it, with the ids of the two reviews that are there."""

    view: SecondView
    second_id: int | None
    own_id: int | None


def comparable(desk: Desk, person: Person, subject: Subject) -> int | None:
    """The id of the newest second view of the subject that this person may see beside the other one."""
    found = second_views.of_subject(desk.tx, subject.id)
    return next((view.id for view in found if view.submitted_at and _may_compare(person, view)), None)


def agreement(desk: Desk, person: Person, view_id: int) -> Agreement:
    """Both views; for directors and auditors those of an audit, else for the two whose 1-to-1 it is."""
    view = second_views.get(desk.tx, view_id)
    review = reviews.of_second_view(desk.tx, view_id)
    if view is not None and review is None and person.role in MAY_COMPARE_AUDITS:
        readable(desk, person, view.subject_id)  # whose own review it waits for hears so
    if view is None or review is None or not _may_compare(person, view):
        raise Refusal("not_yours_to_read")
    return _agreement(desk, person, view, review)


def after_sending(desk: Desk, person: Person, review: Review) -> Agreement | Awaited:
    """What somebody sees of the second view that they have sent: both, or that it is kept so long."""
    view = second_views.get(desk.tx, review.second_view_id or 0)
    if view and view.before and not view.is_over:
        subject = readable(desk, person, review.subject_id)
        return Awaited(subject, people.name_of(desk.tx, view.before.seller_id))
    return _agreement(desk, person, view, review)


def settle(desk: Desk) -> None:
    """Open or withdraw what is over before a 1-to-1: both are in, it has begun, or nothing will come of it."""
    ended = second_views.end_those_over(desk.tx)
    for view_id in ended.both:
        desk.say(BothViewsIn(view_id))
    if ended.people:
        desk.say(ViewsOver(ended.people))


def views_of_meeting(desk: Desk, seller_id: int, day: date) -> list[Viewed]:
    """The second views that were wanted before a seller's 1-to-1 of this day of the cadence, the first given first.

    The ids are of the manager's review and of the seller's that stands beside it: nothing of either where it is not
    there, nor while it is still to be hidden.
    """
    return [_viewed(desk, view) for view in second_views.of_meeting(desk.tx, seller_id, day)]


def _viewed(desk: Desk, view: SecondView) -> Viewed:
    if not view.is_over:
        return Viewed(view, None, None)
    second = reviews.of_second_view(desk.tx, view.id)
    own = _beside(desk, view, view.subject_id)
    return Viewed(view, second.id if second else None, own.id if own else None)


def _may_compare(person: Person, view: SecondView) -> bool:
    if view.before is None:
        return person.role in MAY_COMPARE_AUDITS
    return view.is_over and person.id in (view.person_id, view.before.seller_id)


def _agreement(desk: Desk, person: Person, view: SecondView | None, review: Review) -> Agreement:
    """Refuses what the person may not read."""
    subject = readable_score(desk, person, review.subject_id)
    other = _beside(desk, view, subject.id) if view else reviews.before(desk.tx, review)
    return Agreement(
        subject=subject,
        scorecard=scorecard_of(desk, review.scorecard_hash),
        second=review,
        second_by=people.name_of(desk.tx, review.person_id),
        other=other,
        other_by=people.name_of(desk.tx, other.person_id) if other else "",
    )


def _beside(desk: Desk, view: SecondView, subject_id: int) -> Review | None:
    """The review that stood when both might be seen."""
    moment = view.opened_at or view.withdrawn_at or desk.now
    return reviews.standing_at(desk.tx, subject_id, moment)
