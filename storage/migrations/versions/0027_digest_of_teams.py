"""A digest of each team, what is to be sold in a quarter, rates of currencies, and who has asked for help."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0027"
down_revision = "0026"

MOMENT = sa.DateTime(timezone=True)

OWN = """
    UPDATE current_scores SET probability = (SELECT probability FROM reviews WHERE reviews.id = review_id)
"""
KEPT = """
    UPDATE kept_scores SET probability = coalesce(
        (SELECT probability FROM current_scores WHERE current_scores.subject_id = kept_scores.subject_id),
        (SELECT probability FROM subjects WHERE subjects.id = kept_scores.subject_id)
    )
"""


def _to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id")


def upgrade() -> None:
    """The digests so far were the whole company's; nobody has set anything yet."""
    op.add_column("digests", sa.Column("team_id", sa.Integer()))
    index = op.f("ix_digests_workspace_id_team_id_id")
    op.create_index(index, "digests", ["workspace_id", "team_id", "id"])
    for table in ("current_scores", "kept_scores"):
        op.add_column(table, sa.Column("probability", sa.BigInteger()))
    op.execute(OWN)
    op.execute(KEPT)
    probability = ["workspace_id", "is_open", "kind", "colour", "probability"]
    op.create_index("ix_kept_scores_probability", "kept_scores", probability)
    closing = ["workspace_id", "is_open", "kind", "close_date"]
    op.create_index("ix_kept_scores_closing", "kept_scores", closing)
    op.create_table(
        "targets",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("team_id", sa.Integer(), _to("people")),
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger()),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", sa.Integer(), _to("people")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_targets_workspace_id_quarter"), "targets", ["workspace_id", "quarter"])
    op.create_table(
        "rates",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("into_", sa.Text(), nullable=False),
        sa.Column("rate", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rates_workspace_id"), "rates", ["workspace_id"])
    op.create_table(
        "wishes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("subject_id", sa.Integer(), _to("subjects"), nullable=False),
        sa.Column("person_id", sa.Integer(), _to("people"), nullable=False),
        sa.Column("helper_id", sa.Integer(), _to("people"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_wishes_workspace_id_at"), "wishes", ["workspace_id", "at"])
    for table in ("targets", "rates", "wishes"):
        restrict(table)
