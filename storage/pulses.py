"""Pulses: of which quarter, from when to when; who is asked, and when that is due. What they answer is elsewhere."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    column,
    exists,
    select,
    update,
)

from flows.company.people import Role
from flows.company.quarters import Quarter
from flows.pulse.quarters import FURTHEST, Window
from flows.pulse.statements import Asked
from storage.absences import absences
from storage.engine import Insert, Transaction, insert, insert_as
from storage.mutes import mutes
from storage.people import people
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed
from storage.subjects import OPEN, subjects
from storage.workspaces import workspaces

PULSE = "pulse"  # what the message is called in the outbox, and where it is muted
DUE = column("due_at").is_not(None)

pulses = Table(
    "pulses",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("quarter", Text),  # 2026-Q4
    needed("opens_at", UtcDateTime),
    needed("closes_at", UtcDateTime),
    Column("opened_at", UtcDateTime),  # when it was noted who is asked
    UniqueConstraint("workspace_id", "quarter"),
    sqlite_autoincrement=True,
)

# Who is asked, of what, and in whose team they were when it opened: so what is shown of it never changes afterwards.
pulse_asks = Table(
    "pulse_asks",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("pulse_id", ForeignKey("pulses.id")),
    needed("person_id", ForeignKey("people.id")),
    Column("team_id", ForeignKey("people.id")),  # who leads it
    needed("sells", Boolean),
    needed("leads", Boolean),
    Column("due_at", UtcDateTime),  # when to ask them, or to look again; empty once that is over
    UniqueConstraint("pulse_id", "person_id"),
    Index(None, "due_at", sqlite_where=DUE, postgresql_where=DUE),
    sqlite_autoincrement=True,
)

c, a, p = pulses.c, pulse_asks.c, people.c
ASKED_ROLES = (Role.SELLER, Role.MANAGER, Role.DIRECTOR)


@dataclass(frozen=True)
class Pulse:
    """A quarter's pulse in a workspace."""

    id: int
    window: Window


@dataclass(frozen=True)
class Ask:
    """That somebody is asked in a pulse, and as what."""

    id: int
    pulse: Pulse
    asked: Asked


@dataclass(frozen=True)
class DueAsk:
    """An ask that is due, and of its person what decides when it comes.

    `is_there` says whether they are in Slack, `is_asked` whether they still are what is asked, and `is_wanted` that
    they have neither paused nor muted it.
    """

    id: int
    pulse_id: int
    person_id: int
    window: Window
    slack_id: str | None
    timezone: str
    country: str | None
    away_until: date | None
    is_asked: bool
    is_wanted: bool

    @property
    def is_there(self) -> bool:
        """Whether they are in Slack."""
        return self.slack_id is not None


_OF_IT = exists().where(c.workspace_id == workspaces.c.id)
TO_TURN = (
    select(workspaces.c.id)
    .where(
        ~_OF_IT.where(c.closes_at > NOW, c.opens_at <= bindparam("furthest", type_=UtcDateTime()))
        | _OF_IT.where(c.opens_at <= NOW, c.closes_at > NOW, c.opened_at.is_(None))
    )
    .order_by(workspaces.c.id)
)
OPENED = c.workspace_id == HERE, c.opened_at.is_not(None)
RUNNING = select(pulses).where(*OPENED, c.opens_at <= NOW, c.closes_at > NOW)
BY_ID = select(pulses).where(c.workspace_id == HERE, c.id == bindparam("pulse_id"))
ASK = select(a.id, a.sells, a.leads).where(
    a.workspace_id == HERE, a.pulse_id == bindparam("pulse_id"), a.person_id == bindparam("person_id")
)
WORKSPACES_DUE = select(a.workspace_id).where(a.due_at <= NOW).distinct()
IS_MUTED = exists().where(mutes.c.person_id == p.id, mutes.c.kind == PULSE)
SOME_DUE = (
    select(
        a.id,
        a.pulse_id,
        a.person_id,
        c.quarter,
        c.opens_at,
        c.closes_at,
        p.slack_id,
        p.role,
        p.paused,
        p.timezone,
        p.country,
        absences.c.until,
        IS_MUTED.label("is_muted"),
    )
    .select_from(
        pulse_asks.join(pulses, c.id == a.pulse_id)
        .join(people, p.id == a.person_id)
        .outerjoin(absences, (absences.c.person_id == p.id) & absences.c.ended_at.is_(None))
    )
    .where(a.workspace_id == HERE, a.due_at <= NOW)
    .order_by(a.due_at, a.id)
    .limit(bindparam("limit"))
    .with_for_update(of=pulse_asks, skip_locked=True)
)
PLANNED = (
    update(pulse_asks)
    .where(a.workspace_id == HERE, a.id.in_(bindparam("ids", expanding=True)))
    .values(due_at=bindparam("moment", type_=UtcDateTime()))
)
AGAIN = (
    update(pulse_asks)
    .where(a.workspace_id == HERE, a.person_id == bindparam("of_person"), a.due_at.is_not(None))
    .values(due_at=NOW)
)


