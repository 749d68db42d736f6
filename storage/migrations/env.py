"""Runs migrations on the connection that `storage.migrate` lends."""

from __future__ import annotations

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite too can undo a half-done migration; Alembic does not presume it.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
