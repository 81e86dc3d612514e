"""Whose kept load has ended is found without looking at everybody's."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Two indexes instead of one."""
    op.drop_index(op.f("ix_kept_weeks_workspace_id"), "kept_weeks")
    op.create_index(
        op.f("ix_kept_weeks_workspace_id_holds_until"), "kept_weeks", ["workspace_id", "holds_until"]
    )
    op.create_index(op.f("ix_kept_weeks_workspace_id_kept_at"), "kept_weeks", ["workspace_id", "kept_at"])
