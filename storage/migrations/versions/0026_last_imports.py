"""When a file of each kind was last imported."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Of the imports before this nothing was noted."""
    op.create_table(
        "last_imports",
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), primary_key=True),
        sa.Column("layout", sa.Text(), primary_key=True),
        sa.Column("source", sa.Text(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
    )
    restrict("last_imports")
