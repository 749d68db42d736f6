"""The day on which people last opened a page that is drawn for them."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Table, Text

from storage.tables.common import metadata

# One date for each identity, known or not yet; what is old is erased.
presence = Table(
    "presence",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("last_seen", Date, nullable=False),
)
# Finds the old ones, to erase them.
Index("ix_presence_last_seen", presence.c.last_seen)
