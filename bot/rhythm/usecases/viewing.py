"""A manager's own view of some of a seller's subjects before their 1-to-1: which, asked for by rule or chosen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.rhythm.usecases.meetings import Sitting, sitting_of
from bot.second_views.usecases.agreement import settle
from bot.standing.readers import hidden_from
from bot.standing.standings import Scored, scored, standings
from flows.company.colour import Colour
from flows.company.people import Person, scores
from flows.company.subjects import Status, Subject
from flows.facts import ViewsAsked
from flows.review.review import Purpose
from flows.review.second_view import Before, SecondView
from flows.rhythm.sampling import MOST, Candidate, Pick, picks
from storage import drafts, occurrences, people, reviews, second_views, subjects
from storage.occurrences import Occurrence

AT_ONCE = 5  # people; for each of their 1-to-1s all that its seller carries is looked at
OFFERED = 10


@dataclass(frozen=True)
class Asked:
    """A second view that waits for its person: of which subject, and before which 1-to-1 of whom."""

    view: SecondView
    before: Before
    subject: Subject
    seller: Person
    occurrence: Occurrence


@dataclass(frozen=True)
class Choice:
    """What a manager may view before a seller's next 1-to-1: the first of it in order, each with its subject.

    `number` is how many views there have been for it, also those that another took the place of.
    """

    seller: Person
    sitting: Sitting
    offers: tuple[tuple[Subject, Pick], ...]
    number: int


def ask(desk: Desk) -> None:
    """Ask some of those whom 1-to-1s are with for one view before each, now that the first reminder of it has gone."""
    settle(desk)  # what is over hides nothing any more, also where the last 1-to-1 begins at this very moment
    given: dict[int, list[int]] = {}
    for planned in occurrences.ask(desk.tx, limit=AT_ONCE):
        seller = people.by_id(desk.tx, planned.seller_id)
        sitting = sitting_of(desk, seller) if seller else None
        if seller is None or sitting is None or sitting.manager is None:
            continue
        manager = sitting.manager
        if _given(second_views.of_meeting(desk.tx, seller.id, planned.day), manager):
            continue  # chosen before, or it is planned anew
        for _, pick in _offers(desk, seller, manager)[:1]:
            given.setdefault(manager.id, []).append(_give(desk, manager, planned, pick))
    for manager_id, ids in given.items():
        desk.say(ViewsAsked(manager_id, tuple(ids)))


def asked_of(desk: Desk, person: Person, ids: Collection[int] | None = None) -> list[Asked]:
    """What waits for somebody before their 1-to-1s, the first to be held first; of these `ids`, if any are named."""
    found = second_views.asked_of(desk.tx, person.id)
    wanted = [(each, each.before) for each in found if each.before and (ids is None or each.id in ids)]
    if not wanted:
        return []
    sellers = {before.seller_id for _, before in wanted}
    known = {each.id: each for each in people.those(desk.tx, sellers)}
    planned = occurrences.upcoming(desk.tx, sellers)
    its = subjects.among(
        desk.tx, [view.subject_id for view, _ in wanted], viewer=person, reach=scores(person)
    )
    by_id = {subject.id: subject for subject in its}
    listed = [
        Asked(view, before, by_id[view.subject_id], known[before.seller_id], planned[before.seller_id])
        for view, before in wanted
        if view.subject_id in by_id and before.seller_id in planned
    ]
    return sorted(listed, key=lambda each: (each.occurrence.begins_at, each.view.id))


def choice(desk: Desk, person: Person, seller_id: int) -> Choice:
    """What this person may view before a seller's next 1-to-1; refuses whom it is not with."""
    seller = people.by_id(desk.tx, seller_id)
    sitting = sitting_of(desk, seller) if seller else None
    if seller is None or sitting is None:
        raise Refusal("rhythm_nothing")
    if sitting.manager is None or sitting.manager.id != person.id:
        raise Refusal("view_not_yours")
    views = second_views.of_meeting(desk.tx, seller_id, sitting.occurrence.day)
    return Choice(seller, sitting, tuple(_offers(desk, seller, person)[:OFFERED]), len(views))


def one_more(desk: Desk, person: Person, seller_id: int) -> Choice:
    """The same for one more view; refuses a fourth, and where nothing is left."""
    found = choice(desk, person, seller_id)
    views = second_views.of_meeting(desk.tx, seller_id, found.sitting.occurrence.day)
    if len(_given(views, person)) >= MOST:
        raise Refusal("view_most", most=MOST)
    return _some(found)


