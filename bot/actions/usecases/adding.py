"""Adding an action item: the form, who could do it, and keeping it. One without owner or day is not kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.actions.usecases.reading import today_of
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.access import refuse_closed, scorable
from bot.standing.standings import Scored, scored_standing, way_of
from flows.company.people import Person, Role
from flows.company.subjects import Subject
from flows.facts import ActionItemAdded
from flows.review.action_item import ActionItem, Kind, NewActionItem
from flows.rhythm.due_actions import Step, first_step
from flows.scorecards.scorecard import Scorecard
from flows.scoring.movable import first_to_move, movable
from storage import action_items, people

LONGEST = timedelta(days=366)
PLANS = (Kind.COACHING, Kind.COMPETENCE, Kind.MANAGEMENT)  # those that need no subject
PLANNERS = (Role.SELLER, Role.MANAGER, Role.DIRECTOR)


@dataclass(frozen=True)
class Blank:
    """What the form for an action item shows: the questions that can be moved, and which is chosen at first."""

    subject: Subject
    scorecard: Scorecard
    questions: tuple[str, ...]
    first: str


@dataclass(frozen=True)
class StatedItem:
    """An action item as somebody states it.

    `person_id` is who does it, None for the customer; `by` is None where no day was said. `subject_id` and
    `question_id` are None for a plan; that one is `about_id`'s, or for None a team's.
    """

    what: str
    person_id: int | None
    by: date | None
    kind: Kind = Kind.CUSTOMER
    subject_id: int | None = None
    question_id: str | None = None
    about_id: int | None = None


@dataclass(frozen=True)
class Added:
    """An action item as it is kept, and whether it is new."""

    item: ActionItem
    is_new: bool


@dataclass(frozen=True)
class Candidate:
    """Somebody who could do it: None for the customer. `relation` is me, owner, manager, team, customer or other."""

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


def planners(desk: Desk, person: Person) -> list[Candidate]:
    """Who could do something of a plan: oneself, one's manager, one's team; refuses who has no part in plans."""
    if person.role not in PLANNERS:
        raise Refusal("action_plans")
    manager = people.by_id(desk.tx, person.manager_id) if person.manager_id else None
    team = [(each, "team") for each in people.team_of(desk.tx, person.id) if each.role is not Role.NONE]
    return _first_of_each([(person, "me"), (manager, "own_manager"), *team])


def _first_of_each(found: Iterable[tuple[Person | None, str]]) -> list[Candidate]:
    by_id: dict[int, Candidate] = {}
    for person, relation in found:
        if person:
            by_id.setdefault(person.id, Candidate(person, relation))
    return list(by_id.values())


def add(desk: Desk, person: Person, stated: StatedItem) -> Added:
    """Add an action item; the same one is open once.

    Refuses one without words, owner or day; days that are over or more than a year ahead; people who have no part in
    it. Of a subject: what is not the person's to score or closed, and with a question besides what is hidden from
    them, and questions that the scorecard hasn't. Without a subject: what is with the customer, and people who are
    neither themselves nor their manager nor in their team.
    """
    if not stated.what.strip():
        raise Refusal("action_what")
    by = refuse_odd_day(desk, person, stated.by)
    new = NewActionItem(
        kind=stated.kind,
        subject_id=stated.subject_id,
        question_id=stated.question_id,
        scorecard_hash=_scorecard_hash(desk, person, stated),
        what=stated.what.strip(),
        person_id=stated.person_id,
        about_id=_about(desk, person, stated),
        by=by,
        created_by=person.id,
        created_at=desk.now,
    )
    owner_id = _owner_id(desk, person, stated)
    item_id, is_new = action_items.add(desk.tx, new, planned_for(desk, owner_id, by))
    if is_new:
        desk.say(ActionItemAdded(item_id, person.id, stated.person_id, owner_id))
    item = action_items.get(desk.tx, item_id)
    if item is None:
        raise LookupError(item_id)
    return Added(item, is_new)


def refuse_odd_day(desk: Desk, person: Person, by: date | None) -> date:
    """The day; refuses none, one that is over, and one more than a year ahead."""
    if by is None:
        raise Refusal("action_no_day")
    if not timedelta() <= by - today_of(person, desk.now) <= LONGEST:
        raise Refusal("action_day")
    return by


def planned_for(desk: Desk, owner_id: int, by: date) -> Step:
    """What reminder comes first of an action item that somebody sees to."""
    owner = people.by_id(desk.tx, owner_id)
    return first_step(by, owner.timezone if owner else desk.settings.timezone, now=desk.now)


def _scorecard_hash(desk: Desk, person: Person, stated: StatedItem) -> str | None:
    """The version in which its question stands; None where it moves none."""
    if stated.subject_id is None:
        if stated.kind is Kind.CUSTOMER or stated.question_id is not None:
            raise Refusal("action_subject")
        return None
    subject = _open(desk, person, stated.subject_id)
    if stated.question_id is None:
        return None
    standing = scored_standing(desk, person, subject)
    if standing.current is None or stated.question_id not in standing.scorecard.by_id:
        raise Refusal("action_question")
    return standing.current.scorecard_hash


def _about(desk: Desk, person: Person, stated: StatedItem) -> int | None:
    """Whose plan it stands in: of who has no team always their own."""
    if stated.subject_id is not None:
        return None
    near = {each.person.id: each.relation for each in planners(desk, person) if each.person}
    if stated.person_id not in near or stated.about_id not in {None, *near}:
        raise Refusal("action_owner" if stated.person_id is None else "action_whose")
    return stated.about_id if "team" in near.values() else person.id


def _owner_id(desk: Desk, person: Person, stated: StatedItem) -> int:
    """Who sees to it: who does it, and for the customer whoever carries the subject, else whoever writes it down."""
    if stated.person_id is not None:
        doer = people.by_id(desk.tx, stated.person_id)
        if doer is None or doer.role is Role.NONE:
            raise Refusal("owner_unlisted")
        return doer.id
    if stated.kind is not Kind.CUSTOMER or stated.subject_id is None:
        raise Refusal("action_owner")
    return _open(desk, person, stated.subject_id).owner_id or person.id


def _movable(standing: Scored, now: datetime) -> tuple[str, ...]:
    if standing.current is None:
        raise Refusal("no_history")
    return movable(standing.scorecard, standing.current.ratings, now=now)


def _open(desk: Desk, person: Person, subject_id: int) -> Subject:
    subject = scorable(desk, person, subject_id)
    refuse_closed(subject)
    return subject
