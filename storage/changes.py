"""What changed in a subject: every field before and after, dated, with who or what said so."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.exc import NoResultFound

from flows.company.changes import FIELDS, Change, Value
from flows.company.naming import searchable
from flows.company.subjects import Status
from flows.scoring.score import CloseMove
from storage import due_actions, kept_loads, kept_scores
from storage.engine import Transaction, in_parts
from storage.schema import HERE, UtcDateTime, metadata, needed, rounded
from storage.subjects import subjects

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id")),
    needed("field", Text),
    Column("before", Text),
    Column("after", Text),
    needed("at", UtcDateTime),
    Column("by_person", ForeignKey("people.id")),
    Column("by_source", Text),
    Index(None, "subject_id", "field", "at"),
    Index(None, "workspace_id", "field", "at"),
    sqlite_autoincrement=True,
)

LOST_REASON = "lost_reason"  # no source states it, only people do
FOUND_BY = ("name", "customer", "product")
AT_ONCE = 500  # subjects; SQLite takes 32,766 parameters in one statement
Rows = Mapping[int, dict[str, Any]]


def apply_changes(
    tx: Transaction,
    subject_id: int,
    new: Iterable[Change],
    *,
    by_person: int | None = None,
    by_source: str | None = None,
) -> int:
    """Give a subject the `after` of each change and note it with what stood there before; gives how many.

    A field that has that value already is no change. KeyError for a field that nobody may change, and
    sqlalchemy's NoResultFound for a subject that isn't there.
    """
    return apply_many(tx, {subject_id: new}, by_person=by_person, by_source=by_source)


def apply_many(
    tx: Transaction,
    new: Mapping[int, Iterable[Change]],
    *,
    by_person: int | None = None,
    by_source: str | None = None,
) -> int:
    """The same for many subjects, by their ids, in a few statements; an import may touch thousands."""
    said = {"workspace_id": tx.workspace, "at": tx.now, "by_person": by_person, "by_source": by_source}
    count = 0
    for part in in_parts(list(new), AT_ONCE):
        before = _locked(tx, part)
        changed = {id_: _differing(before[id_], new[id_]) for id_ in part}
        moved = {id_: values for id_, values in changed.items() if values}
        _update(tx, before, moved)
        kept_scores.touch(tx, moved)
        kept_loads.touch(
            tx, {before[id_]["owner_id"] for id_, values in moved.items() if "owner_id" in values}
        )
        opened = [id_ for id_, values in moved.items() if values.get("status") == Status.OPEN.value]
        if opened:
            due_actions.look_again_at(tx, opened)
        noted = [note | said for id_ in part for note in _notes(id_, before[id_], changed[id_])]
        if noted:
            tx.execute(insert(changes), noted)
        count += len(noted)
    return count


def said_by(tx: Transaction, field: str, by_source: str, ids: Collection[int]) -> frozenset[int]:
    """Those of these subjects of which this source, or somebody in Slack, has ever changed the field."""
    said = (changes.c.by_source == by_source) | changes.c.by_person.is_not(None)
    query = select(changes.c.subject_id).where(
        changes.c.workspace_id == tx.workspace, changes.c.subject_id.in_(ids), changes.c.field == field, said
    )
    return frozenset(tx.execute(query).scalars())


def later(
    tx: Transaction, subject_id: int, fields: Collection[str]
) -> list[tuple[str, datetime, str | None]]:
    """Every change of these fields of a subject as (field, moment, what stood there before), the oldest first."""
    query = select(changes.c.field, changes.c.at, changes.c.before).where(
        changes.c.workspace_id == tx.workspace,
        changes.c.subject_id == subject_id,
        changes.c.field.in_(fields),
    )
    return [(row.field, row.at, row.before) for row in tx.execute(query.order_by(changes.c.at, changes.c.id))]


CLOSED = (
    select(changes.c.subject_id, func.max(changes.c.at).label("at"))
    .where(
        changes.c.workspace_id == HERE,
        changes.c.subject_id.in_(bindparam("subject_ids", expanding=True)),
        changes.c.field == "status",
    )
    .group_by(changes.c.subject_id)
)


def status_changed_at(tx: Transaction, subject_ids: Collection[int]) -> dict[int, datetime]:
    """When the status of these subjects was changed for the last time, by their ids."""
    found = tx.run(CLOSED, subject_ids=list(subject_ids)) if subject_ids else ()
    return {row.subject_id: row.at for row in found}


def said_before_people(
    tx: Transaction, ids: Collection[int] | None = None
) -> dict[tuple[int, str], str | None]:
    """What stood in each field before somebody in Slack changed it, as text, by subject and field.

    That is what the sources said last: a source that says it again has no news. Fields that a source has
    changed since are left out. Of these subjects only, a few hundred at a time, or of all.
    """
    if ids is not None and not ids:
        return {}
    asked = true() if ids is None else changes.c.subject_id.in_(ids)
    by_people = select(changes.c.subject_id, changes.c.field).where(
        changes.c.workspace_id == tx.workspace, changes.c.by_person.is_not(None), asked
    )
    query = select(changes).where(tuple_(changes.c.subject_id, changes.c.field).in_(by_people))
    said: dict[tuple[int, str], str | None] = {}
    for row in tx.execute(query.order_by(changes.c.id)):
        if row.by_person is None:
            said.pop((row.subject_id, row.field), None)
        else:
            said.setdefault((row.subject_id, row.field), row.before)
    return said


def noted(change: Change) -> str | None:
    """What a change would leave in its field, as text. KeyError for a field that nobody may change."""
    return _text(_stored(change.field, change.after))


CLOSINGS = (
    select(changes)
    .where(
        changes.c.workspace_id == HERE,
        changes.c.field == "close_date",
        (changes.c.at >= bindparam("since")) | changes.c.after.is_(None),
    )
    .order_by(changes.c.at, changes.c.id)
)
THEIR_CLOSINGS = CLOSINGS.where(changes.c.subject_id.in_(bindparam("subject_ids", expanding=True)))


def close_moves(
    tx: Transaction, subject_ids: Collection[int] | None, *, since: datetime
) -> dict[int, tuple[CloseMove, ...]]:
    """The moves of the expected close since a moment, by subject, the oldest first; None asks for all.

    Stating it for the first time and taking it away are no moves; stating it again is one from where it stood
    when it was taken away, however long ago that was.
    """
    if subject_ids is None:
        found = tx.run(CLOSINGS, since=since)
    else:
        found = tx.run(THEIR_CLOSINGS, since=since, subject_ids=list(subject_ids))
    stood: dict[int, str] = {}
    moves = defaultdict(list)
    for row in found:
        before = row.before or stood.get(row.subject_id)
        if row.after is None:
            stood[row.subject_id] = row.before
        elif before is not None:
            move = CloseMove(row.at, date.fromisoformat(before), date.fromisoformat(row.after))
            moves[row.subject_id].append(move)
    return {subject_id: tuple(listed) for subject_id, listed in moves.items()}


def _locked(tx: Transaction, ids: Sequence[int]) -> Rows:
    """The subjects as they stand; the lock keeps somebody else's change from coming in between."""
    which = subjects.c.workspace_id == tx.workspace, subjects.c.id.in_(ids)
    query = select(subjects).where(*which).order_by(subjects.c.id).with_for_update()
    found = {row.id: row._asdict() for row in tx.execute(query)}
    if missing := set(ids) - found.keys():
        raise NoResultFound(f"there is no subject {min(missing)}")
    return found


