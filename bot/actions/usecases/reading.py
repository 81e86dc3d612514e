"""Action items as somebody reads them: who does each, of what, whether its day is over, and what has moved."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.kit.desk import Desk
from bot.standing.readers import hidden_from
from bot.standing.versions import scorecard_of
from flows.company.people import Person, reads, scores
from flows.company.subjects import Subject
from flows.review.action_item import ActionItem, Kind, Level, Movement, movement
from flows.scorecards.fitting import still_fitting
from flows.scorecards.scorecard import Scorecard
from storage import action_items, changes, people, reviews, subjects


@dataclass(frozen=True)
class Item:
    """An action item as somebody reads it.

    `who` is None for the customer, `about` whose plan it stands in, where that is another's. `scorecard` is the one in
    which its question stands. `is_past` says whether its day is over where whoever sees to it is, `lost_on` when its
    subject was lost or is gone. `movement` is how its question has moved, for who is not blind to that.
    """

    item: ActionItem
    subject: Subject | None
    who: str | None
    about: str
    scorecard: Scorecard | None
    is_past: bool
    may_settle: bool
    lost_on: date | None = None
    movement: Movement | None = None


@dataclass(frozen=True)
class Known:
    """What is known for reading action items: people and subjects by id, and of which subjects what may be done."""

    people: Mapping[int, Person]
    subjects: Mapping[int, Subject]
    scorable: Collection[int]
    open_eyed: Collection[int]  # those whose levels the reader may see


def today_of(person: Person, now: datetime) -> date:
    """The local day of a person."""
    return now.astimezone(ZoneInfo(person.timezone)).date()


def of_subject(
    desk: Desk, person: Person, subject: Subject, *, may_score: bool, is_blind: bool
) -> list[Item]:
    """The action items of a subject that this person may read, open or not, the soonest first."""
    found = action_items.of(desk.tx, [subject.id])
    if not found:
        return []
    known = Known(
        _people_of(desk, found, [subject]),
        {subject.id: subject},
        {subject.id} if may_score else (),
        () if is_blind else {subject.id},
    )
    return _read(desk, person, [each for each in found if is_visible(person, each, known)], known)


def listed(desk: Desk, person: Person, found: Sequence[ActionItem]) -> list[Item]:
    """These action items as this person reads them; of which subject, only where they read that or do it themselves."""
    if not found:
        return []
    ids = sorted({each.subject_id for each in found if each.subject_id is not None})
    seen = subjects.among(desk.tx, ids, viewer=person, reach=reads(person))
    scorable = subjects.among(desk.tx, ids, viewer=person, reach=scores(person))
    told = {each.subject_id for each in found if each.person_id == person.id} - {each.id for each in seen}
    shown = [*seen, *subjects.those(desk.tx, [id_ for id_ in told if id_])]
    known = Known(
        _people_of(desk, found, shown),
        {each.id: each for each in shown},
        {each.id for each in scorable},
        {each.id for each in seen} - hidden_from(desk, person),
    )
    return _read(desk, person, found, known)


def told(desk: Desk, found: Sequence[ActionItem]) -> list[Item]:
    """These action items as whoever is in the digest's channel reads them, who settles none of them."""
    if not found:
        return []
    shown = subjects.those(
        desk.tx, sorted({each.subject_id for each in found if each.subject_id is not None})
    )
    by_id = {each.id: each for each in shown}
    return _read(desk, None, found, Known(_people_of(desk, found, shown), by_id, (), by_id))


def is_visible(person: Person, item: ActionItem, known: Known) -> bool:
    """Whether somebody who reads its subject reads it too: a plan is for those whom it is about, and their managers."""
    if item.kind is Kind.CUSTOMER:
        return True
    subject = known.subjects.get(item.subject_id or 0)
    concerned = {item.person_id, item.about_id, item.created_by, subject.owner_id if subject else None}
    return person.id in concerned or any(
        each.manager_id == person.id for each in known.people.values() if each.id in concerned
    )


def may_settle(person: Person, item: ActionItem, doer: Person | None, *, may_score: bool) -> bool:
    """Whether somebody may say what became of it: who does it, their manager, and who may score its subject.

    Of one without a subject also who wrote it down.
    """
    if may_score or person.id == item.person_id or (doer and doer.manager_id == person.id):
        return True
    return item.subject_id is None and item.created_by == person.id


def _people_of(desk: Desk, found: Iterable[ActionItem], shown: Iterable[Subject]) -> dict[int, Person]:
    ids = {id_ for each in found for id_ in (each.person_id, each.about_id, each.owner_id, each.created_by)}
    return {each.id: each for each in people.those(desk.tx, ids | {each.owner_id for each in shown})}


def _read(desk: Desk, person: Person | None, found: Sequence[ActionItem], known: Known) -> list[Item]:
    lost = [each.subject_id for each in found if each.is_lost and each.subject_id in known.subjects]
    closed = changes.status_changed_at(desk.tx, [id_ for id_ in lost if id_])
    moved = _movements(desk, [each for each in found if each.subject_id in known.open_eyed])

    def one(item: ActionItem) -> Item:
        subject, doer = known.subjects.get(item.subject_id or 0), known.people.get(item.person_id or 0)
        owner, about = known.people[item.owner_id], known.people.get(item.about_id or 0)
        return Item(
            item=item,
            subject=subject,
            who=None if item.person_id is None else doer.name if doer else "",
            about=about.name if about and about.id != item.person_id else "",
            scorecard=scorecard_of(desk, item.scorecard_hash) if item.scorecard_hash else None,
            is_past=item.is_overdue(today_of(owner, desk.now)),
            may_settle=person is not None
            and may_settle(person, item, doer, may_score=item.subject_id in known.scorable),
            lost_on=_lost_on(desk, subject, closed, person) if subject and item.is_lost else None,
            movement=moved.get(item.id),
        )

    return [one(item) for item in found]


def _lost_on(
    desk: Desk, subject: Subject, closed: Mapping[int, datetime], reader: Person | None
) -> date | None:
    """The day on which it was lost: as its source states it, else when somebody said so."""
    said = closed.get(subject.id)
    return subject.closed_on or (desk.texts(reader).local_date(said) if said else subject.close_date)


def _movements(desk: Desk, found: Sequence[ActionItem]) -> dict[int, Movement]:
    """How the questions have moved, by the ids of the action items."""
    moving = [each for each in found if each.question_id and each.scorecard_hash and each.subject_id]
    if not moving:
        return {}
    rows = reviews.levels(
        desk.tx, {each.subject_id or 0 for each in moving}, {each.question_id or "" for each in moving}
    )
    said = defaultdict(list)
    for row in rows:
        said[row.subject_id, row.question_id].append(row)

    def of(item: ActionItem) -> Movement | None:
        alike = [
            Level(row.submitted_at, row.level)
            for row in said[item.subject_id, item.question_id]
            if _is_the_same(desk, item, row.scorecard_hash)
        ]
        return movement(alike, since=item.created_at)

    moves = {item.id: of(item) for item in moving}
    return {id_: move for id_, move in moves.items() if move}


def _is_the_same(desk: Desk, item: ActionItem, version: str) -> bool:
    """Whether its question stands word for word in another version of the scorecard."""
    own, question = item.scorecard_hash or "", item.question_id or ""
    if own == version:
        return True
    return bool(still_fitting(scorecard_of(desk, own), scorecard_of(desk, version), {question: True}))
