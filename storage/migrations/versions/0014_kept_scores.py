"""Colours and loads are kept: a row for every subject, true until the moment that it names."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0014"
down_revision = "0013"


FIGURES = ("workspace_id", "is_open", "kind", "colour", "currency", "amount", "owner_id")


def upgrade() -> None:
    """What is there gets rows that say nothing yet: whoever looks for such rows writes them."""
    postgres = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "kept_scores",
        sa.Column("subject_id", sa.Integer(), sa.ForeignKey("subjects.id"), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("holds_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True)),
        sa.Column("is_open", sa.Boolean()),
        sa.Column("kind", sa.Text()),
        sa.Column("owner_id", sa.Integer()),
        sa.Column("amount", sa.BigInteger()),
        sa.Column("currency", sa.Text()),
        sa.Column("close_date", sa.Date()),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("value", sa.BigInteger()),
        sa.Column("called", sa.Text(collation="C") if postgres else sa.Text()),
        sa.Column("colour", sa.Text()),
        sa.Column("is_new", sa.Boolean()),
        sa.Column("wants", sa.Integer()),
        sa.Column("scorecard_hash", sa.Text()),
        sa.Column("in_force", sa.Text()),
        sa.Column("says", sa.JSON()),
    )
    for columns in (
        ("workspace_id", "holds_until"),
        ("workspace_id", "kept_at"),
        ("workspace_id", "in_force"),
        ("workspace_id", "is_open", "wants", "value"),
        ("owner_id", "is_open", "wants", "value"),
    ):
        op.create_index(op.f(f"ix_kept_scores_{'_'.join(columns)}"), "kept_scores", list(columns))
    op.create_index("ix_kept_scores_figures", "kept_scores", list(FIGURES))
    op.create_index(op.f("ix_subjects_workspace_id_id"), "subjects", ["workspace_id", "id"])
    op.create_index(op.f("ix_subjects_owner_id_due_at"), "subjects", ["owner_id", "due_at"])
    op.drop_index(op.f("ix_subjects_owner_id"), "subjects")
    op.create_table(
        "kept_weeks",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("holds_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True)),
        sa.Column("rules", sa.Text()),
    )
    op.create_index(op.f("ix_kept_weeks_workspace_id"), "kept_weeks", ["workspace_id"])
    op.create_table(
        "kept_loads",
        sa.Column("subject_id", sa.Integer(), sa.ForeignKey("subjects.id"), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("week", sa.Date()),
    )
    op.create_index(op.f("ix_kept_loads_person_id"), "kept_loads", ["person_id"])
    op.create_index(op.f("ix_kept_loads_workspace_id_week"), "kept_loads", ["workspace_id", "week"])
    for table in ("kept_scores", "kept_weeks", "kept_loads"):
        restrict(table)
    op.execute(
        "INSERT INTO kept_scores (subject_id, workspace_id, holds_until)"
        " SELECT id, workspace_id, '1970-01-01 00:00:00' FROM subjects"
    )
    op.execute(
        "INSERT INTO kept_weeks (person_id, workspace_id, holds_until)"
        " SELECT id, workspace_id, '1970-01-01 00:00:00' FROM people"
    )
