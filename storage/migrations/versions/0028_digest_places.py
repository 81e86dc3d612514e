"""Digests have places of their own: the company's stays where it was. What is refused, and who is a guest, is kept."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0028"
down_revision = "0027"

MOMENT = sa.DateTime(timezone=True)
FOLLOWS = sa.text("after_id IS NOT NULL")
COMPANY = sa.text("team_id IS NULL")


def _to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id")


def upgrade() -> None:
    """Where the company's digest came on Mondays at eight, it comes still."""
    _make_places()
    _make_messages()
    op.create_table(
        "refused_blocks",
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("refused_at", MOMENT, nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
    )
    op.create_table(
        "guests",
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), primary_key=True),
        sa.Column("slack_id", sa.Text(), primary_key=True),
    )
    for table in ("digest_places", "digest_messages", "refused_blocks", "guests"):
        restrict(table)
    op.execute(
        "INSERT INTO digest_places (workspace_id, channel, weekday, at, amounts, set_by, due_at)"
        " SELECT id, digest_channel, 0, '08:00', TRUE, digest_set_by, digest_at FROM workspaces"
        " WHERE digest_channel IS NOT NULL"
    )
    op.drop_index(op.f("ix_workspaces_digest_at"), "workspaces")
    after = op.f("ix_outbox_after_id")
    op.create_index(after, "outbox", ["after_id"], sqlite_where=FOLLOWS, postgresql_where=FOLLOWS)
    for name in ("digest_channel", "digest_at", "digest_set_by"):
        op.drop_column("workspaces", name)


def _make_places() -> None:
    op.create_table(
        "digest_places",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("team_id", sa.Integer(), _to("people")),
        sa.Column("channel", sa.Text()),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("amounts", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.Text()),
        sa.Column("confirmed", sa.Text()),
        sa.Column("confirmed_by", sa.Text()),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("due_at", MOMENT),
        sa.Column("lost", sa.Text()),
        sa.Column("lost_at", MOMENT),
        sa.UniqueConstraint("team_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_digest_places_company",
        "digest_places",
        ["workspace_id"],
        unique=True,
        sqlite_where=COMPANY,
        postgresql_where=COMPANY,
    )
    index = op.f("ix_digest_places_workspace_id_due_at")
    op.create_index(index, "digest_places", ["workspace_id", "due_at"])


def _make_messages() -> None:
    op.create_table(
        "digest_messages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), _to("workspaces"), nullable=False),
        sa.Column("place_id", sa.Integer(), _to("digest_places"), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer()),
        sa.Column("first_id", sa.Integer(), _to("digests"), nullable=False),
        sa.Column("digest_id", sa.Integer(), _to("digests"), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("today", sa.JSON()),
        sa.Column("red", sa.JSON(), nullable=False),
        sa.Column("look_at", MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_digest_messages_place_id_id"), "digest_messages", ["place_id", "id"])
    op.create_index(
        op.f("ix_digest_messages_workspace_id_look_at"), "digest_messages", ["workspace_id", "look_at"]
    )
