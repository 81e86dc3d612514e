"""1-to-1s are held in steps: where each stands, what was said, settled, asked of others and signed in it."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0022"
down_revision = "0021"

MOMENT = sa.DateTime(timezone=True)


def _to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id")


def upgrade() -> None:
    """None was held so yet."""
    _make_meetings()
    _make_what_was_said()
    for table in ("meetings", "meeting_words", "settled_levels", "sign_offs", "decisions"):
        restrict(table)


def _make_meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), _to("occurrences"), nullable=False),
        sa.Column("seller_id", sa.Integer(), _to("people"), nullable=False),
        sa.Column("manager_id", sa.Integer(), _to("people"), nullable=False),
        sa.Column("subject_ids", sa.JSON(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("begun_by", sa.Integer(), _to("people"), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("remind_at", MOMENT),
        sa.UniqueConstraint("occurrence_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meetings_manager_id"), "meetings", ["manager_id"])
    op.create_index(op.f("ix_meetings_remind_at"), "meetings", ["remind_at"])
    op.create_index(op.f("ix_meetings_seller_id_begun_at"), "meetings", ["seller_id", "begun_at"])
    op.create_table(
        "sign_offs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), _to("meetings"), nullable=False),
        sa.Column("person_id", sa.Integer(), _to("people"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("remark", sa.Text()),
        sa.Column("worth", sa.Integer()),
        sa.UniqueConstraint("meeting_id", "person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sign_offs_workspace_id_at"), "sign_offs", ["workspace_id", "at"])


def _make_what_was_said() -> None:
    op.create_table(
        "meeting_words",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), _to("meetings"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Integer()),
        sa.Column("text", sa.Text()),
        sa.Column("number", sa.Integer()),
        sa.Column("person_id", sa.Integer(), _to("people"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "settled_levels",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), _to("meetings"), nullable=False),
        sa.Column("subject_id", sa.Integer(), _to("subjects"), nullable=False),
        sa.Column("question_id", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer()),
        sa.Column("second", sa.Integer()),
        sa.Column("level", sa.Integer()),
        sa.Column("is_agreed", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), _to("people"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), _to("meetings"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("asked_id", sa.Integer(), _to("people"), nullable=False),
        sa.Column("by", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), _to("people"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_at", MOMENT),
        sa.Column("answered_by", sa.Integer(), _to("people")),
        sqlite_autoincrement=True,
    )
    for table in ("meeting_words", "settled_levels", "decisions"):
        op.create_index(op.f(f"ix_{table}_meeting_id"), table, ["meeting_id"])
    op.create_index(op.f("ix_decisions_asked_id"), "decisions", ["asked_id"])
