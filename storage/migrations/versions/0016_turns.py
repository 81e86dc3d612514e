"""Messages have their turns: what somebody waits for goes first, then Homes, then what may take hours."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Homes get theirs; what waits besides them goes first."""
    op.add_column("outbox", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE outbox SET turn = 1 WHERE verb = 'publish'")
    op.drop_index(op.f("ix_outbox_state_due_at"), "outbox")
    order = ["workspace_id", "state", "turn", "due_at", "id"]
    op.create_index(op.f(f"ix_outbox_{'_'.join(order)}"), "outbox", order)
