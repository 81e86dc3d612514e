"""The outbox calls an action item so, as everything else does; until now it said step."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Whatever became of a message: what is still to be sent finds its words, and what failed is named on Home."""
    op.execute(
        "UPDATE outbox SET kind = 'action_item', key = 'action_item' || substr(key, 5) WHERE kind = 'step'"
    )
