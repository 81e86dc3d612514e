"""When a deal was really closed, as a source states it, beside the close that may be changed in Slack."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column; what a file has closed was closed on the only close on record, unless somebody changed it."""
    op.add_column("subjects", sa.Column("closed_on", sa.Date()))
    op.execute(
        "UPDATE subjects SET closed_on = close_date WHERE kind = 'deal' AND status <> 'open' AND NOT EXISTS ("
        "SELECT 1 FROM changes WHERE changes.subject_id = subjects.id AND changes.by_person IS NOT NULL"
        " AND changes.field IN ('status', 'close_date'))"
    )
