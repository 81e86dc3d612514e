"""Adding an action item to a subject: the form, who could do it, keeping it, and saying that it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.actions.usecases.action_items import today_of
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.access import refuse_closed, scorable
from bot.standing.standings import Scored, scored_standing, way_of
from flows.company.people import Person, reads, scores
from flows.company.subjects import Subject
from flows.facts import ActionItemAdded
from flows.review.action_item import ActionItem, NewActionItem
from flows.scorecards.scorecard import Scorecard
from flows.scoring.movable import first_to_move, movable
from storage import action_items, people, subjects

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Blank:
    """What the form for an action item shows: the questions that can be moved, and which is chosen at first."""

    subject: Subject
    scorecard: Scorecard
    questions: tuple[str, ...]
    first: str


@dataclass(frozen=True)
class StatedItem:
    """An action item as the form states it; `person_id` is None for the customer."""

    what: str
    person_id: int | None
    by: date
    question_id: str


@dataclass(frozen=True)
class Added:
    """An action item as it is kept, whether it is new, and its subject."""

    item: ActionItem
    is_new: bool
    subject: Subject


@dataclass(frozen=True)
class Candidate:
    """Somebody who could do it: None for the customer. `relation` is me, owner, manager, customer or other."""

    person: Person | None
    relation: str


def blank(desk: Desk, person: Person, subject_id: int, *, area_id: str = "") -> Blank:
    """The form for an action item of this subject; refuses what is not the person's to score, closed, or not reviewed.

    It tells which levels could be higher, so it refuses who is blind to them.
    """
    standing = scored_standing(desk, person, _open(desk, person, subject_id))
    questions = _movable(standing, desk.now)
    way = way_of(desk, standing)
    first = first_to_move(standing.scorecard, questions, way.steps if way else (), area_id=area_id)
    return Blank(standing.subject, standing.scorecard, questions, first)


def candidates(desk: Desk, person: Person, subject_id: int) -> list[Candidate]:
    """Who could do an action item of this subject: oneself, who carries it, their manager, the customer, the others."""
    subject = _open(desk, person, subject_id)
    everybody = {each.id: each for each in people.all_of(desk.tx)}
    owner = everybody.get(subject.owner_id or 0)
    manager = everybody.get((owner and owner.manager_id) or 0)
    near = _first_of_each([(person, "me"), (owner, "owner"), (manager, "manager")])
    known = {each.person.id for each in near if each.person}
    others = [Candidate(each, "other") for each in everybody.values() if each.id not in known]
    return [*near, Candidate(None, "customer"), *others]


def _first_of_each(found: Iterable[tuple[Person | None, str]]) -> list[Candidate]:
    by_id: dict[int, Candidate] = {}
    for person, relation in found:
        if person:
            by_id.setdefault(person.id, Candidate(person, relation))
    return list(by_id.values())


def add(desk: Desk, person: Person, subject_id: int, stated: StatedItem) -> Added:
    """Add an action item to a subject; the same one is kept once.

    Refuses what is not the person's to score, closed or hidden from them, days that are over or more than a year
    ahead, people whom nobody has listed, and questions that the scorecard hasn't.
    """
    standing = scored_standing(desk, person, _open(desk, person, subject_id))
    if standing.current is None or stated.question_id not in standing.scorecard.by_id:
        raise Refusal("action_question")
    if not timedelta() <= stated.by - today_of(person, desk.now) <= LONGEST:
        raise Refusal("action_day")
    if stated.person_id is not None and people.by_id(desk.tx, stated.person_id) is None:
        raise Refusal("owner_unlisted")
    new = NewActionItem(
        subject_id=subject_id,
        question_id=stated.question_id,
        scorecard_hash=standing.current.scorecard_hash,
        what=stated.what,
        person_id=stated.person_id,
        by=stated.by,
        created_by=person.id,
        created_at=desk.now,
    )
    item_id, is_new = action_items.add(desk.tx, new)
    if is_new:
        desk.say(ActionItemAdded(item_id, subject_id, person.id, stated.person_id))
    return Added(_item(desk, item_id), is_new, standing.subject)


def finish(desk: Desk, person: Person, item_id: int) -> tuple[ActionItem, bool]:
    """Note that an action item is done; gives it, and whether the person may read its subject.

    It is for those who may score the subject, and for who does it; everybody else is refused.
    """
    item = _item(desk, item_id)
    theirs = subjects.get(desk.tx, item.subject_id, viewer=person, reach=scores(person))
    if theirs is None and item.person_id != person.id:
        raise Refusal("not_yours")
    action_items.finish(desk.tx, item_id, by_person=person.id)
    return item, subjects.get(desk.tx, item.subject_id, viewer=person, reach=reads(person)) is not None


def _item(desk: Desk, item_id: int) -> ActionItem:
    item = action_items.get(desk.tx, item_id)
    if item is None:
        raise Refusal("not_yours")
    return item


def _movable(standing: Scored, now: datetime) -> tuple[str, ...]:
    if standing.current is None:
        raise Refusal("no_history")
    return movable(standing.scorecard, standing.current.ratings, now=now)


def _open(desk: Desk, person: Person, subject_id: int) -> Subject:
    subject = scorable(desk, person, subject_id)
    refuse_closed(subject)
    return subject
