"""Drafts: reviews that somebody has begun and not submitted, saved at every turn of a page."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
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
from sqlalchemy import delete as deletion

from flows.review.draft import Answers, Draft
from storage.engine import Transaction, insert
from storage.schema import HERE, NOW, UtcDateTime, metadata, needed

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id")),
    needed("person_id", ForeignKey("people.id")),
    needed("scorecard_hash", Text),
    needed("version", Integer),
    needed("page", Integer),
    needed("answers", JSON),
    needed("started_at", UtcDateTime),
    needed("saved_at", UtcDateTime),
    Column("corrects_id", ForeignKey("reviews.id")),
    Column("reason", Text),  # of the correction
    Column("second_view_id", ForeignKey("second_views.id")),  # for which it was begun
    UniqueConstraint("workspace_id", "subject_id", "person_id"),
    sqlite_autoincrement=True,
)


class StaleDraft(Exception):
    """The draft was saved by another window since this one read it, or was submitted."""


THEIRS = select(drafts).where(
    drafts.c.workspace_id == HERE,
    drafts.c.subject_id == bindparam("subject_id"),
    drafts.c.person_id == bindparam("person_id"),
)


def start(
    tx: Transaction,
    *,
    subject_id: int,
    person_id: int,
    scorecard_hash: str,
    answers: Answers,
    second_view_id: int | None = None,
) -> Draft:
    """Begin a draft on its first page (version 1); where the person has one of this subject, give that."""
    values: dict[str, object] = {"subject_id": subject_id, "person_id": person_id}
    values |= {"scorecard_hash": scorecard_hash, "second_view_id": second_view_id}
    times = {"started_at": tx.now, "saved_at": tx.now}
    new = {"workspace_id": tx.workspace, "version": 1, "page": 0, "answers": asdict(answers)} | values | times
    tx.execute(insert(tx, drafts).on_conflict_do_nothing(), new)
    found = _draft(tx.run(THEIRS, subject_id=subject_id, person_id=person_id).one_or_none())
    if found is None:
        raise StaleDraft  # submitted or deleted by another window in this very moment
    return found


BY_ID = select(drafts).where(drafts.c.workspace_id == HERE, drafts.c.id == bindparam("draft_id"))
HELD = BY_ID.with_for_update()
DELETE = deletion(drafts).where(drafts.c.workspace_id == HERE, drafts.c.id == bindparam("draft_id"))
BEGUN = drafts.c.workspace_id == HERE, drafts.c.person_id == bindparam("person_id")
BEGUN_BY = select(drafts.c.subject_id).where(*BEGUN)
DELETE_OF = deletion(drafts).where(*BEGUN, drafts.c.subject_id == bindparam("subject_id"))


def get(tx: Transaction, draft_id: int) -> Draft | None:
    """The draft with this id, None when it was submitted or deleted."""
    return _draft(tx.run(BY_ID, draft_id=draft_id).one_or_none())


def hold(tx: Transaction, draft_id: int) -> Draft | None:
    """The same, for writing: whoever else holds it waits for our end; SQLite has one writer anyway."""
    return _draft(tx.run(HELD, draft_id=draft_id).one_or_none())


AS_READ = (
    drafts.c.workspace_id == HERE,
    drafts.c.id == bindparam("draft_id"),
    drafts.c.version == bindparam("as_read"),
)
KEEP = update(drafts).where(*AS_READ).values(answers=bindparam("said"), saved_at=NOW)
SAVE = KEEP.values(version=drafts.c.version + 1, page=bindparam("to_page"), scorecard_hash=bindparam("hash"))


def save(
    tx: Transaction,
    draft: Draft,
    *,
    page: int,
    answers: Answers,
    scorecard_hash: str = "",
) -> Draft:
    """Save page and answers; gives the draft as it is now. StaleDraft when it isn't as `draft` any more.

    With `scorecard_hash` it answers that scorecard from now on.
    """
    version = scorecard_hash or draft.scorecard_hash
    said = {"said": asdict(answers), "hash": version}
    if tx.run(SAVE, draft_id=draft.id, as_read=draft.version, to_page=page, **said).rowcount == 0:
        raise StaleDraft
    saved = replace(draft, version=draft.version + 1, page=page, answers=answers, saved_at=tx.now)
    return replace(saved, scorecard_hash=version)


def keep(tx: Transaction, draft: Draft, *, answers: Answers) -> bool:
    """Save answers and leave page and version; False when the draft isn't as `draft` any more."""
    return tx.run(KEEP, draft_id=draft.id, as_read=draft.version, said=asdict(answers)).rowcount == 1


def correct(tx: Transaction, draft: Draft, *, corrects_id: int | None, reason: str | None) -> Draft:
    """Make a draft the correction of a submitted review, for a reason, or (None) an ordinary one; gives it back.

    What it says and its version stay. StaleDraft when it was submitted or deleted meanwhile.
    """
    its = drafts.c.workspace_id == tx.workspace, drafts.c.id == draft.id
    new = {"corrects_id": corrects_id, "reason": reason}
    if tx.execute(update(drafts).where(*its).values(new)).rowcount == 0:
        raise StaleDraft
    return replace(draft, corrects_id=corrects_id, reason=reason)


def delete(tx: Transaction, draft_id: int) -> bool:
    """Throw a draft away; False when it was submitted or deleted before."""
    return tx.run(DELETE, draft_id=draft_id).rowcount == 1


def delete_of(tx: Transaction, subject_id: int, person_id: int) -> None:
    """Throw away what this person has begun of the subject, if anything."""
    tx.run(DELETE_OF, subject_id=subject_id, person_id=person_id)


def begun_by(tx: Transaction, person_id: int) -> frozenset[int]:
    """The ids of the subjects of which this person has begun a review."""
    return frozenset(tx.run(BEGUN_BY, person_id=person_id).scalars())


def count(tx: Transaction) -> int:
    """How many drafts there are."""
    return tx.execute(select(func.count()).where(drafts.c.workspace_id == tx.workspace)).scalar_one()


def _draft(row: Row[Any] | None) -> Draft | None:
    if row is None:
        return None
    return Draft(
        id=row.id,
        subject_id=row.subject_id,
        person_id=row.person_id,
        scorecard_hash=row.scorecard_hash,
        version=row.version,
        page=row.page,
        answers=_answers(row.answers),
        started_at=row.started_at,
        saved_at=row.saved_at,
        corrects_id=row.corrects_id,
        reason=row.reason,
        second_view_id=row.second_view_id,
    )


def _answers(stored: Mapping[str, Any]) -> Answers:
    """As they were stored; JSON has made a list of what is left out, and older drafts don't speak of it."""
    return Answers(**{**stored, "not_applicable": tuple(stored.get("not_applicable", ()))})
