"""When people opened their Homes: only those who look at theirs have it published after each change."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; nobody is known to have opened theirs."""
    op.add_column("people", sa.Column("home_opened_at", sa.DateTime(timezone=True)))
