"""Audits: a subject given to an auditor, who scores it without seeing what others said of it."""

from sqlalchemy import Column, ColumnElement, ForeignKey, Integer, Table, insert, select, update

from flows.review.audit import Audit
from storage import blindness
from storage.engine import Transaction
from storage.schema import UtcDateTime, metadata, needed

audits = Table(  # a subject given to an auditor to score
    "audits",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id"), index=True),
    needed("person_id", ForeignKey("people.id"), index=True),  # the auditor
    needed("given_by", ForeignKey("people.id")),
    needed("given_at", UtcDateTime),
    Column("submitted_at", UtcDateTime),
    sqlite_autoincrement=True,
)


def give(tx: Transaction, subject_id: int, *, to: int, by: int) -> int:
    """Give a subject to the auditor `to`, who is blind to it from now on; returns the audit's id.

    Whether one is open, the caller has seen.
    """
    new = {"subject_id": subject_id, "person_id": to, "given_by": by, "given_at": tx.now}
    added = insert(audits).values(workspace_id=tx.workspace, **new).returning(audits.c.id)
    audit_id: int = tx.execute(added).scalar_one()
    blindness.begin(tx, subject_id, to)
    return audit_id


def get(tx: Transaction, audit_id: int) -> Audit | None:
    """The audit with this id."""
    found = _read(tx, audits.c.id == audit_id)
    return found[0] if found else None


def of_subject(tx: Transaction, subject_id: int) -> list[Audit]:
    """All audits of a subject, the newest first."""
    return _read(tx, audits.c.subject_id == subject_id)


def open_of(tx: Transaction, subject_id: int, person_id: int) -> Audit | None:
    """What this person has been given of the subject and has not submitted."""
    theirs = audits.c.subject_id == subject_id, audits.c.person_id == person_id
    found = _read(tx, *theirs, audits.c.submitted_at.is_(None))
    return found[0] if found else None


def close(tx: Transaction, audit_id: int) -> None:
    """The auditor has submitted; a moment that is there already stays."""
    its = audits.c.workspace_id == tx.workspace, audits.c.id == audit_id
    tx.execute(update(audits).where(*its, audits.c.submitted_at.is_(None)).values(submitted_at=tx.now))


def _read(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Audit]:
    query = select(audits).where(audits.c.workspace_id == tx.workspace, *conditions)
    return [
        Audit(row.id, row.subject_id, row.person_id, row.given_by, row.given_at, row.submitted_at)
        for row in tx.execute(query.order_by(audits.c.id.desc()))
    ]
