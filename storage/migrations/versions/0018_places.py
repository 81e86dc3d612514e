"""A kept load keeps its order, so that it is read and not computed anew."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """What was kept without its order holds no more."""
    op.add_column("kept_loads", sa.Column("place", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE kept_weeks SET holds_until = '1970-01-01 00:00:00'")
