"""What belongs to a review beside it: evidence added later, action items, remarks, audits; when colours began."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add tables and columns that stay empty, but for a channel that has had its digests: its colours go on."""
    op.add_column("workspaces", sa.Column("colours_at", MOMENT))
    op.execute("UPDATE workspaces SET colours_at = (SELECT min(taken_at) FROM digests)")
    op.add_column("subjects", sa.Column("segment", sa.Text()))
    op.add_column("digests", sa.Column("waiting", sa.JSON()))
    op.add_column("answers", sa.Column("not_applicable", sa.Boolean()))
    op.add_column("reviews", sa.Column("cutoff_at", MOMENT))
    _added_evidence()
    _sightings()
    _action_items()
    _remarks()
    _audits()
    # SQLite takes a foreign key only together with its column, which Alembic does in two steps.
    op.execute("ALTER TABLE reviews ADD COLUMN audit_id INTEGER REFERENCES audits (id)")
    op.create_index(op.f("ix_reviews_audit_id"), "reviews", ["audit_id"], unique=True)
    op.create_index(op.f("ix_reviews_person_id_submitted_at"), "reviews", ["person_id", "submitted_at"])


def _added_evidence() -> None:
    op.create_table(
        "added_evidence",
        *_owned(),
        _refers("subject_id", "subjects"),
        sa.Column("area_id", sa.Text(), nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        _refers("person_id", "people"),
        sa.Column("author", sa.Text()),
        sa.Column("permalink", sa.Text()),
        sa.Column("channel", sa.Text()),
        sa.Column("message_ts", sa.Text()),
        sa.UniqueConstraint("subject_id", "area_id", "channel", "message_ts"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_added_evidence_subject_id"), "added_evidence", ["subject_id"])


def _sightings() -> None:
    op.create_table(
        "sightings",
        *_owned(),
        _refers("subject_id", "subjects"),
        sa.Column("area_id", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        _refers("person_id", "people"),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("subject_id", "area_id", "text_hash", "person_id"),
        sqlite_autoincrement=True,
    )


def _action_items() -> None:
    op.create_table(
        "action_items",
        *_owned(),
        _refers("subject_id", "subjects"),
        sa.Column("question_id", sa.Text(), nullable=False),
        sa.Column("scorecard_hash", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        _refers("person_id", "people", nullable=True),
        sa.Column("by", sa.Date(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        _refers("created_by", "people"),
        sa.Column("done_at", MOMENT),
        _refers("done_by", "people", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_action_items_subject_id"), "action_items", ["subject_id"])


def _remarks() -> None:
    op.create_table(
        "remarks",
        *_owned(),
        _refers("review_id", "reviews"),
        sa.Column("question_id", sa.Text(), nullable=False),
        _refers("person_id", "people"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("review_id", "question_id"),
        sqlite_autoincrement=True,
    )


def _audits() -> None:
    op.create_table(
        "audits",
        *_owned(),
        _refers("subject_id", "subjects"),
        _refers("person_id", "people"),
        _refers("given_by", "people"),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("submitted_at", MOMENT),
        sqlite_autoincrement=True,
    )
    for column in ("subject_id", "person_id"):
        op.create_index(op.f(f"ix_audits_{column}"), "audits", [column])


def _owned() -> tuple[sa.Column[int], ...]:
    return sa.Column("id", sa.Integer(), primary_key=True), _refers("workspace_id", "workspaces")


def _refers(name: str, table: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable)
