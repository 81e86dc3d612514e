"""What Slack last said of somebody, who they were there before they left, and the name that the list gave them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Of the people so far it is not known: Slack tells it when it next speaks of them; their names were the list's."""
    for name in ("former_slack_id", "slack_email", "slack_name", "listed_name"):
        op.add_column("people", sa.Column(name, sa.Text()))
    op.add_column("people", sa.Column("slack_updated", sa.BigInteger()))
    op.execute("UPDATE people SET listed_name = name")
