"""Absences: who is away until when; why is neither asked nor kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    bindparam,
    column,
    insert,
    select,
    update,
)

from storage.engine import Transaction
from storage.schema import HERE, UtcDateTime, metadata, needed

absences = Table(
    "absences",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("person_id", ForeignKey("people.id")),
    needed("until", Date),  # the last day of it, in their zone
    Column("stand_in_id", ForeignKey("people.id")),
    needed("since", UtcDateTime),
    Column("ended_at", UtcDateTime),  # where they are back earlier, or have said something else
    Index(
        "uq_absences_running",
        "person_id",
        unique=True,
        sqlite_where=column("ended_at").is_(None),
        postgresql_where=column("ended_at").is_(None),
    ),
    sqlite_autoincrement=True,
)
c = absences.c


@dataclass(frozen=True)
class Absence:
    """Somebody is away until a day of theirs, that one included; perhaps somebody stands in for them."""

    person_id: int
    until: date
    stand_in_id: int | None
    since: datetime


RUNNING = select(absences).where(c.workspace_id == HERE, c.ended_at.is_(None))
OF = RUNNING.where(c.person_id.in_(bindparam("ids", expanding=True)), c.until >= bindparam("day"))


def on(tx: Transaction, person_ids: Collection[int | None], day: date) -> dict[int, Absence]:
    """The absences of those of these people who are away on a day, by their ids; None is nobody's."""
    ids = [id_ for id_ in person_ids if id_ is not None]
    found = tx.run(OF, ids=ids, day=day) if ids else ()
    return {row.person_id: Absence(row.person_id, row.until, row.stand_in_id, row.since) for row in found}


def begin(tx: Transaction, person_id: int, *, until: date, stand_in_id: int | None = None) -> None:
    """Somebody is away from now on until a day of theirs, that one included, in place of what they said before."""
    end(tx, person_id)
    of_it = {"workspace_id": tx.workspace, "person_id": person_id, "since": tx.now}
    tx.execute(insert(absences).values(**of_it, until=until, stand_in_id=stand_in_id))


def end(tx: Transaction, person_id: int) -> bool:
    """Somebody is back; False where they were not away, as far as anybody had said."""
    its = c.workspace_id == tx.workspace, c.person_id == person_id, c.ended_at.is_(None)
    return tx.execute(update(absences).where(*its).values(ended_at=tx.now)).rowcount > 0
