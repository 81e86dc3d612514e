"""What Alembic runs around the migrations: the connection, and the transaction, are storage.migrate's."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
context.run_migrations()