def _differing(before: Mapping[str, object], new: Iterable[Change]) -> dict[str, object]:
    after = {change.field: _stored(change.field, change.after) for change in new}
    return {field: value for field, value in after.items() if value != before[field]}


def _update(tx: Transaction, before: Rows, changed: Rows) -> None:
    """One statement for all subjects in which the same fields change."""
    alike = defaultdict(list)
    for id_, values in changed.items():
        folded = searchable(*(str((before[id_] | values)[field] or "") for field in FOUND_BY))
        alike[frozenset(values)].append({"which": id_, "updated_at": tx.now, "folded": folded, **values})
    for rows in alike.values():
        tx.execute(update(subjects).where(subjects.c.id == bindparam("which")), rows)


def _notes(
    subject_id: int, before: Mapping[str, object], changed: Mapping[str, object]
) -> Iterator[dict[str, object]]:
    for field, value in changed.items():
        yield {
            "subject_id": subject_id,
            "field": field,
            "before": _text(before[field]),
            "after": _text(value),
        }


def _stored(field: str, value: object) -> object:
    if field not in FIELDS and field != LOST_REASON:
        raise KeyError(field)
    if isinstance(value, Enum):
        return value.value
    return rounded(value) if isinstance(value, Decimal) else value


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


AMOUNTS = {"amount", "probability", "stage_probability"}


DATES = {"close_date", "created_on", "closed_on"}


@dataclass(frozen=True)
class Noted:
    """A change on record: when (UTC), and by which person (id) or which source."""

    change: Change
    at: datetime
    by_person: int | None
    by_source: str | None


def newest(tx: Transaction, subject_id: int, *, limit: int) -> list[Noted]:
    """The newest changes of a subject, the newest first."""
    its = changes.c.workspace_id == tx.workspace, changes.c.subject_id == subject_id
    query = select(changes).where(*its).order_by(changes.c.id.desc()).limit(limit)
    return [
        Noted(
            Change(row.field, stated(row.field, row.before), stated(row.field, row.after)),
            row.at,
            row.by_person,
            row.by_source,
        )
        for row in tx.execute(query)
    ]


def stated(field: str, text: str | None) -> Value:
    """What the text that a change keeps says of a field."""
    if text is None:
        return None
    if field == "owner_id":
        return int(text)
    if field in DATES:
        return date.fromisoformat(text)
    return Decimal(text) if field in AMOUNTS else text
