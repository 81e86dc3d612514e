"""The tables of reviews, and of what goes on around them: evidence, action items, remarks, audits, who is blind."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Amount, UtcDateTime
from storage.metadata import metadata, needed

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
    Column("cutoff_at", UtcDateTime),  # the cut-off that it missed
    needed("purpose", Text),
    Column("audit_id", ForeignKey("audits.id"), index=True, unique=True),  # the one that it answers
    Index(None, "person_id", "submitted_at"),
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
    Column("not_applicable", Boolean),  # nothing said means that the question applies
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

action_items = Table(
    "action_items",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("subject_id", ForeignKey("subjects.id"), index=True),
    needed("question_id", Text),  # which it is to move
    needed("scorecard_hash", Text),
    needed("what", Text),
    Column("person_id", ForeignKey("people.id")),  # who does it; empty for the customer
    needed("by", Date),
    needed("created_at", UtcDateTime),
    needed("created_by", ForeignKey("people.id")),
    Column("done_at", UtcDateTime),
    Column("done_by", ForeignKey("people.id")),
    sqlite_autoincrement=True,
)

remarks = Table(  # of a seller, on a level that somebody lowered
    "remarks",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("review_id", ForeignKey("reviews.id")),  # the one that lowered it
    needed("question_id", Text),
    needed("person_id", ForeignKey("people.id")),
    needed("text", Text),
    needed("at", UtcDateTime),
    UniqueConstraint("review_id", "question_id"),
    sqlite_autoincrement=True,
)

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
