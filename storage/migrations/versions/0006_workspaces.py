"""What a company sets stands in its workspace; on PostgreSQL no act sees the rows of another workspace."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add columns that stay empty (what the environment says counts), and the policies."""
    for name in ("language", "timezone", "currency", "scorecards"):
        op.add_column("workspaces", sa.Column(name, sa.Text()))
    for name in ("weekly_subjects", "weekly_minutes"):
        op.add_column("workspaces", sa.Column(name, sa.Integer()))
    there = sa.inspect(op.get_bind())
    for table in there.get_table_names():
        columns = {column["name"] for column in there.get_columns(table)}
        owner = "id" if table == "workspaces" else "workspace_id"
        if owner in columns and table != "alembic_version":
            restrict(table, owner=owner)
