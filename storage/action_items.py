"""Action items: what somebody has said that they, or the customer, will do for a subject, and when it was done."""

from collections.abc import Collection

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Integer,
    Row,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.exc import NoResultFound

from flows.review.action_item import ActionItem, NewActionItem
from storage.engine import Transaction
from storage.schema import HERE, UtcDateTime, metadata, needed
from storage.subjects import hold_subject

action_items = Table(
    "action_items",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id"), index=True),
    needed("question_id", Text),  # which it is to move
    needed("scorecard_hash", Text),
    needed("what", Text),
    Column("person_id", ForeignKey("people.id")),  # who does it; empty for the customer
    needed("by", Date),
    needed("created_at", UtcDateTime),
    needed("created_by", ForeignKey("people.id")),
    Column("done_at", UtcDateTime),
    Column("done_by", ForeignKey("people.id")),
    sqlite_autoincrement=True,
)


def add(tx: Transaction, new: NewActionItem) -> tuple[int, bool]:
    """Write an action item; gives its id and whether it is new.

    The same one (what, who, by when, which question) of the same person is there only once.
    sqlalchemy's NoResultFound for a subject that isn't there.
    """
    if not hold_subject(tx, new.subject_id):
        raise NoResultFound(f"there is no subject {new.subject_id}")
    there = tx.execute(select(action_items.c.id).where(*_same(tx.workspace, new))).scalars().first()
    if there is not None:
        return there, False
    added = insert(action_items).values(workspace_id=tx.workspace, **vars(new)).returning(action_items.c.id)
    return tx.execute(added).scalar_one(), True


def get(tx: Transaction, item_id: int) -> ActionItem | None:
    """The action item with this id."""
    its = action_items.c.workspace_id == tx.workspace, action_items.c.id == item_id
    row = tx.execute(select(action_items).where(*its)).one_or_none()
    return None if row is None else _item(row)


def those(tx: Transaction, ids: Collection[int]) -> list[ActionItem]:
    """The action items with these ids."""
    its = action_items.c.workspace_id == tx.workspace, action_items.c.id.in_(ids)
    return [_item(row) for row in tx.execute(select(action_items).where(*its).order_by(action_items.c.id))]


THEIRS = (
    select(action_items)
    .where(
        action_items.c.workspace_id == HERE,
        action_items.c.subject_id.in_(bindparam("subject_ids", expanding=True)),
    )
    .order_by(action_items.c.by, action_items.c.id)
)


def of(tx: Transaction, subject_ids: Collection[int]) -> list[ActionItem]:
    """The action items of these subjects, done or not, the soonest first."""
    return [_item(row) for row in tx.run(THEIRS, subject_ids=list(subject_ids))]


def finish(tx: Transaction, item_id: int, *, by_person: int) -> bool:
    """Note that it is done, by whom and when; False when that was said before, and then nothing changes."""
    still_open = action_items.c.id == item_id, action_items.c.done_at.is_(None)
    said = update(action_items).where(action_items.c.workspace_id == tx.workspace, *still_open)
    return tx.execute(said.values(done_at=tx.now, done_by=by_person)).rowcount == 1


def _same(workspace: int, new: NewActionItem) -> tuple[ColumnElement[bool], ...]:
    return (
        action_items.c.workspace_id == workspace,
        action_items.c.subject_id == new.subject_id,
        action_items.c.question_id == new.question_id,
        action_items.c.what == new.what,
        action_items.c.person_id.is_not_distinct_from(new.person_id),
        action_items.c.by == new.by,
        action_items.c.created_by == new.created_by,
    )


def _item(row: Row[tuple[object, ...]]) -> ActionItem:
    values = row._asdict()
    del values["workspace_id"]
    return ActionItem(**values)
