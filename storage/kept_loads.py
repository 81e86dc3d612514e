"""Kept loads: what is ready for each person and what is planned, true until the moment that stands beside it.

Whatever moves a person's load touches their row, as with kept scores; `rules` are what all weeks of a company rest on.
A review of what is ready moves nothing else: it only goes.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Table,
    Text,
    bindparam,
    case,
    column,
    delete,
    exists,
    or_,
    select,
    table,
    update,
)

from flows.rhythm.load import Load, Planned
from storage.engine import Transaction, insert, upsert
from storage.schema import FOREVER, HERE, NOW, STALE, UtcDateTime, metadata, needed
from storage.workspaces import that_have

kept_weeks = Table(  # until when a person's load holds
    "kept_weeks",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("holds_until", UtcDateTime),
    Column("kept_at", UtcDateTime),  # as for scores
    Column("rules", Text),
    Index(None, "workspace_id", "holds_until"),
    Index(None, "workspace_id", "kept_at"),
)

kept_loads = Table(  # what waits for them
    "kept_loads",
    metadata,
    Column("subject_id", ForeignKey("subjects.id"), primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("person_id", ForeignKey("people.id"), index=True),
    Column("week", Date),  # the local day on which its week begins; empty where it is ready
    needed("place", BigInteger),  # the order within a week
    Index(None, "workspace_id", "week"),
)

SUBJECTS = table("subjects", column("id"), column("owner_id"))  # whose file imports this one
Weeks = Mapping[int, date | None]  # by subject id; None where it is ready


@dataclass(frozen=True)
class KeptLoad:
    """A person's load as it is kept: week and place of each subject that waits, and until when (UTC) that holds."""

    waiting: Mapping[int, tuple[date | None, int]]
    until: datetime


def begin(tx: Transaction, person_id: int) -> None:
    """Nothing is known of this person's load: they are new, or their week is another one."""
    new = insert(tx, kept_weeks).values(person_id=person_id, workspace_id=tx.workspace, holds_until=STALE)
    tx.execute(new.on_conflict_do_update(index_elements=["person_id"], set_={"holds_until": STALE}))


OWNERS = select(SUBJECTS.c.owner_id).where(SUBJECTS.c.id.in_(bindparam("subject_ids", expanding=True)))
TOUCH = update(kept_weeks).where(kept_weeks.c.workspace_id == HERE).values(holds_until=STALE)
TOUCH_PEOPLE = TOUCH.where(kept_weeks.c.person_id.in_(bindparam("ids", expanding=True)))
TOUCH_OWNERS = TOUCH.where(kept_weeks.c.person_id.in_(OWNERS))


def touch(tx: Transaction, person_ids: Collection[int | None]) -> None:
    """What is kept of these people's loads holds no more."""
    ids = sorted({id_ for id_ in person_ids if id_ is not None})
    if ids:
        tx.run(TOUCH_PEOPLE, ids=ids)


def touch_owners(tx: Transaction, subject_ids: Collection[int]) -> None:
    """The same for whoever carries these subjects."""
    tx.run(TOUCH_OWNERS, subject_ids=list(subject_ids))


THEIRS = kept_weeks.c.person_id == bindparam("whose")
HOLDS = kept_weeks.c.holds_until > NOW, kept_weeks.c.kept_at <= NOW
GONE = delete(kept_loads).where(
    kept_loads.c.subject_id == bindparam("subject_id"),
    kept_loads.c.person_id == bindparam("whose"),
    kept_loads.c.week.is_(None),
    exists().where(THEIRS, *HOLDS),
)
SOONER = case(
    (kept_weeks.c.holds_until > bindparam("due_at", type_=UtcDateTime()), bindparam("due_at")),
    else_=kept_weeks.c.holds_until,
)
STILL_HOLDS = update(kept_weeks).where(THEIRS).values(holds_until=SOONER, kept_at=NOW)


def reviewed(tx: Transaction, person_id: int, subject_id: int, *, due_at: datetime | None) -> None:
    """Somebody has reviewed a subject for the first time in their week, and it is due again then (UTC), if ever.

    Where it was ready for them, it goes and the rest holds; else nothing holds any more that it was part of.
    """
    if tx.run(GONE, whose=person_id, subject_id=subject_id).rowcount:
        tx.run(STILL_HOLDS, whose=person_id, due_at=due_at or FOREVER)
    else:
        touch(tx, [person_id])
        touch_owners(tx, [subject_id])


OWN = (
    select(kept_loads.c.subject_id, kept_loads.c.week)
    .select_from(kept_weeks.outerjoin(kept_loads, kept_loads.c.person_id == kept_weeks.c.person_id))
    .where(THEIRS, *HOLDS, kept_weeks.c.rules == bindparam("rules"))
    .order_by(kept_loads.c.week.nulls_first(), kept_loads.c.place, kept_loads.c.subject_id)
)


def own(tx: Transaction, person_id: int, rules: str) -> Load | None:
    """One query: somebody's load as it is kept, None where nothing is kept that holds."""
    rows = tx.run(OWN, whose=person_id, rules=rules).all()
    waiting = [row for row in rows if row.subject_id is not None]
    ready = tuple(row.subject_id for row in waiting if row.week is None)
    planned = tuple(Planned(row.subject_id, row.week) for row in waiting if row.week is not None)
    return Load(ready, planned) if rows else None


