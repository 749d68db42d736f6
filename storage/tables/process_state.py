"""State that processes share: who runs, installations, repeats, and turns to send requests."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    Integer,
    Table,
    Text,
)

from storage.column_types import Instant
from storage.tables.common import metadata

# The workspaces and organizations of one platform that let the bot in.
installations = Table(
    "installations",
    metadata,
    Column("tenant", Text, primary_key=True),
    # The organization that a workspace belongs to, if it belongs to one.
    Column("enterprise", Text),
    Column("bot_user", Text, nullable=False),
    # Its tokens, encrypted by the adapter; null once the bot was uninstalled.
    Column("secret", Text),
    Column("expires", Instant),
    # Until when a process has the right to renew them.
    Column("renewing_until", Instant),
    Column("uninstalled_at", Instant),
)
# Finds the installations that are to be erased.
UNINSTALLED = installations.c.uninstalled_at.is_not(None)
Index(
    "ix_installations_uninstalled_at",
    installations.c.uninstalled_at,
    sqlite_where=UNINSTALLED,
    postgresql_where=UNINSTALLED,
)

# The events that were handled, so that every process recognizes a repeat.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
# Finds the old ones, to erase them.
Index("ix_idempotency_keys_at", idempotency_keys.c.at)

# When each bot may send its next request to a platform that limits requests a second.
request_turns = Table(
    "request_turns",
    metadata,
    Column("bot", Text, primary_key=True),
    Column("next_at", Instant, nullable=False),
)

# The processes that serve from this database: each renews its row.
processes = Table(
    "processes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

# How many commands a person's account has used since a moment, in all processes.
command_counts = Table(
    "command_counts",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("used", Integer, nullable=False),
)
