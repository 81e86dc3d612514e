"""Occurrences: each day on which a pair meets or was to meet, by the seller; and what comes next of it, and when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Row,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    column,
    delete,
    func,
    literal_column,
    select,
    text,
    update,
)

from flows.rhythm.days_off import Reason, Settled
from flows.rhythm.reminders import SOONEST, Meeting, Reminder, Step
from storage.engine import Transaction, insert
from storage.pairs import pairs
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed

TO_COME = column("due_at").is_not(None)
occurrences = Table(
    "occurrences",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("seller_id", ForeignKey("people.id")),
    needed("day", Date),  # as the cadence has it, local to `timezone`
    Column("moved_to", Date),
    needed("at", Text),  # HH:MM
    needed("timezone", Text),
    needed("begins_at", UtcDateTime),
    needed("state", Text),
    Column("reason", Text),
    Column("note", Text),  # why, in the words of who skipped it
    Column("with_id", ForeignKey("people.id")),  # whoever stands in for the pair's manager
    # What comes next of it, and when; empty once nothing does.
    Column("reminder", Text),
    Column("due_at", UtcDateTime),
    needed("planned_at", UtcDateTime),
    Column("asked_at", UtcDateTime),  # when its manager was asked for a view of their own
    UniqueConstraint("seller_id", "day"),
    # Only of what is to come: what has been is looked up by its seller.
    Index(None, "due_at", sqlite_where=TO_COME, postgresql_where=TO_COME),
    Index(None, "planned_at", sqlite_where=TO_COME, postgresql_where=TO_COME),
    Index(
        "ix_occurrences_unasked",
        "begins_at",
        sqlite_where=text("due_at IS NOT NULL AND asked_at IS NULL AND reminder <> 'prepare'"),
        postgresql_where=text("due_at IS NOT NULL AND asked_at IS NULL AND reminder <> 'prepare'"),
    ),
    sqlite_autoincrement=True,
)
c = occurrences.c


class State(StrEnum):
    """What has become of an occurrence; one that has begun stays planned until somebody says that it was held."""

    PLANNED = "planned"
    MOVED = "moved"
    HELD = "held"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Occurrence:
    """A day on which a pair meets; `step` is what comes of it next, nothing once it has begun or is skipped.

    `day` is the cadence's; it takes place as the `meeting` says.
    """

    id: int
    seller_id: int
    day: date
    moved_to: date | None
    at: time
    timezone: str
    begins_at: datetime
    state: State
    reason: Reason | None
    note: str | None
    with_id: int | None
    step: Step | None

    @property
    def on(self) -> date:
        """The local day on which it takes place."""
        return self.moved_to or self.day


ALL = select(occurrences).where(c.workspace_id == HERE)
OPEN = c.due_at.is_not(None)
NEXT = ALL.where(OPEN, c.seller_id.in_(bindparam("ids", expanding=True)))
BY_ID = ALL.where(c.id == bindparam("occurrence_id"))
OF = ALL.where(c.seller_id == bindparam("seller_id")).order_by(c.day)


def upcoming(tx: Transaction, seller_ids: Collection[int]) -> dict[int, Occurrence]:
    """The next occurrence of each of these sellers who has one, by their ids."""
    return {row.seller_id: _occurrence(row) for row in tx.run(NEXT, ids=list(seller_ids))}


def next_of(tx: Transaction, seller_id: int) -> Occurrence | None:
    """The next one of a seller."""
    return upcoming(tx, [seller_id]).get(seller_id)


def get(tx: Transaction, occurrence_id: int) -> Occurrence | None:
    """The one with this id."""
    row = tx.run(BY_ID, occurrence_id=occurrence_id).one_or_none()
    return _occurrence(row) if row else None


TAKES_PLACE = (State.PLANNED.value, State.MOVED.value)
BEGUN = ALL.where(
    c.seller_id == bindparam("seller_id"),
    func.coalesce(c.moved_to, c.day) == bindparam("day", type_=Date()),
    c.state != State.SKIPPED.value,
    c.due_at.is_(None),
)


def begun_on(tx: Transaction, seller_id: int, day: date) -> Occurrence | None:
    """The one of a seller that has begun on a day, whether anybody has said yet that it is held."""
    found = [_occurrence(row) for row in tx.run(BEGUN, seller_id=seller_id, day=day)]
    return max(found, key=lambda each: each.begins_at, default=None)


LAST_BEGUN = (
    ALL.where(
        c.seller_id == bindparam("seller_id"),
        c.state != State.SKIPPED.value,
        c.due_at.is_(None),
        c.begins_at <= NOW,
    )
    .order_by(c.begins_at.desc())
    .limit(1)
)


def last_begun(tx: Transaction, seller_id: int) -> Occurrence | None:
    """The last one of a seller that has begun."""
    row = tx.run(LAST_BEGUN, seller_id=seller_id).one_or_none()
    return _occurrence(row) if row else None


WITH_ID = func.coalesce(c.with_id, pairs.c.manager_id)
# Their first reminder has gone, and nobody was asked for a view of their own yet: of two, where there is one ahead, and
# while it is of use.
UNASKED = (
    OPEN,
    c.asked_at.is_(None),
    c.reminder != literal_column(f"'{Reminder.PREPARE.value}'"),
    c.begins_at > bindparam("soonest", type_=UtcDateTime()),
    WITH_ID.is_not(None),
    pairs.c.ahead > 0,
    pairs.c.paused.is_(False),
)
RUNNING = (pairs.c.seller_id == c.seller_id) & pairs.c.ended_at.is_(None)
HAVE_PAIRS, THESE = occurrences.join(pairs, RUNNING), (c.workspace_id == HERE, *UNASKED)
WORKSPACES_UNASKED = select(c.workspace_id).select_from(HAVE_PAIRS).where(*UNASKED).distinct()
SOME_WITH = (
    select(WITH_ID)
    .select_from(HAVE_PAIRS)
    .where(*THESE)
    .group_by(WITH_ID)
    .order_by(func.min(c.begins_at), WITH_ID)
    .limit(bindparam("limit"))
)
THEIRS = (
    select(c.id)
    .select_from(HAVE_PAIRS)
    .where(*THESE, WITH_ID.in_(SOME_WITH))
    .with_for_update(of=occurrences, skip_locked=True)
)
ASK = update(occurrences).where(c.id.in_(THEIRS)).values(asked_at=NOW).returning(occurrences)


def workspaces_unasked(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces in which somebody is to be asked for a view of their own now."""
    return sorted(connection.execute(WORKSPACES_UNASKED, {"soonest": now + SOONEST}).scalars())


