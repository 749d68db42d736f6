"""People, where they get reminders, their stored buttons and the questions they were asked."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Index,
    Table,
    Text,
)

from storage.column_types import ID, Instant
from storage.tables.common import metadata, of_person

# `sqlite_autoincrement`: an id is never given out twice, not even after its row is
# gone, for an old button must not open what came later. PostgreSQL does so by default.
people = Table(
    "people",
    metadata,
    Column("id", ID, primary_key=True),
    Column("settings", JSON, nullable=False),
    Column("known_since", Instant, nullable=False),
    sqlite_autoincrement=True,
)

identities = Table(
    "identities",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False, unique=True),
    # Where their direct messages are, for a platform that asks to open them first.
    Column("dm_channel", Text),
)

stored_actions = Table(
    "stored_actions",
    metadata,
    Column("token", Text, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False),
    Column("invocation", Text, nullable=False),
    Column("expires", Instant, nullable=False),
)
# Finds the owner's expired ones, to delete them.
Index("ix_stored_actions_person_id", stored_actions.c.person_id)

# The last one at each account: the next line there may answer it.
pending_questions = Table(
    "pending_questions",
    metadata,
    Column("person_id", ID, of_person(), primary_key=True, autoincrement=False),
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("question", Text, nullable=False),
    Column("expires", Instant, nullable=False),
)

# The people whose nudges were planned by the rules of an older version.
outdated_plans = Table(
    "outdated_plans",
    metadata,
    Column("person_id", ID, of_person(), primary_key=True, autoincrement=False),
)

# The accounts of people who were forgotten, by a hash: a restore erases them again.
forgotten = Table(
    "forgotten",
    metadata,
    Column("account", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
