"""Pairs have their cadences, and each day on which they meet its row; who had a weekly moment keeps it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0020"
down_revision = "0019"

MOMENT = sa.DateTime(timezone=True)
RUNNING = sa.text("ended_at IS NULL")
TO_COME = sa.text("due_at IS NOT NULL")
PEOPLE = sa.table(
    "people",
    *(sa.column(name) for name in ("id", "workspace_id", "at", "timezone")),
    sa.column("remind_at", MOMENT),
)


def upgrade() -> None:
    """Everybody has a pair of each week, reminded at its moment; the next one that was to come is its first."""
    _make_pairs()
    _make_occurrences()
    _make_absences()
    for table in ("pairs", "occurrences", "absences", "mutes", "snoozes"):
        restrict(table)
    op.execute(
        "INSERT INTO pairs (workspace_id, seller_id, manager_id, every, weekday, at, minutes, anchor, ahead,"
        " on_day_off, paused, since) SELECT people.workspace_id, people.id, manager_id, 'week', weekday, at, 30,"
        " '2020-01-01', 0, 'keep', FALSE, created_at FROM people JOIN workspaces ON workspaces.id = people.workspace_id"
        " WHERE role <> 'none'"
    )
    _keep_moments()
    op.drop_index(op.f("ix_people_remind_at"), "people")
    op.drop_column("people", "remind_at")
    op.add_column("people", sa.Column("country", sa.Text()))
    op.add_column("people", sa.Column("escalated", sa.Boolean()))


def _make_pairs() -> None:
    op.create_table(
        "pairs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("seller_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("manager_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer()),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("timezone", sa.Text()),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("on_day_off", sa.Text(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pairs_manager_id"), "pairs", ["manager_id"])
    op.create_index(op.f("ix_pairs_seller_id_since"), "pairs", ["seller_id", "since"])
    _one_that_runs("pairs", "seller_id")


def _make_occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("seller_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("moved_to", sa.Date()),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("begins_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("with_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("reminder", sa.Text()),
        sa.Column("due_at", MOMENT),
        sa.Column("planned_at", MOMENT, nullable=False),
        sa.UniqueConstraint("seller_id", "day"),
        sqlite_autoincrement=True,
    )
    for name in ("due_at", "planned_at"):
        index = op.f(f"ix_occurrences_{name}")
        op.create_index(index, "occurrences", [name], sqlite_where=TO_COME, postgresql_where=TO_COME)


def _make_absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sqlite_autoincrement=True,
    )
    _one_that_runs("absences", "person_id")
    op.create_table(
        "mutes",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
    )
    op.create_table(
        "snoozes",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
    )
    op.create_index(op.f("ix_snoozes_due_at"), "snoozes", ["due_at"])


def _one_that_runs(table: str, of: str) -> None:
    op.create_index(
        f"uq_{table}_running", table, [of], unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING
    )


def _keep_moments() -> None:
    connection = op.get_bind()
    waiting = sa.select(PEOPLE).where(PEOPLE.c.remind_at.is_not(None))
    rows = [
        {
            "workspace_id": row.workspace_id,
            "seller_id": row.id,
            "day": row.remind_at.replace(tzinfo=UTC).astimezone(_zone(row.timezone)).date(),
            "at": row.at,
            "timezone": row.timezone,
            "begins_at": row.remind_at,
            "state": "planned",
            "reminder": "prepare",
            "due_at": row.remind_at,
            "planned_at": datetime(1970, 1, 1, tzinfo=UTC),
        }
        for row in connection.execute(waiting)
    ]
    if rows:
        occurrences = sa.Table("occurrences", sa.MetaData(), autoload_with=connection)
        connection.execute(occurrences.insert(), rows)


def _zone(name: str) -> ZoneInfo:
    """The zone of this name; UTC for one that no database of zones has any more."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
