"""Looking after one subject: what a person changes of it, and closing and opening it again."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.deals.usecases.accounts import keep_customers, unkept
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.access import refuse_blind, scorable
from bot.standing.readers import is_blind
from flows import facts as happened
from flows.company.changes import Change, Value
from flows.company.people import Person, Reach, reads, scores
from flows.company.subjects import Kind, Status, Subject
from storage import changes, people, subjects

LOST_REASON = "lost_reason"
PROBABILITY = "probability"
FOR_BOTH = frozenset({"amount", "currency", "close_date", "owner_id", "segment", "status", LOST_REASON})
CHANGEABLE = {Kind.DEAL: FOR_BOTH | {"stage", PROBABILITY}, Kind.CUSTOMER: FOR_BOTH}
STATUSES = {
    Kind.DEAL: (Status.OPEN, Status.WON, Status.LOST, Status.GONE),
    Kind.CUSTOMER: (Status.OPEN, Status.LOST, Status.GONE),
}


@dataclass(frozen=True)
class Changed:
    """A subject as it was, what was changed, everybody by id, its new owner if there is one.

    `still_theirs` says whether the person who changed it still gets at it.
    """

    before: Subject
    changes: tuple[Change, ...]
    owners: Mapping[int, Person]
    new_owner: Person | None
    still_theirs: bool


@dataclass(frozen=True)
class Changeable:
    """A subject with its owner, and the names of the fields that a reader may see and change."""

    subject: Subject
    owner: Person | None
    fields: frozenset[str]


def to_change(desk: Desk, person: Person, subject_id: int) -> Changeable:
    """What the form shows; refuses what the person may not score. Who is blind to it sees no probability."""
    subject = scorable(desk, person, subject_id)
    owner = people.by_id(desk.tx, subject.owner_id) if subject.owner_id else None
    hidden = {PROBABILITY} if is_blind(desk, person, subject_id) else set()
    return Changeable(subject, owner, CHANGEABLE[subject.kind] - hidden)


def owner_from_slack(desk: Desk, slack_id: str) -> Person:
    """Who may carry subjects, by Slack id; refuses people who are not on the list or who only read."""
    return _owner(people.by_slack(desk.tx, slack_id))


def _owner(person: Person | None) -> Person:
    if person is None:
        raise Refusal("owner_unlisted")
    if scores(person) is Reach.NONE:
        raise Refusal("owner_reads_only")
    return person


def change(desk: Desk, person: Person, subject_id: int, said: Mapping[str, Value]) -> Changed:
    """Give a subject what a person says of it, by field, and keep every change with who and when.

    A closed subject wants no more reviews, one that is opened again wants one now, and a won deal makes its
    account a customer. Refuses what is not the person's to score, and owners and statuses that cannot be; and
    the probability to who is blind to the subject, since it would be told what it was.
    """
    before = scorable(desk, person, subject_id)
    if PROBABILITY in said:
        refuse_blind(desk, person, subject_id)
    said = _whole(before, said)
    new_owner = _new_owner(desk, before, said)
    pairs = ((name, getattr(before, name), value) for name, value in said.items())
    found = tuple(Change(name, old, new) for name, old, new in pairs if old != new)
    changes.apply_changes(desk.tx, subject_id, found, by_person=person.id)
    if any(one.field == "status" for one in found):
        _follow_status(desk, subject_id, Status(str(said["status"])))
    everybody = {each.id: each for each in people.all_of(desk.tx)}
    if found:
        fields = tuple(one.field for one in found)
        owner_id = new_owner.id if new_owner else before.owner_id
        desk.say(happened.Changed(subject_id, person.id, fields, before.owner_id, owner_id))
    still = subjects.get(desk.tx, subject_id, viewer=person, reach=reads(person))
    return Changed(before, found, everybody, new_owner, still is not None)


def _whole(before: Subject, said: Mapping[str, Value]) -> dict[str, Value]:
    """What was said, checked: a lost one has a reason, and what is not lost has none."""
    if said.keys() - CHANGEABLE[before.kind]:
        raise Refusal("unknown_field")
    status = str(said.get("status", before.status.value))
    if status not in {one.value for one in STATUSES[before.kind]}:
        raise Refusal("unknown_status")
    whole = {**said, "status": Status(status)}
    if status != Status.LOST:
        return {**whole, LOST_REASON: None}
    had_none = before.status is Status.LOST and not before.lost_reason  # an import gives no reasons
    if not whole.get(LOST_REASON, before.lost_reason) and not had_none:
        raise Refusal("lost_without_reason")
    return whole


def _new_owner(desk: Desk, before: Subject, said: Mapping[str, Value]) -> Person | None:
    owner_id = said.get("owner_id", before.owner_id)
    if owner_id == before.owner_id or not isinstance(owner_id, int):
        return None
    return _owner(people.by_id(desk.tx, owner_id))


def _follow_status(desk: Desk, subject_id: int, status: Status) -> None:
    subjects.set_due(desk.tx, subject_id, desk.now if status is Status.OPEN else None)
    if status is Status.WON:
        keep_customers(desk, unkept(desk))
