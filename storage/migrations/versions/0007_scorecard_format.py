"""Scorecards are kept under the hash of what they declare, and all that names one names it so.

Until now the key was a hash of the content with all defaults, so it was another one after each release that added a
field. Such keys are given up here, once, and not kept as aliases: a scorecard that did not change has one key then, so
no draft moves and no comparison of keys needs to know of two; what several releases kept of it becomes one row; and
every key in the database is of one format before anything is signed that names it. Only references change. What
somebody answered, and the content itself, stay as they are. It is done no second time: a later format (FORMAT in
flows/scorecard.py) gives new keys to scorecards that come, never to those that are here.
"""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NAMING = ("drafts", "reviews", "current_scores", "action_items")
# What says nothing in format 2, as it was when that began: frozen here, whatever the code says later.
DEFAULTS: dict[str, Any] = {
    "id": None,
    "applies_to": None,
    "segments": [],
    "products": [],
    "amount_from": {},
    "amount_below": {},
    "order": 100,
    "weight": 1,
    "note": None,
    "not_applicable": None,
    "days": None,
    "working_days": None,
    "close_in_under_days": None,
    "longer_than_working_days": None,
    "unless": None,
    "only_if": None,
    "country": None,
    "closed_weeks": [],
    "timezone": "Europe/Copenhagen",
    "due_before_days": 7,
    "red_asks_for_step": True,
    "review_every": None,
    "most_not_applicable": 3,
}


def upgrade() -> None:
    """Give every scorecard its key of format 2; of several that declare the same the one used first stays."""
    tx = op.get_bind()
    table = _table("scorecards", sa.column("hash"), sa.column("content", sa.JSON()))
    oldest_first = sa.select(table).order_by(sa.column("first_used_at"), table.c.hash)
    kept: set[tuple[int, str]] = set()
    for row in tx.execute(oldest_first).all():
        which = table.c.workspace_id == row.workspace_id, table.c.hash == row.hash
        new = _hash(row.content)
        if (row.workspace_id, new) in kept:
            tx.execute(sa.delete(table).where(*which))
        else:
            tx.execute(sa.update(table).where(*which).values(hash=new))
        kept.add((row.workspace_id, new))
        for name in NAMING:
            naming = _table(name, sa.column("scorecard_hash"))
            old = naming.c.workspace_id == row.workspace_id, naming.c.scorecard_hash == row.hash
            tx.execute(sa.update(naming).where(*old).values(scorecard_hash=new))


def _table(name: str, *columns: sa.ColumnClause[Any]) -> sa.TableClause:
    return sa.table(name, sa.column("workspace_id"), *columns)


def _hash(content: object) -> str:
    said = {"format": 2, "scorecard": _declared(content)}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _declared(node: Any) -> Any:
    """What is said in plain data; only these names stand for something that may be left out."""
    if isinstance(node, list):
        return [_declared(one) for one in node]
    if isinstance(node, dict):
        return {
            key: _declared(value)
            for key, value in node.items()
            if key not in DEFAULTS or value != DEFAULTS[key]
        }
    return node