def ask(tx: Transaction, *, limit: int) -> list[Occurrence]:
    """Note that some people (`limit`) are asked now, each before all of these that are with them.

    So each gets one message, however many others are asked. Whoever does so at the same time gets others.
    """
    found = tx.run(ASK, limit=limit, soonest=tx.now + SOONEST)
    return sorted(map(_occurrence, found), key=lambda each: each.id)


def take(tx: Transaction, occurrence_id: int) -> None:
    """Have whoever else would take this one wait for our end; SQLite has one writer anyway."""
    tx.execute(select(c.id).where(c.workspace_id == tx.workspace, c.id == occurrence_id).with_for_update())


WITH_ON = (
    select(c.seller_id)
    .join(pairs, (pairs.c.seller_id == c.seller_id) & pairs.c.ended_at.is_(None))
    .where(
        c.workspace_id == HERE,
        c.state.in_(TAKES_PLACE),
        func.coalesce(c.moved_to, c.day) == bindparam("day", type_=Date()),
        func.coalesce(c.with_id, pairs.c.manager_id) == bindparam("person_id"),
    )
)


def with_on(tx: Transaction, person_id: int, day: date) -> list[int]:
    """The ids of the sellers who meet with somebody on a day."""
    return list(tx.run(WITH_ON, person_id=person_id, day=day).scalars())


def history(tx: Transaction, seller_id: int) -> list[Occurrence]:
    """All of a seller's, by day."""
    return [_occurrence(row) for row in tx.run(OF, seller_id=seller_id)]


def plan(
    tx: Transaction,
    seller_id: int,
    settled: Settled,
    meeting: Meeting,
    step: Step,
    *,
    with_id: int | None = None,
) -> bool:
    """Plan a seller's next occurrence, in place of the one that was; False where its day was there already.

    What was done by a clock that has been set back since was not. `with_id` is who stands in for the manager.
    """
    drop(tx, [seller_id])
    its = c.workspace_id == tx.workspace, c.seller_id == seller_id
    tx.execute(delete(occurrences).where(*its, c.planned_at > tx.now, c.state != State.HELD.value))
    return _put(tx, seller_id, row_of(settled, meeting, step) | {"with_id": with_id})


def note_skipped(tx: Transaction, seller_id: int, settled: Settled, meeting: Meeting) -> None:
    """Note that there is none on a day on which the cadence has one."""
    _put(tx, seller_id, row_of(settled, meeting, None))


def put_elsewhere(tx: Transaction, occurrence_id: int, meeting: Meeting, step: Step) -> None:
    """Have an occurrence take place in another zone, and this come next of it."""
    its = c.workspace_id == tx.workspace, c.id == occurrence_id
    there = {"timezone": meeting.timezone, "begins_at": meeting.begins, "planned_at": tx.now}
    tx.execute(update(occurrences).where(*its).values(there | _following(step)))


def _put(tx: Transaction, seller_id: int, row: Mapping[str, object]) -> bool:
    of_it = {"workspace_id": tx.workspace, "seller_id": seller_id, "planned_at": tx.now}
    new = insert(tx, occurrences).values(of_it | dict(row)).on_conflict_do_nothing().returning(c.id)
    return tx.execute(new).first() is not None


