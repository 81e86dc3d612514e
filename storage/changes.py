"""What changed in a subject: every field before and after, dated, with who or what said so."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from sqlalchemy import Connection, insert, select, true, update

from flows.crm import FIELDS, Change
from flows.naming import searchable
from flows.scoring import CloseMove
from storage.columns import rounded
from storage.tables import changes, subjects

FOUND_BY = ("name", "customer", "product")


def apply_changes(
    tx: Connection,
    workspace: int,
    subject_id: int,
    new: Iterable[Change],
    *,
    at: datetime,
    by_person: int | None = None,
    by_source: str | None = None,
) -> int:
    """Give a subject the `after` of each change and note it with what stood there before; gives how many.

    A field that has that value already is no change. KeyError for a field that no source may change, and
    sqlalchemy's NoResultFound for a subject that isn't there.
    """
    which = subjects.c.workspace_id == workspace, subjects.c.id == subject_id
    before = tx.execute(select(subjects).where(*which).with_for_update()).one()._asdict()
    after = {change.field: _stored(change.field, change.after) for change in new}
    changed = {field: value for field, value in after.items() if value != before[field]}
    if not changed:
        return 0
    folded = searchable(*((before | changed)[field] or "" for field in FOUND_BY))
    tx.execute(update(subjects).where(*which).values(**changed, updated_at=at, folded=folded))
    said = {"workspace_id": workspace, "subject_id": subject_id, "at": at}
    by = {"by_person": by_person, "by_source": by_source}
    noted = [
        {"field": field, "before": _text(before[field]), "after": _text(value)} | said | by
        for field, value in changed.items()
    ]
    tx.execute(insert(changes), noted)
    return len(noted)


def close_moves(
    tx: Connection, workspace: int, subject_ids: Collection[int] | None, *, since: datetime
) -> dict[int, tuple[CloseMove, ...]]:
    """The moves of the expected close since a moment, by subject, the oldest first; None asks for all.

    Stating it for the first time and taking it away are no moves.
    """
    asked = true() if subject_ids is None else changes.c.subject_id.in_(subject_ids)
    dated = changes.c.before.is_not(None), changes.c.after.is_not(None)
    query = select(changes).where(
        changes.c.workspace_id == workspace,
        changes.c.field == "close_date",
        changes.c.at >= since,
        asked,
        *dated,
    )
    moves = defaultdict(list)
    for row in tx.execute(query.order_by(changes.c.at, changes.c.id)):
        move = CloseMove(row.at, date.fromisoformat(row.before), date.fromisoformat(row.after))
        moves[row.subject_id].append(move)
    return {subject_id: tuple(found) for subject_id, found in moves.items()}


def _stored(field: str, value: object) -> object:
    if field not in FIELDS:
        raise KeyError(field)
    if isinstance(value, Enum):
        return value.value
    return rounded(value) if isinstance(value, Decimal) else value


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
