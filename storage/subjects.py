"""Deals and customers: reading them as far as a person may, and writing what the sources say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
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
    UniqueConstraint,
    bindparam,
    false,
    func,
    insert,
    select,
    true,
    update,
)

from flows.company.naming import searchable, words
from flows.company.people import Person, Reach, reads
from flows.company.subjects import Kind, NewSubject, Status, Subject, key_of
from storage import engine, kept_loads, kept_scores
from storage.blindness import HIDDEN
from storage.engine import Transaction
from storage.many import insert_all
from storage.people import people
from storage.schema import HERE, NOW, Amount, UtcDateTime, metadata, needed

subjects = Table(
    "subjects",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("kind", Text),
    needed("source", Text),
    needed("source_id", Text),
    needed("name", Text),
    needed("customer", Text),
    Column("owner_id", ForeignKey("people.id")),
    Column("amount", Amount),
    needed("currency", Text),
    Column("close_date", Date),
    Column("stage", Text),
    needed("status", Text),
    Column("product", Text),
    Column("probability", Amount),
    Column("stage_probability", Amount),
    Column("created_on", Date),
    needed("seen_at", UtcDateTime),
    Column("due_at", UtcDateTime, index=True),
    needed("updated_at", UtcDateTime),
    needed("folded", Text),
    Column("lost_reason", Text),
    Column("segment", Text),  # which scorecard it wants, as far as a company tells them apart
    Column("closed_on", Date),  # when it was really closed, as a source states it
    Column("account_id", Text),  # "system:id", of the account that a deal names or a customer is
    Column("known_as", Text),  # what the sources call a customer
    UniqueConstraint("workspace_id", "kind", "source", "source_id"),
    Index(None, "workspace_id", "id"),
    Index(None, "owner_id", "due_at"),
    Index(None, "workspace_id", "account_id"),
    Index(None, "workspace_id", "known_as"),
    Index(None, "workspace_id", "status", "stage"),
    sqlite_autoincrement=True,
)

_FIELDS = tuple(each.name for each in fields(Subject))
_COLUMNS = tuple(subjects.c[name] for name in _FIELDS)
OPEN = subjects.c.status == Status.OPEN.value
IDS = subjects.c.id.in_(bindparam("ids", expanding=True))


@cache
def visible(reach: Reach, *, of: Table = subjects) -> ColumnElement[bool]:
    """The condition on `subjects`, or on a table with their owner and kind, that all read for a `viewer` goes through.

    A customer whom nobody carries is for every manager to see, so that one of them finds it an owner. What an
    auditor was given to score they are blind to, and don't read at all until they have submitted.
    """
    (id_,) = of.primary_key
    viewer = bindparam("viewer", type_=Integer())
    own = of.c.owner_id == viewer
    match reach:
        case Reach.OWN:
            return own
        case Reach.TEAM:
            team = select(people.c.id).where(people.c.manager_id == viewer)
            nobodys = of.c.owner_id.is_(None) & (of.c.kind == Kind.CUSTOMER.value)
            return own | of.c.owner_id.in_(team) | nobodys
        case Reach.GIVEN:
            return id_.in_(HIDDEN)
        case Reach.ALL_BUT_GIVEN:
            return id_.not_in(HIDDEN)
        case Reach.ALL:
            return true()
        case Reach.NONE:
            return false()


def get(tx: Transaction, subject_id: int, *, viewer: Person, reach: Reach) -> Subject | None:
    """The subject, open or not; None when there is none and when it is beyond the viewer's reach."""
    return _first(tx.run(_one(reach), subject_id=subject_id, viewer=viewer.id))


def hold(tx: Transaction, subject_id: int, *, viewer: Person, reach: Reach) -> Subject | None:
    """The same, for writing: whoever else would hold it waits for our end; SQLite has one writer anyway."""
    return _first(tx.run(_one(reach, holds=True), subject_id=subject_id, viewer=viewer.id))


