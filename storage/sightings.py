"""Who has seen which evidence: somebody else than whoever wrote it, once for the same words of an area."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.engine import Transaction
from storage.statements import insert
from storage.tables import sightings


@dataclass(frozen=True)
class Sighting:
    """Somebody saw words of an area's evidence (flows.evidence.text_hash) at a moment (UTC)."""

    area_id: str
    text_hash: str
    person_id: int
    at: datetime


def see(tx: Transaction, subject_id: int, seen: Collection[Sighting]) -> None:
    """Note what somebody has seen; what the same person saw before keeps its moment."""
    for one in seen:
        values = {**vars(one), "workspace_id": tx.workspace, "subject_id": subject_id}
        tx.execute(insert(tx, sightings).values(values).on_conflict_do_nothing())


def of(tx: Transaction, subject_id: int) -> list[Sighting]:
    """Everything that was seen of a subject, the first first."""
    c = sightings.c
    query = select(sightings).where(c.workspace_id == tx.workspace, c.subject_id == subject_id)
    return [
        Sighting(row.area_id, row.text_hash, row.person_id, row.at)
        for row in tx.execute(query.order_by(c.id))
    ]
