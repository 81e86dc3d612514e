"""Every table of the database; each row says which workspace it belongs to.

No id is ever used twice, also when the newest row was deleted: a review names its draft for good.
"""

from functools import partial

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Amount, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
needed = partial(Column, nullable=False)

workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # one workspace for now, and that is 1
    Column("team_id", Text, unique=True),
    Column("digest_channel", Text),
    Column("digest_at", UtcDateTime, index=True),
    needed("created_at", UtcDateTime),
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
    UniqueConstraint("workspace_id", "subject_id", "person_id"),
    sqlite_autoincrement=True,
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id"), index=True),
    needed("person_id", ForeignKey("people.id")),
    needed("scorecard_hash", Text),
    needed("draft_id", Integer, unique=True),  # the draft itself is deleted by then
    needed("submitted_at", UtcDateTime),
    Column("probability", Amount),  # the seller's own, in percent
    needed("colour", Text),
    needed("points", Integer),
    needed("maximum", Integer),
    needed("known", Integer),
    needed("asked", Integer),
    needed("knockouts", JSON),
    Column("supersedes_id", ForeignKey("reviews.id")),
    Column("corrects_id", ForeignKey("reviews.id")),
    Column("reason", Text),  # of the correction; no part of what was answered
    sqlite_autoincrement=True,
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("review_id", ForeignKey("reviews.id")),
    needed("area_id", Text),
    needed("text", Text),
    needed("occurred_on", Date),
    needed("written_at", UtcDateTime),
    needed("covers", JSON),
    UniqueConstraint("review_id", "area_id"),
    sqlite_autoincrement=True,
)

answers = Table(
    "answers",
    metadata,
    Column("review_id", ForeignKey("reviews.id"), primary_key=True),
    Column("question_id", Text, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    Column("level", Integer),
    Column("counted", Integer),
    needed("answered_at", UtcDateTime),
    needed("since", UtcDateTime),
    Column("evidence_id", ForeignKey("evidence.id")),
)

current_scores = Table(
    "current_scores",
    metadata,
    Column("subject_id", ForeignKey("subjects.id"), primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id"), index=True),
    needed("review_id", ForeignKey("reviews.id")),
    needed("reviewed_at", UtcDateTime),
    needed("scorecard_hash", Text),
    needed("ratings", JSON),
    needed("points", Integer),
    needed("maximum", Integer),
    needed("known", Integer),
    needed("asked", Integer),
    Column("fresh_until", UtcDateTime),
    Column("last_colour", Text),  # the last one that was not grey
    Column("last_colour_at", UtcDateTime),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("kind", Text),
    needed("recipient", Text),
    needed("key", Text),
    needed("facts", JSON),
    needed("state", Text),
    needed("due_at", UtcDateTime),
    Column("lease_until", UtcDateTime),
    needed("attempts", Integer),
    Column("error", Text),
    Column("channel", Text),
    Column("ts", Text),
    Column("thread_ts", Text),
    Column("sent_at", UtcDateTime),
    UniqueConstraint("workspace_id", "key"),
    Index(None, "state", "due_at"),
    sqlite_autoincrement=True,
)

digests = Table(
    "digests",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id"), index=True),
    needed("taken_at", UtcDateTime),
    needed("snapshot", JSON),
    sqlite_autoincrement=True,
)
