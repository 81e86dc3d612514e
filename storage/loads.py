"""What people's weekly loads rest on: what waits for them, what they have reviewed, their largest amounts."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select

from flows.company.subjects import Kind, Status
from flows.rhythm.load import Done
from flows.rhythm.priority import Waiting
from storage.engine import Transaction
from storage.reviews import COUNTS, reviews
from storage.scores import current_scores
from storage.subjects import subjects

OPEN = subjects.c.status == Status.OPEN.value


def waiting(tx: Transaction, owner_ids: Collection[int]) -> dict[int, list[Waiting]]:
    """One query: the open subjects that want a review by now, by the id of who carries them."""
    c, reviewed_at = subjects.c, current_scores.c.reviewed_at
    query = select(c.owner_id, c.id, c.kind, c.amount, c.currency, c.close_date, c.due_at, reviewed_at)
    query = query.select_from(subjects.outerjoin(current_scores, current_scores.c.subject_id == c.id))
    theirs = c.workspace_id == tx.workspace, c.owner_id.in_(owner_ids), OPEN, c.due_at <= tx.now
    found: defaultdict[int, list[Waiting]] = defaultdict(list)
    for owner_id, id_, kind, *rest in tx.execute(query.where(*theirs)).all():  # one fetch, not one for each
        found[owner_id].append(Waiting(id_, Kind(kind), *rest))
    return found


def next_due(tx: Transaction, owner_ids: Collection[int]) -> dict[int, datetime]:
    """One query: when the next open subject of each owner wants a review that wants none yet."""
    c, first = subjects.c, func.min(subjects.c.due_at, type_=subjects.c.due_at.type).label("first")
    theirs = c.workspace_id == tx.workspace, c.owner_id.in_(owner_ids), OPEN, c.due_at > tx.now
    query = select(c.owner_id, first).where(*theirs).group_by(c.owner_id)
    return {row.owner_id: row.first for row in tx.execute(query)}


def done(tx: Transaction, since: Mapping[int, datetime]) -> dict[int, Done]:
    """One query: what each person has reviewed since their own moment, by their id; a subject counts once."""
    if not since:
        return {}
    theirs = reviews.c.workspace_id == tx.workspace, reviews.c.person_id.in_(since), COUNTS
    columns = reviews.c.person_id, reviews.c.subject_id, reviews.c.submitted_at, reviews.c.supersedes_id
    query = select(*columns).where(*theirs, reviews.c.submitted_at >= min(since.values()))
    firsts: defaultdict[int, dict[int, bool]] = defaultdict(dict)
    for row in tx.execute(query.order_by(reviews.c.id)):
        if row.submitted_at >= since[row.person_id]:
            firsts[row.person_id].setdefault(row.subject_id, row.supersedes_id is None)
    return {
        person_id: Done(sum(by_subject.values()), len(by_subject) - sum(by_subject.values()))
        for person_id, by_subject in firsts.items()
    }


def largest(tx: Transaction, owner_ids: Collection[int]) -> dict[int, dict[tuple[Kind, str], Decimal]]:
    """One query: each owner's largest open amount of each kind and currency."""
    named = subjects.c.owner_id, subjects.c.kind, subjects.c.currency
    theirs = subjects.c.workspace_id == tx.workspace, subjects.c.owner_id.in_(owner_ids), OPEN
    most = func.max(subjects.c.amount, type_=subjects.c.amount.type).label("most")
    query = select(*named, most).where(*theirs, subjects.c.amount.is_not(None)).group_by(*named)
    found: defaultdict[int, dict[tuple[Kind, str], Decimal]] = defaultdict(dict)
    for row in tx.execute(query):
        found[row.owner_id][Kind(row.kind), row.currency] = row.most
    return found


def begun(tx: Transaction) -> datetime | None:
    """When the workspace's first subject came; None while there is none."""
    query = select(subjects.c.seen_at).where(subjects.c.workspace_id == tx.workspace)
    return tx.execute(query.order_by(subjects.c.id).limit(1)).scalar_one_or_none()