@cache
def _one(reach: Reach, *, holds: bool = False) -> Select[Any]:
    its = subjects.c.workspace_id == HERE, subjects.c.id == bindparam("subject_id")
    query = select(*_COLUMNS).where(*its, visible(reach))
    return query.with_for_update() if holds else query


def _first(found: CursorResult[Any]) -> Subject | None:
    row = found.one_or_none()
    return None if row is None else _subject(row)


def listed(
    tx: Transaction,
    *,
    viewer: Person,
    reach: Reach,
    kind: Kind | None = None,
    open_only: bool = True,
) -> list[Subject]:
    """What the viewer reaches, by name."""
    of_kind = true() if kind is None else subjects.c.kind == kind.value
    still = OPEN if open_only else true()
    return _read(tx, _those(visible(reach), of_kind, still), viewer=viewer.id)


def among(tx: Transaction, ids: Collection[int], *, viewer: Person, reach: Reach) -> list[Subject]:
    """Those with these ids that the viewer reaches, in the order of the ids."""
    found = {each.id: each for each in _read(tx, _among(reach), ids=list(ids), viewer=viewer.id)}
    return [found[id_] for id_ in ids if id_ in found]


@cache
def _among(reach: Reach) -> Select[Any]:
    return _those(visible(reach), IDS)


def search(
    tx: Transaction,
    query: str,
    *,
    viewer: Person,
    reach: Reach,
    limit: int = 100,
    still_open: bool = True,
) -> list[Subject]:
    """The open (or else the closed) subjects whose name, customer and product hold all words of the query, by name.

    Parts of words count; case, accents and the spelling of æ, ø and å do not.
    A query without any word finds all that is open.
    """
    holding = [subjects.c.folded.contains(word, autoescape=True) for word in words(query)]
    standing = OPEN if still_open else ~OPEN
    return _read(tx, _those(visible(reach), standing, *holding).limit(limit), viewer=viewer.id)


def deals_naming(tx: Transaction, customer: str, *, viewer: Person, reach: Reach) -> list[Subject]:
    """The open deals within the viewer's reach whose names hold all words of a customer's, by name."""
    deals = subjects.c.kind == Kind.DEAL.value
    holding = [subjects.c.folded.contains(word, autoescape=True) for word in words(customer)]
    return _read(tx, _those(visible(reach), OPEN, deals, *holding), viewer=viewer.id)


def customers_called(
    tx: Transaction, key: str, account_id: str | None, *, viewer: Person, reach: Reach
) -> list[Subject]:
    """The open customers within the viewer's reach that are this account, else that the sources call so; by name."""
    for its in (subjects.c.account_id == account_id, subjects.c.known_as == key):
        customer = subjects.c.kind == Kind.CUSTOMER.value, its
        if found := _read(tx, _those(visible(reach), OPEN, *customer), viewer=viewer.id):
            return found
    return []


def deals_of_account(tx: Transaction, account_id: str, *, viewer: Person, reach: Reach) -> list[Subject]:
    """The open deals within the viewer's reach that name this account by its id, by name."""
    its = subjects.c.kind == Kind.DEAL.value, subjects.c.account_id == account_id
    return _read(tx, _those(visible(reach), OPEN, *its), viewer=viewer.id)


def those(tx: Transaction, ids: Collection[int]) -> list[Subject]:
    """Those with these ids, whoever may read them: for telling people whom a fact concerns, never for a view."""
    return _read(tx, THOSE, ids=list(ids))


def those_open(tx: Transaction, ids: Collection[int], *, viewer: Person | None) -> list[Subject]:
    """The open ones with these ids, by name, as far as the viewer reads them; None reads the whole company's."""
    if viewer is None:
        return _read(tx, _open_among(Reach.ALL), ids=list(ids))
    return _read(tx, _open_among(reads(viewer)), ids=list(ids), viewer=viewer.id)


