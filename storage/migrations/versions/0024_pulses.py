"""After each quarter people are asked five statements: of which quarter, who is asked, and what they answer."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0024"
down_revision = "0023"

MOMENT = sa.DateTime(timezone=True)
DUE = sa.text("due_at IS NOT NULL")


def _to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id")


def upgrade() -> None:
    """Nobody was asked yet; the ticker plans the first one."""
    op.create_table(
        "pulses",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("opens_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT),
        sa.UniqueConstraint("workspace_id", "quarter"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pulse_asks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("pulse_id", sa.Integer(), _to("pulses"), nullable=False),
        sa.Column("person_id", sa.Integer(), _to("people"), nullable=False),
        sa.Column("team_id", sa.Integer(), _to("people")),
        sa.Column("sells", sa.Boolean(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("due_at", MOMENT),
        sa.UniqueConstraint("pulse_id", "person_id"),
        sqlite_autoincrement=True,
    )
    index = op.f("ix_pulse_asks_due_at")
    op.create_index(index, "pulse_asks", ["due_at"], sqlite_where=DUE, postgresql_where=DUE)
    op.create_table(
        "pulse_answers",
        sa.Column("ask_id", sa.Integer(), _to("pulse_asks"), primary_key=True),
        sa.Column("statement", sa.Text(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("answer", sa.Integer()),
    )
    for table in ("pulses", "pulse_asks", "pulse_answers"):
        restrict(table)
