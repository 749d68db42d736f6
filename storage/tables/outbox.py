"""Nudges, and the deliveries that hold what is told at once."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    literal_column,
)

from storage.columns import ID, Instant
from storage.tables.common import metadata, of_application, of_person

nudges = Table(
    "nudges",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, nullable=False),
    Column("application_id", ID, nullable=False),
    Column("key", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("wall", DateTime, nullable=False),
    Column("zone", Text, nullable=False),
    Column("due", Instant, nullable=False),
    # When to look at it next: once due, unless it is held.
    Column("ready_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("subject", ID),
    Column("again", Boolean, nullable=False),
    Column("told", Instant),
    Column("reason", Text),
    Column("delivery_id", Text),
    Column("mentioned", Boolean, nullable=False, default=False),
    of_application(),
    # Also what lists the nudges of one application, or of all of a person's.
    UniqueConstraint("person_id", "application_id", "key"),
    sqlite_autoincrement=True,
)
# Literal, not bound: a database takes a partial index only for a condition that
# it can read in the statement.
PENDING = nudges.c.state == literal_column("'pending'")
CLAIMED = nudges.c.state == literal_column("'claimed'")
UNSEEN = and_(nudges.c.state == literal_column("'undeliverable'"), nudges.c.mentioned.is_(false()))
# claim and next_ready: what is ready first, however much is still far off.
Index("ix_nudges_ready_at", nudges.c.ready_at, sqlite_where=PENDING, postgresql_where=PENDING)
# The members of a delivery.
BOUND = nudges.c.delivery_id.is_not(None)
Index("ix_nudges_delivery_id", nudges.c.delivery_id, sqlite_where=BOUND, postgresql_where=BOUND)
# unseen_failures, asked at every command.
Index("ix_nudges_unseen", nudges.c.person_id, sqlite_where=UNSEEN, postgresql_where=UNSEEN)

# A row is a delivery that is not settled yet: at most one a person.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False, unique=True),
    Column("attempts", Integer, nullable=False),
    # Whether somebody is telling it, or it waits for its next try.
    Column("leased", Boolean, nullable=False),
    # When it may be claimed again: the end of the lease, or the next try.
    Column("ready_at", Instant, nullable=False),
)
# claim and next_ready: whose lease ran out.
Index("ix_deliveries_ready_at", deliveries.c.ready_at)
