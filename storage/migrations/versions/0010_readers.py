"""A review says what it was written for, and who is blind to which subject stands in a table of its own."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Every older review was an audit's or one's own; who was given something to score is blind to it until then."""
    # SQLite adds no column that must be filled without a default, and cannot take it away again.
    op.execute("ALTER TABLE reviews ADD COLUMN purpose TEXT NOT NULL DEFAULT 'own'")
    op.execute("UPDATE reviews SET purpose = 'audit' WHERE audit_id IS NOT NULL")
    op.create_table(
        "blind",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(
            sa.Column(f"{name}_id", sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=False)
            for name, table in (("workspace", "workspaces"), ("subject", "subjects"), ("person", "people"))
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_blind_person_id"), "blind", ["person_id"])
    restrict("blind")
    op.execute(
        "INSERT INTO blind (workspace_id, subject_id, person_id, since)"
        " SELECT workspace_id, subject_id, person_id, given_at FROM audits WHERE submitted_at IS NULL"
        " AND person_id IN (SELECT id FROM people WHERE role = 'auditor')"
    )
