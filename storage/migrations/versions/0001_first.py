"""The first schema: people, subjects, reviews, the outbox, and the digests."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make all the tables in an empty database."""
    _workspaces()
    _people()
    _subjects()
    _changes()
    _scorecards()
    _drafts()
    _reviews()
    _evidence()
    _answers()
    _current_scores()
    _messages()


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("team_id", sa.Text()),
        sa.Column("digest_channel", sa.Text()),
        sa.Column("digest_at", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.UniqueConstraint("team_id"),
    )
    op.create_index(op.f("ix_workspaces_digest_at"), "workspaces", ["digest_at"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("manager_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("slack_id", sa.Text()),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("remind_at", MOMENT),
        sa.UniqueConstraint("workspace_id", "email"),
        sa.UniqueConstraint("workspace_id", "slack_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_people_manager_id"), "people", ["manager_id"])
    op.create_index(op.f("ix_people_remind_at"), "people", ["remind_at"])


def _subjects() -> None:
    op.create_table(
        "subjects",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("amount", sa.BigInteger()),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("close_date", sa.Date()),
        sa.Column("stage", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("product", sa.Text()),
        sa.Column("probability", sa.BigInteger()),
        sa.Column("stage_probability", sa.BigInteger()),
        sa.Column("created_on", sa.Date()),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.UniqueConstraint("workspace_id", "kind", "source", "source_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_subjects_due_at"), "subjects", ["due_at"])
    op.create_index(op.f("ix_subjects_owner_id"), "subjects", ["owner_id"])


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("subject_id", sa.Integer(), sa.ForeignKey("subjects.id"), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_person", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("by_source", sa.Text()),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_changes_subject_id_field_at"), "changes", ["subject_id", "field", "at"])
    op.create_index(op.f("ix_changes_workspace_id_field_at"), "changes", ["workspace_id", "field", "at"])


def _scorecards() -> None:
    op.create_table(
        "scorecards",
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), primary_key=True),
        sa.Column("hash", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("first_used_at", MOMENT, nullable=False),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("subject_id", sa.Integer(), sa.ForeignKey("subjects.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("scorecard_hash", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.UniqueConstraint("workspace_id", "subject_id", "person_id"),
        sqlite_autoincrement=True,
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("subject_id", sa.Integer(), sa.ForeignKey("subjects.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("scorecard_hash", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=False),
        sa.Column("probability", sa.BigInteger()),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("knockouts", sa.JSON(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), sa.ForeignKey("reviews.id")),
        sa.UniqueConstraint("draft_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reviews_subject_id"), "reviews", ["subject_id"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("review_id", sa.Integer(), sa.ForeignKey("reviews.id"), nullable=False),
        sa.Column("area_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        sa.UniqueConstraint("review_id", "area_id"),
        sqlite_autoincrement=True,
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("review_id", sa.Integer(), sa.ForeignKey("reviews.id"), primary_key=True),
        sa.Column("question_id", sa.Text(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("level", sa.Integer()),
        sa.Column("counted", sa.Integer()),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("evidence_id", sa.Integer(), sa.ForeignKey("evidence.id")),
    )


def _current_scores() -> None:
    op.create_table(
        "current_scores",
        sa.Column("subject_id", sa.Integer(), sa.ForeignKey("subjects.id"), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("review_id", sa.Integer(), sa.ForeignKey("reviews.id"), nullable=False),
        sa.Column("reviewed_at", MOMENT, nullable=False),
        sa.Column("scorecard_hash", sa.Text(), nullable=False),
        sa.Column("ratings", sa.JSON(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("fresh_until", MOMENT),
        sa.Column("last_colour", sa.Text()),
        sa.Column("last_colour_at", MOMENT),
    )
    op.create_index(op.f("ix_current_scores_workspace_id"), "current_scores", ["workspace_id"])


def _messages() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("channel", sa.Text()),
        sa.Column("ts", sa.Text()),
        sa.Column("thread_ts", sa.Text()),
        sa.Column("sent_at", MOMENT),
        sa.UniqueConstraint("workspace_id", "key"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outbox_state_due_at"), "outbox", ["state", "due_at"])
    op.create_table(
        "digests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_digests_workspace_id"), "digests", ["workspace_id"])
