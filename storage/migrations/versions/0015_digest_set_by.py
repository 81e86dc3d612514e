"""Who has chosen the digest's channel: they are told where nothing goes there any more."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Of the channels so far nobody knows it: the admins are told, as until now."""
    op.add_column("workspaces", sa.Column("digest_set_by", sa.Text()))
