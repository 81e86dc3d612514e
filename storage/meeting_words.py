"""What was said in a 1-to-1: written once; who says it differently writes a new row, and the last one counts."""

from collections.abc import Collection

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, insert, select

from flows.meetings.held import Said, Words
from storage.engine import Transaction
from storage.schema import UtcDateTime, metadata, needed

meeting_words = Table(
    "meeting_words",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("meeting_id", ForeignKey("meetings.id"), index=True),
    needed("kind", Text),
    Column("about", Integer),  # a subject or an action item, as the kind says
    Column("text", Text),
    Column("number", Integer),
    needed("person_id", ForeignKey("people.id")),
    needed("at", UtcDateTime),
    sqlite_autoincrement=True,
)


def say(tx: Transaction, meeting_id: int, words: Words, *, person_id: int) -> bool:
    """Write down what was said; False where the same stands there last, as after a second press."""
    w = meeting_words.c
    same = w.workspace_id == tx.workspace, w.meeting_id == meeting_id, w.kind == words.kind
    its = (*same, w.about.is_not_distinct_from(words.about))
    last = tx.execute(select(w.text, w.number).where(*its).order_by(w.id.desc()).limit(1)).first()
    if last is not None and tuple(last) == (words.text, words.number):
        return False
    row = {"workspace_id": tx.workspace, "meeting_id": meeting_id, "person_id": person_id, "at": tx.now}
    tx.execute(insert(meeting_words).values(row | vars(words)))
    return True


def said(tx: Transaction, meeting_ids: Collection[int]) -> list[Said]:
    """All that was said in these, in the order in which it was."""
    w = meeting_words.c
    its = w.workspace_id == tx.workspace, w.meeting_id.in_(meeting_ids)
    columns = w.kind, w.about, w.text, w.number, w.person_id, w.at
    rows = tx.execute(select(*columns).where(*its).order_by(w.id))
    return [Said(Words(*row[:4]), row.person_id, row.at) for row in rows]
