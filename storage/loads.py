"""What people's weekly loads rest on: what waits for them, what they have reviewed, their largest amounts."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, select

from flows.company.subjects import Kind, Status
from flows.rhythm.load import Done
from flows.rhythm.priority import Waiting
from storage.engine import Transaction
from storage.reviews import COUNTS, reviews
from storage.schema import HERE, NOW
from storage.scores import current_scores
from storage.subjects import subjects

c = subjects.c
OPEN = c.status == Status.OPEN.value
THEIRS = c.workspace_id == HERE, c.owner_id.in_(bindparam("owner_ids", expanding=True)), OPEN
WAITING = (
    select(
        c.owner_id, c.id, c.kind, c.amount, c.currency, c.close_date, c.due_at, current_scores.c.reviewed_at
    )
    .select_from(subjects.outerjoin(current_scores, current_scores.c.subject_id == c.id))
    .where(*THEIRS, c.due_at <= NOW)
)


def waiting(tx: Transaction, owner_ids: Collection[int]) -> dict[int, list[Waiting]]:
    """One query: the open subjects that want a review by now, by the id of who carries them."""
    found: defaultdict[int, list[Waiting]] = defaultdict(list)
    for row in tx.run(WAITING, owner_ids=list(owner_ids)).all():  # one fetch, not one for each
        about = row.amount, row.currency, row.close_date, row.due_at, row.reviewed_at
        found[row.owner_id].append(Waiting(row.id, Kind(row.kind), *about))
    return found


NEXT_DUE = (
    select(c.owner_id, func.min(c.due_at, type_=c.due_at.type).label("first"))
    .where(*THEIRS, c.due_at > NOW)
    .group_by(c.owner_id)
)


def next_due(tx: Transaction, owner_ids: Collection[int]) -> dict[int, datetime]:
    """One query: when the next open subject of each owner wants a review that wants none yet."""
    return {row.owner_id: row.first for row in tx.run(NEXT_DUE, owner_ids=list(owner_ids))}


REVIEWED = (
    select(reviews.c.person_id, reviews.c.subject_id, reviews.c.submitted_at, reviews.c.supersedes_id)
    .where(
        reviews.c.workspace_id == HERE,
        reviews.c.person_id.in_(bindparam("person_ids", expanding=True)),
        COUNTS,
        reviews.c.submitted_at >= bindparam("since"),
    )
    .order_by(reviews.c.id)
)


def done(tx: Transaction, since: Mapping[int, datetime]) -> dict[int, Done]:
    """One query: what each person has reviewed since their own moment, by their id; a subject counts once."""
    if not since:
        return {}
    firsts: defaultdict[int, dict[int, bool]] = defaultdict(dict)
    for row in tx.run(REVIEWED, person_ids=list(since), since=min(since.values())):
        if row.submitted_at >= since[row.person_id]:
            firsts[row.person_id].setdefault(row.subject_id, row.supersedes_id is None)
    return {
        person_id: Done(sum(by_subject.values()), len(by_subject) - sum(by_subject.values()))
        for person_id, by_subject in firsts.items()
    }


LARGEST = (
    select(c.owner_id, c.kind, c.currency, func.max(c.amount, type_=c.amount.type).label("most"))
    .where(*THEIRS, c.amount.is_not(None))
    .group_by(c.owner_id, c.kind, c.currency)
)


def largest(tx: Transaction, owner_ids: Collection[int]) -> dict[int, dict[tuple[Kind, str], Decimal]]:
    """One query: each owner's largest open amount of each kind and currency."""
    found: defaultdict[int, dict[tuple[Kind, str], Decimal]] = defaultdict(dict)
    for row in tx.run(LARGEST, owner_ids=list(owner_ids)):
        found[row.owner_id][Kind(row.kind), row.currency] = row.most
    return found


FIRST = select(c.seen_at).where(c.workspace_id == HERE).order_by(c.id).limit(1)


def begun(tx: Transaction) -> datetime | None:
    """When the workspace's first subject came; None while there is none."""
    return tx.run(FIRST).scalar_one_or_none()
