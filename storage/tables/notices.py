"""Notices that wait to be sent to one person."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from storage.column_types import ID, Instant
from storage.tables.common import metadata, of_person

# A row is erased when it is sent.
notices = Table(
    "notices",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False),
    Column("kind", Text, nullable=False),
    # Of mails the token of their readings, of a mailbox what is wrong.
    Column("about", Text, nullable=False),
    Column("noise", Integer, nullable=False),
    Column("made", Instant, nullable=False),
    sqlite_autoincrement=True,
)
# Erased with a person.
Index("ix_notices_person_id", notices.c.person_id)
