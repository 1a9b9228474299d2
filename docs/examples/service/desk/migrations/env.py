"""How Alembic reaches the database: over the connection that `desk.run.migrate` hands to it."""

from alembic import context

from desk.store import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
