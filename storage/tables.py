"""Every table of the database; each row says which workspace it belongs to.

No id is ever used twice, also when the newest row was deleted: a review names its draft for good.
"""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Amount, UtcDateTime
from storage.metadata import metadata, needed
from storage.review_tables import (
    action_items,
    added_evidence,
    answers,
    audits,
    blind,
    current_scores,
    drafts,
    evidence,
    remarks,
    reviews,
    sightings,
)

__all__ = [
    "action_items",
    "added_evidence",
    "answers",
    "audits",
    "blind",
    "changes",
    "current_scores",
    "digests",
    "drafts",
    "evidence",
    "metadata",
    "outbox",
    "people",
    "remarks",
    "reviews",
    "scorecards",
    "sightings",
    "subjects",
    "workspaces",
]

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("team_id", Text, unique=True),
    Column("digest_channel", Text),
    Column("digest_at", UtcDateTime, index=True),
    needed("created_at", UtcDateTime),
    Column("colours_at", UtcDateTime),  # since when colours go to the channel
    # What the company sets; empty where the environment's settings count.
    Column("language", Text),
    Column("timezone", Text),
    Column("currency", Text),
    Column("scorecards", Text),  # a folder
    Column("weekly_subjects", Integer),
    Column("weekly_minutes", Integer),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("email", Text),  # lower case
    needed("name", Text),
    needed("role", Text),
    Column("manager_id", ForeignKey("people.id"), index=True),
    needed("weekday", Integer),
    needed("at", Text),  # HH:MM, local to `timezone`
    Column("slack_id", Text),
    needed("timezone", Text),
    needed("language", Text),
    needed("paused", Boolean),
    Column("copies", Boolean),  # of what they submit; nothing said means no
    Column("remind_at", UtcDateTime, index=True),
    UniqueConstraint("workspace_id", "email"),
    UniqueConstraint("workspace_id", "slack_id"),
    sqlite_autoincrement=True,
)

subjects = Table(
    "subjects",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("kind", Text),
    needed("source", Text),
    needed("source_id", Text),
    needed("name", Text),
    needed("customer", Text),
    Column("owner_id", ForeignKey("people.id"), index=True),
    Column("amount", Amount),
    needed("currency", Text),
    Column("close_date", Date),
    Column("stage", Text),
    needed("status", Text),
    Column("product", Text),
    Column("probability", Amount),
    Column("stage_probability", Amount),
    Column("created_on", Date),
    needed("seen_at", UtcDateTime),
    Column("due_at", UtcDateTime, index=True),
    needed("updated_at", UtcDateTime),
    needed("folded", Text),
    Column("lost_reason", Text),
    Column("segment", Text),  # which scorecard it wants, as far as a company tells them apart
    Column("closed_on", Date),  # when it was really closed, as a source states it
    UniqueConstraint("workspace_id", "kind", "source", "source_id"),
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id")),
    needed("field", Text),
    Column("before", Text),
    Column("after", Text),
    needed("at", UtcDateTime),
    Column("by_person", ForeignKey("people.id")),
    Column("by_source", Text),
    Index(None, "subject_id", "field", "at"),
    Index(None, "workspace_id", "field", "at"),
    sqlite_autoincrement=True,
)

scorecards = Table(
    "scorecards",
    metadata,
    Column("workspace_id", ForeignKey("workspaces.id"), primary_key=True),
    Column("hash", Text, primary_key=True),
    needed("kind", Text),
    needed("content", JSON),
    needed("first_used_at", UtcDateTime),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("kind", Text),
    needed("verb", Text),
    needed("address", Text),
    needed("key", Text),
    needed("facts", JSON),
    needed("asked_at", UtcDateTime),
    Column("after_id", Integer),  # the row that it comes after; that may be gone by then
    needed("part", Integer),
    needed("plain", Boolean),
    needed("state", Text),
    needed("due_at", UtcDateTime),
    Column("lease_until", UtcDateTime),
    needed("attempts", Integer),
    Column("error", Text),
    Column("channel", Text),
    Column("ts", Text),
    Column("sent_at", UtcDateTime),
    UniqueConstraint("workspace_id", "key"),
    Index(None, "state", "due_at"),
    Index(None, "address", "verb", "state"),
    sqlite_autoincrement=True,
)

digests = Table(
    "digests",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id"), index=True),
    needed("taken_at", UtcDateTime),
    needed("snapshot", JSON),
    Column("waiting", JSON),  # ids of the subjects that were asked for and not ready
    Column("figures", JSON),  # all that its message says, as ids and numbers
    sqlite_autoincrement=True,
)