@cache
def _open_among(reach: Reach) -> Select[Any]:
    return _those(OPEN, visible(reach), IDS)


def open_of(tx: Transaction, owner_id: int) -> list[Subject]:
    """The open subjects that somebody carries, by name: for handing them over, never for a view."""
    return _read(tx, OPEN_OF, owner_id=owner_id)


def open_counts(tx: Transaction) -> dict[int, int]:
    """How many open subjects each owner carries."""
    theirs = subjects.c.workspace_id == tx.workspace, subjects.c.owner_id.is_not(None)
    query = (
        select(subjects.c.owner_id, func.count().label("how_many"))
        .where(*theirs, OPEN)
        .group_by(subjects.c.owner_id)
    )
    return {row.owner_id: row.how_many for row in tx.execute(query)}


def open_count(tx: Transaction, *, viewer: Person, reach: Reach) -> int:
    """How many open subjects the viewer reaches."""
    theirs = subjects.c.workspace_id == HERE, OPEN, visible(reach)
    query = select(func.count()).select_from(subjects).where(*theirs)
    number: int = tx.run(query, viewer=viewer.id).scalar_one()
    return number


def next_due(tx: Transaction, *, viewer: Person, reach: Reach) -> Subject | None:
    """The viewer's own open subject that comes round next, as far as they reach it."""
    return _first(tx.run(_next(reach), viewer=viewer.id))


@cache
def _next(reach: Reach) -> Select[Any]:
    own = _those(visible(Reach.OWN), visible(reach), OPEN, subjects.c.due_at > NOW)
    return own.order_by(None).order_by(subjects.c.due_at, subjects.c.id).limit(1)


def everything(tx: Transaction, *, open_only: bool) -> list[Subject]:
    """All subjects, by name: for what concerns the whole company, never for one person's view."""
    return _read(tx, _those(OPEN if open_only else true()))


def of_kind(tx: Transaction, kind: Kind) -> list[Subject]:
    """All subjects of a kind, by name."""
    return _read(tx, _those(subjects.c.kind == kind.value))


IDENTIFIED = select(*_COLUMNS).where(  # in no order: SQLite would read all of them for one
    subjects.c.workspace_id == HERE,
    subjects.c.kind == bindparam("kind"),
    subjects.c.source.in_(bindparam("sources", expanding=True)),
    subjects.c.source_id.in_(bindparam("source_ids", expanding=True)),
)


def identified(
    tx: Transaction, kind: Kind, source_ids: Collection[str], *, sources: Collection[str]
) -> list[Subject]:
    """Those with these ids in these sources, in any order; a few hundred ids at a time."""
    return _read(tx, IDENTIFIED, kind=kind.value, sources=list(sources), source_ids=list(source_ids))


def sources(tx: Transaction, kind: Kind) -> list[str]:
    """Where subjects of a kind come from, by name."""
    its = subjects.c.workspace_id == tx.workspace, subjects.c.kind == kind.value
    return sorted(tx.execute(select(subjects.c.source).where(*its).distinct()).scalars())


def open_from(tx: Transaction, kind: Kind, source: str) -> list[tuple[int, str, str]]:
    """What is open of a source as (id, its id there, name), by name."""
    c = subjects.c
    its = c.workspace_id == tx.workspace, c.kind == kind.value, c.source == source, OPEN
    return [
        (*row,) for row in tx.execute(select(c.id, c.source_id, c.name).where(*its).order_by(c.name, c.id))
    ]


def accounts(tx: Transaction, keys: Collection[str], account_ids: Collection[str]) -> list[Subject]:
    """The customers that the sources call so, or that are these accounts; a few hundred at a time."""
    its = subjects.c.known_as.in_(keys) | subjects.c.account_id.in_(account_ids)
    return _read(tx, _those(subjects.c.kind == Kind.CUSTOMER.value, its))


