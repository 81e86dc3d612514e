"""The outbox holds facts: a verb, an address, a moment, what it comes after; what was sent keeps no words."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """What is still to be sent keeps the words that were written for it; Homes are asked for anew, when opened."""
    op.alter_column("outbox", "recipient", new_column_name="address")
    op.add_column("outbox", sa.Column("verb", sa.Text(), nullable=False, server_default="post"))
    op.add_column("outbox", sa.Column("asked_at", MOMENT))
    op.add_column("outbox", sa.Column("after_id", sa.Integer()))
    op.add_column("outbox", sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("plain", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("digests", sa.Column("figures", sa.JSON()))
    op.execute("DELETE FROM outbox WHERE kind = 'home'")
    op.execute("UPDATE outbox SET asked_at = due_at")
    op.execute("UPDATE outbox SET facts = '{}' WHERE state = 'sent'")
    op.execute(
        "UPDATE outbox SET after_id = (SELECT max(above.id) FROM outbox AS above"
        " WHERE above.workspace_id = outbox.workspace_id AND above.ts = outbox.thread_ts"
        " AND above.channel = outbox.address) WHERE thread_ts IS NOT NULL"
    )
    with op.batch_alter_table("outbox") as table:
        table.drop_column("thread_ts")
        table.alter_column("asked_at", nullable=False, existing_type=MOMENT)
        for name in ("verb", "part", "plain"):
            table.alter_column(name, server_default=None)
    op.create_index(op.f("ix_outbox_address_verb_state"), "outbox", ["address", "verb", "state"])
