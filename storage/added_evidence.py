"""Evidence added to a subject without a review: kept as it was, and never changed or deleted."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Integer,
    Row,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    select,
    update,
)

from flows.review.evidence import AddedEvidence, NewEvidence
from storage.engine import Transaction, insert
from storage.schema import HERE, UtcDateTime, metadata, needed
from storage.subjects import hold_subject

added_evidence = Table(  # without a new review
    "added_evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id"), index=True),
    needed("area_id", Text),
    needed("covers", JSON),
    needed("text", Text),
    needed("occurred_on", Date),
    needed("written_at", UtcDateTime),
    needed("person_id", ForeignKey("people.id")),  # who added it
    Column("author", Text),  # who wrote the message that it is
    Column("permalink", Text),
    Column("channel", Text),
    Column("message_ts", Text),
    UniqueConstraint("subject_id", "area_id", "channel", "message_ts"),
    sqlite_autoincrement=True,
)

sightings = Table(  # somebody else has seen a piece of evidence
    "sightings",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id")),
    needed("area_id", Text),
    needed("text_hash", Text),  # which evidence; the same words stay seen in a later review
    needed("person_id", ForeignKey("people.id")),
    needed("at", UtcDateTime),
    UniqueConstraint("subject_id", "area_id", "text_hash", "person_id"),
    sqlite_autoincrement=True,
)


ALL = select(added_evidence).where(added_evidence.c.workspace_id == HERE).order_by(added_evidence.c.id)
THEIRS = ALL.where(added_evidence.c.subject_id.in_(bindparam("subject_ids", expanding=True)))


def of(tx: Transaction, subject_ids: Collection[int] | None) -> dict[int, list[AddedEvidence]]:
    """One query: what was added by subject id, the oldest first; None for all subjects."""
    found: defaultdict[int, list[AddedEvidence]] = defaultdict(list)
    asked = tx.run(ALL) if subject_ids is None else tx.run(THEIRS, subject_ids=list(subject_ids))
    for row in asked:
        found[row.subject_id].append(_added(row))
    return dict(found)


def add(tx: Transaction, new: NewEvidence) -> int | None:
    """Add evidence; gives its id, or None where nothing is new.

    So it is with a message that the area has already, and with words typed by hand that stand there for all
    these questions.
    """
    hold_subject(tx, new.subject_id)
    c = added_evidence.c
    same = c.workspace_id == tx.workspace, c.subject_id == new.subject_id, c.area_id == new.area_id
    stated = tx.execute(select(c.covers).where(*same, c.text == new.text)).scalars()
    if new.message_ts is None and any(set(new.covers) <= set(covers) for covers in stated):
        return None
    values = {**vars(new), "covers": list(new.covers), "workspace_id": tx.workspace}
    statement = insert(tx, added_evidence).values(values).on_conflict_do_nothing()
    added: int | None = tx.execute(statement.returning(c.id)).scalar_one_or_none()
    return added


def complete(tx: Transaction, evidence_id: int, *, permalink: str | None, author: str | None) -> None:
    """Say where a message is found and who wrote it, as far as that was not known yet."""
    c = added_evidence.c
    its = c.workspace_id == tx.workspace, c.id == evidence_id
    said = {"permalink": func.coalesce(c.permalink, permalink), "author": func.coalesce(c.author, author)}
    tx.execute(update(added_evidence).where(*its).values(said))


def _added(row: Row[tuple[object, ...]]) -> AddedEvidence:
    return AddedEvidence(
        id=row.id,
        subject_id=row.subject_id,
        area_id=row.area_id,
        covers=tuple(row.covers),
        text=row.text,
        occurred_on=row.occurred_on,
        written_at=row.written_at,
        person_id=row.person_id,
        author=row.author,
        permalink=row.permalink,
        channel=row.channel,
        message_ts=row.message_ts,
    )


@dataclass(frozen=True)
class Sighting:
    """Somebody saw words of an area's evidence (flows.scoring.evidence.text_hash) at a moment (UTC)."""

    area_id: str
    text_hash: str
    person_id: int
    at: datetime


def see(tx: Transaction, subject_id: int, seen: Collection[Sighting]) -> None:
    """Note what somebody has seen; what the same person saw before keeps its moment."""
    for one in seen:
        values = {**vars(one), "workspace_id": tx.workspace, "subject_id": subject_id}
        tx.execute(insert(tx, sightings).values(values).on_conflict_do_nothing())


def sightings_of(tx: Transaction, subject_id: int) -> list[Sighting]:
    """Everything that was seen of a subject, the first first."""
    c = sightings.c
    query = select(sightings).where(c.workspace_id == tx.workspace, c.subject_id == subject_id)
    return [
        Sighting(row.area_id, row.text_hash, row.person_id, row.at)
        for row in tx.execute(query.order_by(c.id))
    ]
