"""What a subject was at an earlier moment, from the changes that came after it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select

from storage.tables import changes


def before_changes(
    tx: Connection, workspace: int, subject_id: int, fields: Collection[str], *, since: datetime
) -> dict[str, str | None]:
    """What stood in those of `fields` that have changed after `since`, as it was kept; others are as they are now."""
    query = select(changes.c.field, changes.c.before).where(
        changes.c.workspace_id == workspace,
        changes.c.subject_id == subject_id,
        changes.c.field.in_(fields),
        changes.c.at > since,
    )
    newest_first = query.order_by(changes.c.at.desc(), changes.c.id.desc())
    return {
        row.field: row.before for row in tx.execute(newest_first)
    }  # the oldest is written last, and stays
