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
    Column("renewing", Instant),
    Column("gone", Instant),
)
# erase looks for those that have been gone long enough.
GONE = installations.c.gone.is_not(None)
Index("ix_installations_gone", installations.c.gone, sqlite_where=GONE, postgresql_where=GONE)

# What came in already, so that a repeat is recognised, in every process.
seen = Table(
    "seen",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
# forget clears out the old.
Index("ix_seen_at", seen.c.at)

# When each bot may send its next request to a platform that limits requests a second.
request_turns = Table(
    "request_turns",
    metadata,
    Column("bot", Text, primary_key=True),
    Column("next_at", Instant, nullable=False),
)