def in_deals(tx: Transaction, account_ids: Collection[str]) -> frozenset[str]:
    """Which of these accounts some deal names by its id."""
    c = subjects.c
    found: set[str] = set()
    for ids in engine.in_parts(list(account_ids), 400):
        its = c.workspace_id == tx.workspace, c.kind == Kind.DEAL.value, c.account_id.in_(ids)
        found.update(tx.execute(select(c.account_id).where(*its).distinct()).scalars())
    return frozenset(found)


def call(tx: Transaction, known_as: Mapping[int, str]) -> None:
    """Note what the sources call these customers now."""
    for id_, name in known_as.items():
        which = subjects.c.workspace_id == tx.workspace, subjects.c.id == id_
        tx.execute(update(subjects).where(*which).values(known_as=name))


class Won(NamedTuple):
    """A won deal, as far as its customer follows from it."""

    id: int
    customer: str
    owner_id: int | None
    close_date: date | None
    account_id: str | None = None


def won(tx: Transaction) -> list[Won]:
    """All won deals, in the order in which they came."""
    c = subjects.c
    its = c.workspace_id == tx.workspace, c.kind == Kind.DEAL.value, c.status == Status.WON.value
    query = select(c.id, c.customer, c.owner_id, c.close_date, c.account_id).where(*its).order_by(c.id)
    return [Won(*row) for row in tx.execute(query)]


def insert_many(tx: Transaction, new: Iterable[NewSubject]) -> list[int]:
    """Add subjects; gives their ids in the same order. An identity that is there already is an error."""
    rows = [_row(tx.workspace, subject) for subject in new]
    if not rows:
        return []
    added = insert(subjects).returning(subjects.c.id, sort_by_parameter_order=True)
    ids = list(tx.execute(added, rows).scalars())
    kept_scores.begin(tx, ids)
    kept_loads.touch(tx, {row["owner_id"] for row in rows})
    return ids


ADDED = select(subjects.c.id, subjects.c.source_id).where(
    subjects.c.workspace_id == HERE,
    subjects.c.kind == bindparam("kind"),
    subjects.c.source == bindparam("source"),
    subjects.c.source_id.in_(bindparam("source_ids", expanding=True)),
)


def insert_missing(tx: Transaction, new: Collection[NewSubject]) -> dict[int, NewSubject]:
    """Add those of one kind and source that are not there, and don't come at this moment; a few hundred at a time.

    Gives them by their ids, and none where some came from elsewhere. What is kept of them has no rows until the act
    ends, which is to write them (`Transaction.touched`).
    """
    if not new:
        return {}
    its, rows = {each.source_id: each for each in new}, [_row(tx.workspace, each) for each in new]
    # Row by row: psycopg takes longer to read one statement with thousands of values than to send it for each.
    added = insert_all(tx, _missing(tx.connection.dialect.name), rows)
    identity = {"kind": rows[0]["kind"], "source": rows[0]["source"], "source_ids": list(its)}
    there = tx.run(ADDED, **identity).all()
    tx.touched.update(row.id for row in there)
    kept_loads.touch(tx, {each.owner_id for each in new})
    return {row.id: its[row.source_id] for row in there} if added == len(rows) else {}


@cache
def _missing(dialect: str) -> engine.Insert:
    return engine.insert_as(dialect, subjects).on_conflict_do_nothing()


def insert_once(tx: Transaction, new: NewSubject) -> tuple[int, bool]:
    """Add a subject unless its identity is there, or comes at this moment; gives the id and whether it is new."""
    statement = engine.insert(tx, subjects).values(_row(tx.workspace, new))
    added = tx.execute(statement.on_conflict_do_nothing().returning(subjects.c.id)).scalar_one_or_none()
    if added is not None:
        kept_scores.begin(tx, [added])
        kept_loads.touch(tx, [new.owner_id])
        return added, True
    same = (
        subjects.c.workspace_id == tx.workspace,
        subjects.c.kind == new.kind.value,
        subjects.c.source == new.source,
        subjects.c.source_id == new.source_id,
    )
    return tx.execute(select(subjects.c.id).where(*same)).scalar_one(), False


