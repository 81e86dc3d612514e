"""Who is blind to which subject: they see that it is there, and nothing of its score until they have sent their own."""

from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    Table,
    bindparam,
    insert,
    select,
    update,
)

from flows.company.people import Person, Reach, answers
from storage import drafts
from storage.engine import Transaction
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed

blind = Table(  # somebody is not to see a subject's score
    "blind",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id")),
    needed("person_id", ForeignKey("people.id"), index=True),
    needed("since", UtcDateTime),
    Column("until", UtcDateTime),  # empty until they have submitted their own review
    sqlite_autoincrement=True,
)


def begin(tx: Transaction, subject_id: int, person_id: int, *, until: datetime | None = None) -> None:
    """From now on this person is blind to the subject, until they submit a review of it or (UTC) `until`.

    A draft of theirs is thrown away, since it holds what they saw so far. Begun twice is lifted once.
    """
    new = {"subject_id": subject_id, "person_id": person_id, "since": tx.now, "until": until}
    tx.execute(insert(blind), {"workspace_id": tx.workspace, **new})
    drafts.delete_of(tx, subject_id, person_id)


# What a `viewer` is blind to now; the ids of those subjects are part of other queries.
LASTING = (
    blind.c.workspace_id == HERE,
    blind.c.person_id == bindparam("viewer"),
    blind.c.until.is_(None) | (blind.c.until > NOW),
)
HIDDEN = select(blind.c.subject_id).where(*LASTING)
LIFT = update(blind).where(*LASTING, blind.c.subject_id == bindparam("seen")).values(until=NOW)


def lift(tx: Transaction, subject_id: int, person_id: int) -> None:
    """From now on they are not."""
    tx.run(LIFT, seen=subject_id, viewer=person_id)


def hidden_from(tx: Transaction, person: Person) -> frozenset[int]:
    """One query: the ids of all subjects to which this person is blind now.

    None for who may answer nothing: they could never send their own, and would stay blind for good.
    """
    if answers(person) is Reach.NONE:
        return frozenset()
    return frozenset(tx.run(HIDDEN, viewer=person.id).scalars())


SINCE = select(blind.c.subject_id, blind.c.since).where(*LASTING).order_by(blind.c.id.desc())


def hidden_since(tx: Transaction, person: Person) -> dict[int, datetime]:
    """The same with the moment from which each has been hidden: what was so until then they have seen."""
    if answers(person) is Reach.NONE:
        return {}
    return {row.subject_id: row.since for row in tx.run(SINCE, viewer=person.id)}
