"""What Alembic runs for a migration: inside the transaction of the connection that `connections.migrate` hands over."""

from alembic import context

from alteram.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
