"""Why a deal or customer was lost, in somebody's words."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; what was lost before has no reason on record."""
    op.add_column("subjects", sa.Column("lost_reason", sa.Text()))
