"""Row-level security on PostgreSQL, for migrations that make tables: as frozen as they are, with nothing imported."""

from alembic import op

# An act says its workspace, or 0 for what looks across all of them (storage.engine). Without any, no row.
POLICY = "(SELECT nullif(current_setting('revisor.workspace', true), '')::int) IN (0, {owner})"


def restrict(table: str, *, owner: str = "workspace_id") -> None:
    """Show an act only the rows of its workspace, whose id stands in the column `owner`."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")  # for the tables' owner too
        op.execute(f"CREATE POLICY workspace ON {table} USING ({POLICY.format(owner=owner)})")