# What row_of says.
PLANNED = ("day", "moved_to", "at", "timezone", "begins_at", "state", "reason", "reminder", "due_at")


def row_of(settled: Settled, meeting: Meeting, step: Step | None) -> dict[str, Any]:
    """The columns that say what becomes of a day."""
    on = settled.on or settled.day
    state = State.SKIPPED if settled.on is None else State.PLANNED if on == settled.day else State.MOVED
    return {
        "day": settled.day,
        "moved_to": on if state is State.MOVED else None,
        "at": meeting.at.strftime("%H:%M"),
        "timezone": meeting.timezone,
        "begins_at": meeting.begins,
        "state": state.value,
        "reason": settled.reason.value if settled.reason else None,
        **_following(step),
    }


def _following(step: Step | None) -> dict[str, Any]:
    """The columns that say what comes next."""
    return {"reminder": step.reminder.value if step else None, "due_at": step.due_at if step else None}


def move(tx: Transaction, occurrence_id: int, meeting: Meeting, step: Step) -> None:
    """Have an occurrence that is planned take place at another time, as one of the two has chosen."""
    there = {"moved_to": meeting.on, "at": meeting.at.strftime("%H:%M"), "begins_at": meeting.begins}
    said = {"state": State.MOVED.value, "reason": Reason.CHOSEN.value, "planned_at": tx.now}
    its = c.workspace_id == tx.workspace, c.id == occurrence_id, OPEN
    tx.execute(update(occurrences).where(*its).values(there | said | _following(step)))


def skip(tx: Transaction, occurrence_id: int, note: str) -> None:
    """Leave out what is planned, for a reason in somebody's own words."""
    said = {"state": State.SKIPPED.value, "reason": Reason.CHOSEN.value, "note": note or None}
    its = c.workspace_id == tx.workspace, c.id == occurrence_id, OPEN
    tx.execute(update(occurrences).where(*its).values(said | _following(None)))


def hold(tx: Transaction, occurrence_id: int, brought_forward: Meeting | None = None) -> bool:
    """Note that an occurrence is held, at its time or now, as one of the two has chosen; False where it was so already.

    Nothing more comes of it.
    """
    said = {"state": State.HELD.value, "planned_at": tx.now} | _following(None)
    if there := brought_forward:
        time_of = {"moved_to": there.on, "at": there.at.strftime("%H:%M"), "begins_at": tx.now}
        said |= time_of | {"reason": Reason.CHOSEN.value}
    its = c.workspace_id == tx.workspace, c.id == occurrence_id, c.state.in_(TAKES_PLACE)
    return tx.execute(update(occurrences).where(*its).values(said)).rowcount > 0


def unskip(tx: Transaction, seller_id: int, reason: Reason) -> bool:
    """What was skipped for a reason and is still to come may take place again; whether there was any."""
    skipped = c.state == State.SKIPPED.value, c.reason == reason.value, c.begins_at > tx.now
    its = c.workspace_id == tx.workspace, c.seller_id == seller_id
    return tx.execute(delete(occurrences).where(*its, *skipped)).rowcount > 0


def drop(tx: Transaction, seller_ids: Collection[int]) -> None:
    """Plan nothing more for these sellers; what has been stays on record."""
    its = c.workspace_id == tx.workspace, c.seller_id.in_(seller_ids), OPEN
    tx.execute(delete(occurrences).where(*its))


def drop_all(tx: Transaction) -> None:
    """The same for everybody."""
    tx.execute(delete(occurrences).where(c.workspace_id == tx.workspace, OPEN))


def is_waiting(tx: Transaction, seller_id: int) -> bool:
    """Whether somebody's moment has come and their reminder isn't written yet."""
    its = c.workspace_id == tx.workspace, c.seller_id == seller_id, c.due_at <= tx.now
    return tx.execute(select(c.id).where(*its)).first() is not None


FROM_LATER = OPEN, c.planned_at > NOW
WORKSPACES_FROM_LATER = select(c.workspace_id).where(*FROM_LATER).distinct()
SELLERS_FROM_LATER = select(c.seller_id).where(c.workspace_id == HERE, *FROM_LATER)


def workspaces_planned_later(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces in which something was planned by a clock that has been set back since."""
    return sorted(connection.execute(WORKSPACES_FROM_LATER, {"now": now}).scalars())


def planned_later(tx: Transaction) -> list[int]:
    """The ids of the sellers whose next one was."""
    return list(tx.run(SELLERS_FROM_LATER).scalars())


def _occurrence(row: Row[Any]) -> Occurrence:
    return Occurrence(
        id=row.id,
        seller_id=row.seller_id,
        day=row.day,
        moved_to=row.moved_to,
        at=time.fromisoformat(row.at),
        timezone=row.timezone,
        begins_at=row.begins_at,
        state=State(row.state),
        reason=Reason(row.reason) if row.reason else None,
        note=row.note,
        with_id=row.with_id,
        step=Step(Reminder(row.reminder), row.due_at) if row.reminder else None,
    )