BY_TIME = kept_weeks.c.holds_until <= NOW, kept_weeks.c.kept_at > NOW
OTHER_RULES = kept_weeks.c.rules.is_(None), kept_weeks.c.rules != bindparam("rules")
UNSURE = select(kept_weeks.c.person_id).where(kept_weeks.c.workspace_id == HERE, or_(*BY_TIME, *OTHER_RULES))
ONE_UNSURE = UNSURE.limit(1)


def unsure(tx: Transaction, rules: str) -> list[int]:
    """The ids of the people of whose load nothing is kept that holds."""
    return list(tx.run(UNSURE, rules=rules).scalars())


def any_unsure(tx: Transaction, rules: str) -> bool:
    """Whether there is one."""
    return tx.run(ONE_UNSURE, rules=rules).first() is not None


def hold_unsure(tx: Transaction, rules: str, *, limit: int) -> list[int]:
    """The ids of some of them, held until we end; what somebody else holds is left out."""
    query = UNSURE.limit(limit).with_for_update(skip_locked=True)
    return list(tx.run(query, rules=rules).scalars())


WITH_PEOPLE = select(kept_weeks.c.workspace_id).distinct()
WORKSPACES_DUE = that_have(kept_weeks, BY_TIME)


def workspaces_of(connection: Connection) -> list[int]:
    """The ids of the workspaces that have people."""
    return list(connection.execute(WITH_PEOPLE).scalars())


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of those in which time has ended what is kept of somebody's load."""
    return list(connection.execute(WORKSPACES_DUE, {"now": now}).scalars())


def put(tx: Transaction, rules: str, found: Mapping[int, KeptLoad]) -> None:
    """Write the loads of these people, by their ids: of each only what differs."""
    before = _of_people(tx, found)
    for person_id, load in found.items():
        gone = before[person_id].keys() - load.waiting.keys()
        if gone:
            tx.execute(delete(kept_loads).where(kept_loads.c.subject_id.in_(gone)))
    now = {
        id_: (person_id, *there) for person_id, load in found.items() for id_, there in load.waiting.items()
    }
    was = {
        id_: (person_id, *there) for person_id, waiting in before.items() for id_, there in waiting.items()
    }
    rows = [
        {
            "subject_id": id_,
            "workspace_id": tx.workspace,
            "person_id": person_id,
            "week": week,
            "place": place,
        }
        for id_, (person_id, week, place) in now.items()
        if was.get(id_) != (person_id, week, place)
    ]
    if rows:
        tx.execute(upsert(tx, kept_loads), rows)
    of_each = {"workspace_id": tx.workspace, "rules": rules, "kept_at": tx.now}
    weeks = [{"person_id": id_, "holds_until": load.until} | of_each for id_, load in found.items()]
    if weeks:
        tx.execute(upsert(tx, kept_weeks), weeks)


OF_PEOPLE = select(kept_loads).where(kept_loads.c.person_id.in_(bindparam("ids", expanding=True)))


def _of_people(tx: Transaction, person_ids: Collection[int]) -> dict[int, dict[int, tuple[date | None, int]]]:
    found: dict[int, dict[int, tuple[date | None, int]]] = {id_: {} for id_ in person_ids}
    for row in tx.run(OF_PEOPLE, ids=list(person_ids)):
        found[row.person_id][row.subject_id] = row.week, row.place
    return found


def kept(tx: Transaction, person_ids: Collection[int]) -> dict[int, KeptLoad]:
    """What is kept of these people's loads, whether it holds or not, by their ids."""
    c, waiting = kept_weeks.c, _of_people(tx, person_ids)
    query = select(c.person_id, c.holds_until).where(c.person_id.in_(person_ids))
    return {row.person_id: KeptLoad(waiting[row.person_id], row.holds_until) for row in tx.execute(query)}


# The condition that something is ready for anybody but those of `without`.
NOT_FOR = (
    kept_loads.c.workspace_id == HERE,
    kept_loads.c.person_id.not_in(bindparam("without", expanding=True)),
)
READY = *NOT_FOR, kept_loads.c.week.is_(None)


def ready_by_person(tx: Transaction, *, without: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The ids of what is ready for everybody but some, by their ids."""
    c = kept_loads.c
    found: defaultdict[int, list[int]] = defaultdict(list)
    query = select(c.person_id, c.subject_id).where(*READY).order_by(c.subject_id)
    for row in tx.run(query, without=list(without)):
        found[row.person_id].append(row.subject_id)
    return {id_: tuple(ids) for id_, ids in found.items()}


WEEKS = select(kept_loads.c.subject_id, kept_loads.c.week).where(
    *NOT_FOR, kept_loads.c.subject_id.in_(bindparam("subject_ids", expanding=True))
)


def weeks(
    tx: Transaction, subject_ids: Collection[int], *, without: Collection[int]
) -> dict[int, date | None]:
    """The weeks of those of these subjects that wait for anybody but some, by their ids; None where it is ready."""
    found = tx.run(WEEKS, subject_ids=list(subject_ids), without=list(without))
    return {row.subject_id: row.week for row in found}
