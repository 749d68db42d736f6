"""Calendar feeds: one a person, found by the hash of its secret."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Table, Text

from storage.column_types import ID, Instant
from storage.tables.common import metadata, of_person

calendars = Table(
    "calendars",
    metadata,
    Column("person_id", ID, of_person(), primary_key=True, autoincrement=False),
    Column("secret_hash", Text, nullable=False, unique=True),
    Column("busy", Boolean, nullable=False),
    Column("since", Instant, nullable=False),
)
