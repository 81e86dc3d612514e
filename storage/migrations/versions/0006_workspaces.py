"""What a company sets stands in its workspace; on PostgreSQL no act sees the rows of another workspace."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# Row-level security of one act: its workspace, or 0 for what looks across all of them. Without any, no row.
POLICY = "(SELECT nullif(current_setting('revisor.workspace', true), '')::int) IN (0, {owner})"


def upgrade() -> None:
    """Add columns that stay empty (what the environment says counts), and the policies."""
    for name in ("language", "timezone", "currency", "scorecards"):
        op.add_column("workspaces", sa.Column(name, sa.Text()))
    for name in ("weekly_subjects", "weekly_minutes"):
        op.add_column("workspaces", sa.Column(name, sa.Integer()))
    if op.get_bind().dialect.name == "postgresql":
        _restrict()


def _restrict() -> None:
    there = sa.inspect(op.get_bind())
    for table in there.get_table_names():
        columns = {column["name"] for column in there.get_columns(table)}
        owner = "id" if table == "workspaces" else "workspace_id"
        if owner in columns and table != "alembic_version":
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")  # for the tables' owner too
            op.execute(f"CREATE POLICY workspace ON {table} USING ({POLICY.format(owner=owner)})")
