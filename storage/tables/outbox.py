"""Nudges, the deliveries that bring them and posts, and the outages that hold deliveries up."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    literal_column,
)

from storage.column_types import ID, Instant
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
    # The default is for a process of the version before, which may run beside a new one.
    Column("rank", Integer, nullable=False, server_default="2"),
    Column("number", Integer, nullable=False),
    Column("wall", DateTime, nullable=False),
    Column("zone", Text, nullable=False),
    Column("due", Instant, nullable=False),
    # When it may be claimed: once due, unless it is held.
    Column("ready_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("subject", ID),
    Column("again", Boolean, nullable=False),
    Column("settled_at", Instant),
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
UNMENTIONED = and_(
    nudges.c.state == literal_column("'undeliverable'"), nudges.c.mentioned.is_(false())
)
CANCELLED = nudges.c.state == literal_column("'cancelled'")
# Finds the old ones, to erase them.
Index(
    "ix_nudges_cancelled",
    nudges.c.due,
    sqlite_where=CANCELLED,
    postgresql_where=CANCELLED,
)
# What is due for a person, and what comes next at each rank.
Index(
    "ix_nudges_pending",
    nudges.c.person_id,
    nudges.c.rank,
    nudges.c.ready_at,
    sqlite_where=PENDING,
    postgresql_where=PENDING,
)
# Finds what was delivered together.
BOUND = nudges.c.delivery_id.is_not(None)
Index("ix_nudges_delivery_id", nudges.c.delivery_id, sqlite_where=BOUND, postgresql_where=BOUND)
# Finds the failures to mention, at every command.
Index(
    "ix_nudges_unmentioned",
    nudges.c.person_id,
    sqlite_where=UNMENTIONED,
    postgresql_where=UNMENTIONED,
)

# The outbox: a row for everything that is to be sent. Its target is a person or the channel
# of a group. Its content is a post, a notice or, without either, the nudges that are due for
# the person: one row for each rank of nudges that they wait for. It is deleted when it is
# settled.
#
# A transaction that has locked the target person (of a digest or a notice) or the group (of a
# post) may change a row.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("to_person", ID, of_person()),
    Column("to_group", ID, ForeignKey("groups.id", ondelete="CASCADE")),
    Column("post_id", ID, ForeignKey("posts.id", ondelete="CASCADE"), unique=True),
    # No key, which SQLite cannot add: both rows are erased with the person, or when it is settled.
    Column("notice_id", ID),
    # 0 is the most urgent.
    Column("rank", Integer, nullable=False),
    # When it may be claimed: when it is due, or at its next try.
    Column("ready_at", Instant, nullable=False),
    # The ids of the nudges in it since its last claim: fixed where it may have been sent.
    Column("members", JSON(none_as_null=True)),
    # Until when a worker may be sending it.
    Column("leased_until", Instant),
    # Failed tries: what the back-off counts.
    Column("tries", Integer, nullable=False),
    # True if it may have left the machine: then the next try checks whether it is there.
    Column("maybe_sent", Boolean, nullable=False),
    # The outage that it waits out.
    Column("parked", Text),
    CheckConstraint("(to_person IS NULL) <> (to_group IS NULL)", name="one_target"),
)
DIGEST = and_(deliveries.c.post_id.is_(None), deliveries.c.notice_id.is_(None))
# Notices have ranks of their own in it, so that a version which knows none can use it, too.
ONE_A_RANK = deliveries.c.post_id.is_(None)
FREE = and_(deliveries.c.parked.is_(None), deliveries.c.leased_until.is_(None))
LEASED = deliveries.c.leased_until.is_not(None)
PARKED = deliveries.c.parked.is_not(None)
# claim and next_ready: the most urgent first, within a rank the oldest.
Index(
    "ix_deliveries_ready",
    deliveries.c.rank,
    deliveries.c.ready_at,
    sqlite_where=FREE,
    postgresql_where=FREE,
)
# Finds the leases that ran out.
Index(
    "ix_deliveries_leased_until",
    deliveries.c.leased_until,
    sqlite_where=LEASED,
    postgresql_where=LEASED,
)
# A person waits for one digest a rank.
Index(
    "uq_deliveries_digest",
    deliveries.c.to_person,
    deliveries.c.rank,
    unique=True,
    sqlite_where=ONE_A_RANK,
    postgresql_where=ONE_A_RANK,
)
# A notice is on its way once.
OF_NOTICE = deliveries.c.notice_id.is_not(None)
FREE_NOTICE = and_(FREE, OF_NOTICE)
Index(
    "uq_deliveries_notice_id",
    deliveries.c.notice_id,
    unique=True,
    sqlite_where=OF_NOTICE,
    postgresql_where=OF_NOTICE,
)
# The notices that are ready, the oldest first.
Index(
    "ix_deliveries_notices_ready",
    deliveries.c.ready_at,
    sqlite_where=FREE_NOTICE,
    postgresql_where=FREE_NOTICE,
)
# Erased with a person, and with a group.
Index("ix_deliveries_to_person", deliveries.c.to_person)
Index("ix_deliveries_to_group", deliveries.c.to_group)
# Finds what becomes ready when an outage is over.
Index(
    "ix_deliveries_parked",
    deliveries.c.parked,
    deliveries.c.tries,
    deliveries.c.rank,
    deliveries.c.ready_at,
    sqlite_where=PARKED,
    postgresql_where=PARKED,
)

# A platform, or one installation on it, that answers no request.
outages = Table(
    "outages",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("since", Instant, nullable=False),
    # When one delivery is sent to see whether it is over.
    Column("probe_at", Instant, nullable=False),
)
