"""Imports that wait for a person's word: what was read in a file, for a day or thirty."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, PrimaryKeyConstraint, Table, Text

from storage.column_types import ID, Instant
from storage.tables.common import metadata, of_person

imports = Table(
    "imports",
    metadata,
    Column("person_id", ID, of_person(), nullable=False),
    Column("state", Text, nullable=False),
    # JSON, packed: thousands of rows as they are in the file.
    Column("content", LargeBinary, nullable=False),
    Column("expires", Instant, nullable=False),
    PrimaryKeyConstraint("person_id", "state"),
)
