"""An audit is one kind of second view; a manager's before a 1-to-1 is the other."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

MOMENT = sa.DateTime(timezone=True)
UNASKED = sa.text("due_at IS NOT NULL AND asked_at IS NULL AND reminder <> 'prepare'")
UNDER_WAY = sa.text("opened_at IS NULL AND withdrawn_at IS NULL")


def upgrade() -> None:
    """What was audited is opened since; what auditors have begun belongs to what they were given."""
    for column in ("subject_id", "person_id"):
        op.drop_index(op.f(f"ix_audits_{column}"), "audits")
    op.rename_table("audits", "second_views")
    for column in ("subject_id", "person_id"):
        op.create_index(op.f(f"ix_second_views_{column}"), "second_views", [column])
    # SQLite adds no column that must be filled without a default, and cannot take it away again.
    op.execute("ALTER TABLE second_views ADD COLUMN purpose TEXT NOT NULL DEFAULT 'audit'")
    op.execute("ALTER TABLE second_views ADD COLUMN seller_id INTEGER REFERENCES people (id)")
    for added in (
        sa.Column("opened_at", MOMENT),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("day", sa.Date()),
        sa.Column("reason", sa.Text()),
        sa.Column("since", sa.Date()),
        sa.Column("colour", sa.Text()),
    ):
        op.add_column("second_views", added)
    op.execute("UPDATE second_views SET opened_at = submitted_at")
    op.create_index(
        "ix_second_views_under_way",
        "second_views",
        ["seller_id"],
        sqlite_where=UNDER_WAY,
        postgresql_where=UNDER_WAY,
    )
    op.drop_index(op.f("ix_reviews_audit_id"), "reviews")
    op.execute("ALTER TABLE reviews RENAME COLUMN audit_id TO second_view_id")
    op.create_index(op.f("ix_reviews_second_view_id"), "reviews", ["second_view_id"], unique=True)
    op.execute("ALTER TABLE drafts ADD COLUMN second_view_id INTEGER REFERENCES second_views (id)")
    op.execute(
        "UPDATE drafts SET second_view_id = (SELECT max(given.id) FROM second_views AS given"
        " WHERE given.subject_id = drafts.subject_id AND given.person_id = drafts.person_id"
        " AND given.submitted_at IS NULL)"
        " WHERE person_id IN (SELECT id FROM people WHERE role = 'auditor')"
    )
    op.add_column("occurrences", sa.Column("asked_at", MOMENT))
    op.create_index(
        "ix_occurrences_unasked", "occurrences", ["begins_at"], sqlite_where=UNASKED, postgresql_where=UNASKED
    )
