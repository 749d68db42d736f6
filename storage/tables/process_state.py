"""What processes share: installations, and the keys of what was handled already."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    Table,
    Text,
)

from storage.columns import Instant
from storage.tables.common import metadata

# The workspaces and organisations of one platform that let the bot in.
installations = Table(
    "installations",
    metadata,
    Column("tenant", Text, primary_key=True),
    # The organisation that a workspace belongs to, if it belongs to one.
    Column("enterprise", Text),
    Column("bot_user", Text, nullable=False),
    # What opens the door there, encrypted by whoever keeps it; null once it is gone.
    Column("secret", Text),
    Column("expires", Instant),
    # Until when somebody may be at renewing it.
    Column("renewing_until", Instant),
    Column("uninstalled_at", Instant),
)
# erase looks for those that have been gone long enough.
UNINSTALLED = installations.c.uninstalled_at.is_not(None)
Index(
    "ix_installations_uninstalled_at",
    installations.c.uninstalled_at,
    sqlite_where=UNINSTALLED,
    postgresql_where=UNINSTALLED,
)

# What came in already, so that a repeat is recognised, in every process.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
# forget clears out the old.
Index("ix_idempotency_keys_at", idempotency_keys.c.at)

# When each bot may send its next request to a platform that limits requests a second.
request_turns = Table(
    "request_turns",
    metadata,
    Column("bot", Text, primary_key=True),
    Column("next_at", Instant, nullable=False),
)
