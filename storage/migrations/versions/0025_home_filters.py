"""What somebody has chosen to see of the list on their Home."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Nobody has chosen anything yet."""
    op.create_index(
        op.f("ix_subjects_workspace_id_status_stage"), "subjects", ["workspace_id", "status", "stage"]
    )
    op.add_column("people", sa.Column("home_shows", sa.JSON()))