def stages(tx: Transaction, *, viewer: Person, limit: int) -> list[str]:
    """The stages of what is open that this person reads, by name; none for who reads all but a few."""
    reach = reads(viewer)
    if reach is Reach.ALL:
        return list(tx.run(ALL_STAGES, limit=limit).scalars())
    return list(tx.run(TEAM_STAGES, viewer=viewer.id, limit=limit).scalars()) if reach is Reach.TEAM else []


def _following() -> Select[Any]:
    """The stages one after the other, each a look into the index, however many subjects have it."""
    here = subjects.c.workspace_id == HERE, OPEN
    found: Any = select(func.min(subjects.c.stage).label("stage")).where(*here).cte("found", recursive=True)
    after = select(func.min(subjects.c.stage)).where(*here, subjects.c.stage > found.c.stage)
    found = found.union_all(select(after.scalar_subquery()).where(found.c.stage.is_not(None)))
    return select(found.c.stage).where(found.c.stage.is_not(None)).limit(bindparam("limit", type_=Integer()))


ALL_STAGES = _following()
TEAM_STAGES = (
    select(subjects.c.stage)
    .where(subjects.c.workspace_id == HERE, OPEN, visible(Reach.TEAM), subjects.c.stage.is_not(None))
    .distinct()
    .order_by(subjects.c.stage)
    .limit(bindparam("limit", type_=Integer()))
)


SET_DUE = (
    update(subjects)
    .where(subjects.c.workspace_id == HERE, subjects.c.id == bindparam("subject_id"))
    .values(due_at=bindparam("due"))
)


def set_due(tx: Transaction, subject_id: int, due_at: datetime | None) -> None:
    """Set when a subject wants its next review; None for not at all."""
    tx.run(SET_DUE, subject_id=subject_id, due=due_at)
    kept_scores.touch(tx, [subject_id])


def set_due_of(tx: Transaction, ids: Collection[int], due_at: datetime | None) -> None:
    """The same for a few hundred subjects, by their ids."""
    if not ids:
        return
    which = subjects.c.workspace_id == tx.workspace, subjects.c.id.in_(ids)
    tx.execute(update(subjects).where(*which).values(due_at=due_at))
    kept_scores.touch(tx, ids)


def _those(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The query for subjects by name."""
    here = subjects.c.workspace_id == HERE
    return select(*_COLUMNS).where(here, *conditions).order_by(subjects.c.name, subjects.c.id)


THOSE = _those(IDS)
OPEN_OF = _those(subjects.c.owner_id == bindparam("owner_id"), OPEN)


def _read(tx: Transaction, query: Select[Any], **values: object) -> list[Subject]:
    return [_subject(row) for row in tx.run(query, **values)]


def _row(workspace: int, new: NewSubject) -> dict[str, Any]:
    found_by = searchable(new.name, new.customer, new.product or "")
    named: dict[str, Any] = {"kind": new.kind.value, "status": new.status.value}
    if new.kind is Kind.CUSTOMER and new.known_as is None:
        named["known_as"] = key_of(new.name)
    return vars(new) | named | {"workspace_id": workspace, "updated_at": new.seen_at, "folded": found_by}


def _subject(row: Row[tuple[Any, ...]]) -> Subject:
    found: dict[str, Any] = dict(zip(_FIELDS, row, strict=True))
    found["kind"], found["status"] = Kind(found["kind"]), Status(found["status"])
    return Subject(**found)


def hold_subject(tx: Transaction, subject_id: int) -> bool:
    """Have whoever else would hold this subject wait for our end; False when there is none.

    SQLite has one writer anyway.
    """
    its = subjects.c.workspace_id == tx.workspace, subjects.c.id == subject_id
    return tx.execute(select(subjects.c.id).where(*its).with_for_update()).first() is not None
