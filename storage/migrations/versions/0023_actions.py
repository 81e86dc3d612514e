"""Actions have kinds, may have no subject, and are reminded of; what became of each is kept as facts of its own."""

from datetime import UTC, datetime, time

import sqlalchemy as sa
from alembic import op

from storage.migrations.policies import restrict

revision = "0023"
down_revision = "0022"

MOMENT = sa.DateTime(timezone=True)
TO_COME = sa.text("due_at IS NOT NULL")
SEVEN = time(7, tzinfo=UTC)  # whoever is not at work yet is reminded once they are
BEFORE = sa.table(
    "action_items",
    *(sa.column(name) for name in ("id", "workspace_id", "done_by")),
    sa.column("by", sa.Date()),
    sa.column("done_at", MOMENT),
)
ITEMS = sa.table(
    "action_items",
    *(sa.column(name) for name in ("id", "fate_id", "reminder")),
    sa.column("due_at", MOMENT),
)


def upgrade() -> None:
    """What was done stays done; what is open is reminded of in the morning of its day, unless that is long past."""
    before = op.get_bind().execute(sa.select(BEFORE).order_by(BEFORE.c.id)).all()
    _widen_items()
    _make_fates()
    _keep_what_was_done([row for row in before if row.done_at is not None])
    _plan([row for row in before if row.done_at is None])
    op.add_column("people", sa.Column("named", sa.Boolean()))


def _widen_items() -> None:
    with op.batch_alter_table("action_items", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("subject_id", existing_type=sa.Integer(), nullable=True)
        for name in ("question_id", "scorecard_hash"):
            table.alter_column(name, existing_type=sa.Text(), nullable=True)
        table.add_column(sa.Column("kind", sa.Text(), nullable=False, server_default="customer"))
        table.add_column(sa.Column("about_id", sa.Integer()))
        table.create_foreign_key("fk_action_items_about_id", "people", ["about_id"], ["id"])
        table.add_column(sa.Column("fate_id", sa.Integer()))
        table.add_column(sa.Column("reminder", sa.Text()))
        table.add_column(sa.Column("due_at", MOMENT))
        table.drop_column("done_at")
        table.drop_column("done_by")
    for columns in (["person_id", "fate_id"], ["created_by"], ["about_id"]):
        op.create_index(op.f(f"ix_action_items_{'_'.join(columns)}"), "action_items", columns)
    index = op.f("ix_action_items_due_at")
    op.create_index(index, "action_items", ["due_at"], sqlite_where=TO_COME, postgresql_where=TO_COME)


def _make_fates() -> None:
    op.create_table(
        "action_fates",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("action_items.id"), nullable=False),
        sa.Column("fate", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("moved_to", sa.Integer(), sa.ForeignKey("action_items.id")),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_action_fates_item_id"), "action_fates", ["item_id"])
    op.create_index(op.f("ix_action_fates_person_id_at"), "action_fates", ["person_id", "at"])
    restrict("action_fates")


def _keep_what_was_done(done: list[sa.Row[tuple[object, ...]]]) -> None:
    fates = sa.Table("action_fates", sa.MetaData(), autoload_with=op.get_bind())
    for row in done:
        said = {"workspace_id": row.workspace_id, "person_id": row.done_by, "at": row.done_at}
        new = fates.insert().values(item_id=row.id, fate="done", **said).returning(fates.c.id)
        fate_id = op.get_bind().execute(new).scalar_one()
        op.execute(sa.update(ITEMS).where(ITEMS.c.id == row.id).values(fate_id=fate_id))


def _plan(waiting: list[sa.Row[tuple[object, ...]]]) -> None:
    for row in waiting:
        planned = sa.update(ITEMS).where(ITEMS.c.id == row.id)
        op.execute(planned.values(reminder="due", due_at=datetime.combine(row.by, SEVEN)))
