"""What a source's files left open is kept with its answers; accounts have ids, and customers what files call them."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Customers were known by their names alone so far."""
    op.create_table(
        "kept_answers",
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "layout", "shape", "source"),
    )
    restrict("kept_answers")
    for column in ("account_id", "known_as"):
        op.add_column("subjects", sa.Column(column, sa.Text()))
        op.create_index(op.f(f"ix_subjects_workspace_id_{column}"), "subjects", ["workspace_id", column])
    op.execute("UPDATE subjects SET known_as = source_id WHERE kind = 'customer'")
