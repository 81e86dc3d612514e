"""Reviews that correct another one, and who wants copies of what they submit."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"


def upgrade() -> None:
    """Add columns that stay empty for everything that is there already."""
    op.add_column("people", sa.Column("copies", sa.Boolean()))
    for table in ("drafts", "reviews"):
        # SQLite takes a foreign key only together with its column, which Alembic does in two steps.
        op.execute(f"ALTER TABLE {table} ADD COLUMN corrects_id INTEGER REFERENCES reviews (id)")
        op.add_column(table, sa.Column("reason", sa.Text()))