def another(desk: Desk, person: Person, view_id: int) -> Choice:
    """The same for one in the place of this view; refuses where it is sent, or waits no more."""
    return _some(choice(desk, person, _replaced(desk, person, view_id).seller_id))


def choose(
    desk: Desk, person: Person, seller_id: int, subject_id: int, *, number: int, instead_of: int | None
) -> list[Asked]:
    """Ask this person for their view of the subject, `instead_of` another view or besides; gives what waits for them.

    The same form again (`number` as it said) does nothing more.
    """
    found = choice(desk, person, seller_id)
    day = found.sitting.occurrence.day
    occurrences.take(desk.tx, found.sitting.occurrence.id)
    before = second_views.of_meeting(desk.tx, seller_id, day)
    again = len(before) == number + 1 and before[-1].subject_id == subject_id
    if not again:
        if len(before) != number:
            raise Refusal("old_button")
        _chosen(desk, person, found, subject_id, instead_of)
    return [each for each in asked_of(desk, person) if each.before.seller_id == seller_id]


def _chosen(desk: Desk, person: Person, found: Choice, subject_id: int, instead_of: int | None) -> None:
    pick = next((pick for subject, pick in found.offers if subject.id == subject_id), None)
    if pick is None:
        raise Refusal("old_button")
    if instead_of is None:
        one_more(desk, person, found.seller.id)
    elif _replaced(desk, person, instead_of).seller_id != found.seller.id:
        raise Refusal("old_button")
    else:
        second_views.withdraw(desk.tx, instead_of)
    view_id = _give(desk, person, found.sitting.occurrence, pick)
    desk.say(ViewsAsked(person.id, (view_id,), by_hand=True))


def _some(found: Choice) -> Choice:
    if not found.offers:
        raise Refusal("view_nothing", seller=found.seller.name)
    return found


def _replaced(desk: Desk, person: Person, view_id: int) -> Before:
    view = second_views.get(desk.tx, view_id)
    if view is None or view.before is None or view.person_id != person.id or not view.is_asked:
        raise Refusal("view_not_waiting")
    return view.before


def _given(views: Iterable[SecondView], person: Person) -> list[SecondView]:
    """Those of this person that no other has taken the place of, whether both are in by now or not."""
    return [each for each in views if each.person_id == person.id and each.withdrawn_at is None]


def _give(desk: Desk, person: Person, planned: Occurrence, pick: Pick) -> int:
    before = Before(planned.seller_id, planned.day, pick)
    return second_views.give(
        desk.tx, pick.subject_id, to=person.id, by=person.id, purpose=Purpose.SECOND, before=before
    )


def _offers(desk: Desk, seller: Person, manager: Person) -> list[tuple[Subject, Pick]]:
    """What of the seller's the manager may view, in order.

    Only what they may score and are not blind to already; nor what they have begun to review themselves, since that
    would be thrown away.
    """
    left_out = hidden_from(desk, manager) | drafts.begun_by(desk.tx, manager.id)
    ids = [each.id for each in subjects.open_of(desk.tx, seller.id) if each.id not in left_out]
    found = subjects.among(desk.tx, ids, viewer=manager, reach=scores(manager))
    known = {each.subject.id: each for each in scored(standings(desk, manager, found))}
    last = occurrences.last_begun(desk.tx, seller.id)
    was = reviews.colours_at(desk.tx, list(known), last.begins_at) if last else {}
    together = second_views.together_on(desk.tx, manager.id, list(known))
    candidates = [_candidate(each, was, together) for each in known.values()]
    listed = picks(candidates, last_meeting=last.on if last else None)
    return [(known[pick.subject_id].subject, pick) for pick in listed]


def _candidate(each: Scored, was: Mapping[int, Colour], together: Mapping[int, date]) -> Candidate:
    subject = each.subject
    return Candidate(
        id=subject.id,
        money=subject.money,
        colour=each.colour,
        was=was.get(subject.id),
        is_knocked_out=bool(each.score.knockouts),
        together_on=together.get(subject.id),
        known_on=subject.seen_at.date(),
        is_open=subject.status is Status.OPEN,
    )
