"""Action items: what somebody has said that they, or the customer, will do; and what became of it, as facts."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    CursorResult,
    Date,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    column,
    func,
    insert,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.exc import NoResultFound

from flows.company.subjects import Status
from flows.review.action_item import ActionItem, Became, Fate, Kind, NewActionItem
from flows.rhythm.due_actions import Step
from storage.engine import Transaction
from storage.people import people
from storage.schema import HERE, UtcDateTime, metadata, needed
from storage.subjects import subjects

TO_COME = column("due_at").is_not(None)
action_items = Table(
    "action_items",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("kind", Text, server_default=Kind.CUSTOMER.value),
    Column("subject_id", ForeignKey("subjects.id"), index=True),
    Column("question_id", Text),  # which it is to move
    Column("scorecard_hash", Text),
    needed("what", Text),
    Column("person_id", ForeignKey("people.id")),  # who does it; empty for the customer
    Column("about_id", ForeignKey("people.id"), index=True),  # whose plan it stands in; empty for a team's
    needed("by", Date),
    needed("created_at", UtcDateTime),
    needed("created_by", ForeignKey("people.id"), index=True),
    Column("fate_id", Integer),  # what has become of it; empty while it is open
    # Which reminder comes next, if any does, and when it is looked at.
    Column("reminder", Text),
    Column("due_at", UtcDateTime),
    Index(None, "person_id", "fate_id"),
    Index(None, "due_at", sqlite_where=TO_COME, postgresql_where=TO_COME),
    sqlite_autoincrement=True,
)

# Never changed: what is taken back has a row of its own.
action_fates = Table(
    "action_fates",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("item_id", ForeignKey("action_items.id"), index=True),
    needed("fate", Text),
    Column("note", Text),  # what came of it, or why it was dropped
    Column("moved_to", ForeignKey("action_items.id")),
    needed("person_id", ForeignKey("people.id")),
    needed("at", UtcDateTime),
    Index(None, "person_id", "at"),
    sqlite_autoincrement=True,
)

c, f = action_items.c, action_fates.c
# Who sees to it: who does it, and for the customer whoever carries the subject, else whoever wrote it down.
OWNER = func.coalesce(c.person_id, subjects.c.owner_id, c.created_by)
OPEN = c.fate_id.is_(None)
WITH_ALL = action_items.outerjoin(subjects, subjects.c.id == c.subject_id).outerjoin(
    action_fates, f.id == c.fate_id
)
BECAME = (f.fate, f.note, f.person_id.label("settled_by"), f.at)
STATED = tuple(
    c[name]
    for name in (
        *("id", "kind", "subject_id", "question_id", "scorecard_hash", "what", "person_id", "about_id", "by"),
        *("created_at", "created_by"),
    )
)
ALL = (
    select(*STATED, OWNER.label("owner_id"), subjects.c.status, *BECAME)
    .select_from(WITH_ALL)
    .where(c.workspace_id == HERE)
    .order_by(c.by, c.id)
)
THEIRS: BindParameter[Any] = bindparam("people", expanding=True)
BY_ID = ALL.where(c.id == bindparam("item_id"))
THOSE = ALL.where(c.id.in_(bindparam("ids", expanding=True)))
OF_SUBJECTS = ALL.where(c.subject_id.in_(bindparam("subject_ids", expanding=True)))
ABOUT = ALL.where(c.about_id.in_(THEIRS), OPEN)
# One query for each way in which somebody sees to it, so that each has its index.
OWNED = union_all(
    select(c.id).where(c.person_id.in_(THEIRS), OPEN),
    select(c.id)
    .join(subjects, subjects.c.id == c.subject_id)
    .where(subjects.c.owner_id.in_(THEIRS), c.person_id.is_(None), OPEN),
    select(c.id)
    .join(subjects, subjects.c.id == c.subject_id)
    .where(c.created_by.in_(THEIRS), subjects.c.owner_id.is_(None), c.person_id.is_(None), OPEN),
)
SELLER = bindparam("seller", type_=Integer())
OF_PAIR = ALL.where(
    c.id.in_(OWNED) | (c.created_by.in_(THEIRS) & OPEN),
    or_(OWNER == SELLER, c.about_id == SELLER, subjects.c.owner_id == SELLER),
)
OPEN_OF = ALL.where(c.id.in_(OWNED))
SETTLED_OF = ALL.where(f.person_id.in_(THEIRS), f.at > bindparam("since", type_=UtcDateTime()))


def add(tx: Transaction, new: NewActionItem, step: Step) -> tuple[int, bool]:
    """Write an action item, and what reminder comes of it first; gives its id and whether it is new.

    The same one (what, who, by when, which question, of what) of the same person is open only once.
    sqlalchemy's NoResultFound for a subject, or a writer, that isn't there.
    """
    _hold_place(tx, new)
    there = tx.execute(select(c.id).where(*_same(tx.workspace, new))).scalars().first()
    return (write(tx, new, step), True) if there is None else (there, False)


def write(tx: Transaction, new: NewActionItem, step: Step) -> int:
    """Write an action item, whether there is another like it or not; gives its id."""
    said = vars(new) | {"kind": new.kind.value, **_planned(step)}
    added = insert(action_items).values(workspace_id=tx.workspace, **said).returning(c.id)
    item_id: int = tx.execute(added).scalar_one()
    return item_id


def get(tx: Transaction, item_id: int) -> ActionItem | None:
    """The action item with this id."""
    row = tx.run(BY_ID, item_id=item_id).one_or_none()
    return None if row is None else _item(row)


def hold(tx: Transaction, item_id: int) -> ActionItem | None:
    """The same, for writing: whoever else would hold it waits for our end; SQLite has one writer anyway."""
    its = c.workspace_id == tx.workspace, c.id == item_id
    tx.execute(select(c.id).where(*its).with_for_update())
    return get(tx, item_id)


def those(tx: Transaction, ids: Collection[int]) -> list[ActionItem]:
    """The action items with these ids, the soonest first."""
    return [_item(row) for row in tx.run(THOSE, ids=list(ids))]


def of(tx: Transaction, subject_ids: Collection[int]) -> list[ActionItem]:
    """The action items of these subjects, open or not, the soonest first."""
    return [_item(row) for row in tx.run(OF_SUBJECTS, subject_ids=list(subject_ids))]


def open_of(tx: Transaction, person_ids: Collection[int]) -> list[ActionItem]:
    """What is open of what these people see to, the soonest first."""
    return [_item(row) for row in tx.run(OPEN_OF, people=list(person_ids))] if person_ids else []


def open_about(tx: Transaction, person_ids: Collection[int]) -> list[ActionItem]:
    """What is open in the plans of these people, the soonest first."""
    return [_item(row) for row in tx.run(ABOUT, people=list(person_ids))] if person_ids else []


def open_of_pair(tx: Transaction, seller_id: int, manager_id: int) -> list[ActionItem]:
    """What is open and concerns a seller, of what one of the two sees to or has written down, the soonest first."""
    return [_item(row) for row in tx.run(OF_PAIR, people=[seller_id, manager_id], seller=seller_id)]


def settled_by(tx: Transaction, person_id: int, *, since: datetime) -> list[ActionItem]:
    """What somebody has settled since a moment, and has not been taken back, the latest first."""
    found = [_item(row) for row in tx.run(SETTLED_OF, people=[person_id], since=since)]
    return sorted(found, key=lambda each: each.became.at if each.became else since, reverse=True)


def settle(
    tx: Transaction,
    item_id: int,
    fate: Fate,
    *,
    by_person: int,
    note: str | None = None,
    moved_to: int | None = None,
) -> None:
    """Note what became of an action item that is held (see `hold`): nothing more comes of it."""
    said = {"item_id": item_id, "fate": fate.value, "note": note, "moved_to": moved_to}
    fate_id = _note(tx, said | {"person_id": by_person})
    _change(tx, item_id, fate_id=fate_id, reminder=None, due_at=None)


def take_back(tx: Transaction, item_id: int, step: Step, *, by_person: int) -> None:
    """Note that what was said of an action item that is held was a mistake: it is open again, and reminded of."""
    _note(tx, {"item_id": item_id, "fate": Fate.TAKEN_BACK.value, "person_id": by_person})
    _change(tx, item_id, fate_id=None, **_planned(step))


def fates(tx: Transaction, item_id: int) -> list[Became]:
    """All that became of an action item, the oldest first."""
    its = f.workspace_id == tx.workspace, f.item_id == item_id
    rows = tx.execute(select(action_fates).where(*its).order_by(f.id))
    return [Became(Fate(row.fate), row.note, row.person_id, row.at) for row in rows]


def open_counts(tx: Transaction, person_ids: Collection[int] | None = None) -> list[Row[Any]]:
    """How many are open of each owner (of these, or all), kind and day, as (owner_id, kind, by, number).

    Only of what was not lost.
    """
    what = OWNER.label("owner_id"), c.kind, c.by
    query = select(*what, func.count().label("number")).group_by(*what)
    return list(_of_what_stands(tx, query, person_ids))


def past_count(tx: Transaction, kind: Kind, day: date, person_ids: Collection[int] | None = None) -> int:
    """How many of a kind were to be done before a day and are open, of these owners or of all; the same ones."""
    query = select(func.count()).where(c.kind == kind.value, c.by < day)
    number: int = _of_what_stands(tx, query, person_ids).scalar_one()
    return number


def _of_what_stands(
    tx: Transaction, query: Select[Any], person_ids: Collection[int] | None
) -> CursorResult[Any]:
    """A query over what is open, and about nothing that was lost, of these owners or of all."""
    lost = subjects.c.status.in_((Status.LOST.value, Status.GONE.value))
    kept = c.subject_id.is_(None) | ~lost
    query = query.select_from(WITH_ALL).where(c.workspace_id == HERE, OPEN, kept)
    if person_ids is None:
        return tx.run(query)
    return tx.run(query.where(c.id.in_(OWNED)), people=list(person_ids))


def _hold_place(tx: Transaction, new: NewActionItem) -> None:
    """Have whoever writes the same wait for our end: by its subject, or by who writes it."""
    table, id_ = (subjects, new.subject_id) if new.subject_id is not None else (people, new.created_by)
    place = select(table.c.id).where(table.c.workspace_id == tx.workspace, table.c.id == id_)
    if tx.execute(place.with_for_update()).first() is None:
        raise NoResultFound(f"there is no {table.name} {id_}")


def _same(workspace: int, new: NewActionItem) -> tuple[ColumnElement[bool], ...]:
    alike = ("subject_id", "question_id", "person_id", "about_id", "what", "by", "created_by")
    same = (c[name].is_not_distinct_from(getattr(new, name)) for name in alike)
    return (c.workspace_id == workspace, c.kind == new.kind.value, OPEN, *same)


def _note(tx: Transaction, said: Mapping[str, object]) -> int:
    new = insert(action_fates).values(workspace_id=tx.workspace, at=tx.now, **said).returning(f.id)
    fate_id: int = tx.execute(new).scalar_one()
    return fate_id


def _change(tx: Transaction, item_id: int, **values: object) -> None:
    its = c.workspace_id == tx.workspace, c.id == item_id
    tx.execute(update(action_items).where(*its).values(**values))


def _planned(step: Step) -> dict[str, object]:
    return {"reminder": step.reminder.value, "due_at": step.due_at}


def _item(row: Row[Any]) -> ActionItem:
    values = row._asdict()
    fate, note, by, at = (values.pop(name) for name in ("fate", "note", "settled_by", "at"))
    became = Became(Fate(fate), note, by, at) if fate else None
    status = Status(row.status) if row.status else None
    return ActionItem(**values | {"kind": Kind(row.kind), "status": status, "became": became})
