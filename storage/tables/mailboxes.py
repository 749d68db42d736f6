"""Mailboxes that people have watched."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, UniqueConstraint

from storage.column_types import ID, Instant
from storage.tables.common import metadata, of_person

# A transaction that has locked the person may change a row; a claim alone needs no more than
# the row.
mailboxes = Table(
    "mailboxes",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False),
    # The account that set it up.
    Column("platform", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("login", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("folder", Text, nullable=False),
    # The password, encrypted; none where it was refused.
    Column("password", Text),
    # How far the folder was read; nothing before the first poll.
    Column("validity", BigInteger),
    Column("last", BigInteger),
    Column("looked_at", Instant),
    # When it is polled next, if it is.
    Column("look_at", Instant),
    Column("leased_until", Instant),
    Column("failures", Integer, nullable=False),
    Column("fault", Text),
    UniqueConstraint("platform", "tenant", "user"),
    sqlite_autoincrement=True,
)
Index("ix_mailboxes_person_id", mailboxes.c.person_id)
# What is due.
Index("ix_mailboxes_look_at", mailboxes.c.look_at)