def workspaces_to_turn(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces in which no pulse is open or to come, or in which one is to be opened."""
    return list(connection.execute(TO_TURN, {"now": now, "furthest": now + FURTHEST}).scalars())


def plan(tx: Transaction, window: Window) -> None:
    """Have the pulse of a quarter open at its moment; nothing where it is planned."""
    row = {"quarter": str(window.quarter), "opens_at": window.opens_at, "closes_at": window.closes_at}
    tx.execute(insert(tx, pulses).values(workspace_id=tx.workspace, **row).on_conflict_do_nothing())


def open_due(tx: Transaction) -> None:
    """Open the pulse whose time has come, and note who is asked: each once, whoever else opens it too."""
    due = c.workspace_id == tx.workspace, c.opens_at <= tx.now, c.closes_at > tx.now, c.opened_at.is_(None)
    opened = tx.execute(update(pulses).where(*due).values(opened_at=tx.now).returning(c.id)).scalars().all()
    for pulse_id in opened:
        tx.run(_asking(tx.connection.dialect.name), pulse_id=pulse_id)


@cache
def _asking(dialect: str) -> Insert:
    """Notes who is asked: sellers, managers who carry something open themselves, and who leads such people."""
    led = people.alias()
    carries = exists().where(subjects.c.owner_id == p.id, OPEN)
    sells = (p.role == Role.SELLER.value) | ((p.role == Role.MANAGER.value) & carries)
    led_roles = led.c.role.in_((Role.SELLER.value, Role.MANAGER.value))
    leads = p.role.in_((Role.MANAGER.value, Role.DIRECTOR.value)) & exists().where(
        led.c.workspace_id == HERE, led.c.manager_id == p.id, led_roles
    )
    values = {
        "workspace_id": HERE,
        "pulse_id": bindparam("pulse_id", type_=Integer()),
        "person_id": p.id,
        "team_id": p.manager_id,
        "sells": sells,
        "leads": leads,
        "due_at": NOW,
    }
    asked = select(*values.values()).where(p.workspace_id == HERE, sells | leads)
    return insert_as(dialect, pulse_asks).from_select(list(values), asked).on_conflict_do_nothing()


def running(tx: Transaction) -> Pulse | None:
    """The pulse that is open now."""
    row = tx.run(RUNNING).first()
    return _pulse(row) if row else None


def get(tx: Transaction, pulse_id: int) -> Pulse | None:
    """The pulse with this id."""
    row = tx.run(BY_ID, pulse_id=pulse_id).one_or_none()
    return _pulse(row) if row else None


def ask_of(tx: Transaction, pulse: Pulse, person_id: int) -> Ask | None:
    """That somebody is asked in a pulse; None for whom it does not ask."""
    row = tx.run(ASK, pulse_id=pulse.id, person_id=person_id).one_or_none()
    return Ask(row.id, pulse, Asked(row.sells, row.leads)) if row else None


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces in which somebody is to be asked."""
    return sorted(connection.execute(WORKSPACES_DUE, {"now": now}).scalars())


def some_due(tx: Transaction, *, limit: int) -> list[DueAsk]:
    """Some that are due, the longest waiting first, held: whoever asks at the same time gets others."""
    return [_due(row) for row in tx.run(SOME_DUE, limit=limit)]


def look_again(tx: Transaction, moments: Mapping[int, datetime | None]) -> None:
    """Have these asks (ids) be due at a moment (UTC); None: they are over."""
    alike: defaultdict[datetime | None, list[int]] = defaultdict(list)
    for id_, moment in moments.items():
        alike[moment].append(id_)
    for moment, ids in alike.items():
        tx.run(PLANNED, ids=ids, moment=moment)


def look_again_at(tx: Transaction, person_id: int) -> None:
    """Have what somebody is still to be asked be due now: they are back, or away until another day."""
    tx.run(AGAIN, of_person=person_id)


def _pulse(row: Row[Any]) -> Pulse:
    return Pulse(row.id, _window(row))


def _window(row: Row[Any]) -> Window:
    return Window(Quarter.read(row.quarter), row.opens_at, row.closes_at)


def _due(row: Row[Any]) -> DueAsk:
    return DueAsk(
        id=row.id,
        pulse_id=row.pulse_id,
        person_id=row.person_id,
        window=_window(row),
        slack_id=row.slack_id,
        timezone=row.timezone,
        country=row.country,
        away_until=row.until,
        is_asked=Role(row.role) in ASKED_ROLES,
        is_wanted=not row.paused and not row.is_muted,
    )
