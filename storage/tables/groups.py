"""Groups: their members, their weeks, and their posts."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from storage.column_types import ID, Instant
from storage.tables.common import metadata, of_person


def of_group() -> ForeignKey:
    """Returns the key of the group that owns a row: it is erased with the group."""
    return ForeignKey("groups.id", ondelete="CASCADE")


groups = Table(
    "groups",
    metadata,
    Column("id", ID, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("name", Text, nullable=False),
    # Null once the starter is gone and no member took over.
    Column("starter_id", ID, ForeignKey("people.id", ondelete="SET NULL")),
    Column("schedule", JSON, nullable=False),
    Column("since", Instant, nullable=False),
    Column("pause_reason", Text),
    UniqueConstraint("platform", "tenant", "channel"),
    sqlite_autoincrement=True,
)
# Finds the groups of a person, to list them or to hand them over.
Index("ix_groups_starter_id", groups.c.starter_id)

members = Table(
    "members",
    metadata,
    Column("id", ID, primary_key=True),
    Column("group_id", ID, of_group(), nullable=False),
    Column("person_id", ID, of_person(), nullable=False),
    Column("name", Text, nullable=False),
    Column("visibility", Text, nullable=False),
    Column("from_week", Date, nullable=False),
    Column("joined", Instant, nullable=False),
    Column("goal", JSON(none_as_null=True)),
    Column("streak", Integer, nullable=False),
    Column("pause", JSON(none_as_null=True)),
    # Also what lists the members of a group.
    UniqueConstraint("group_id", "person_id"),
    sqlite_autoincrement=True,
)
# Lists the groups of a person.
Index("ix_members_person_id", members.c.person_id)

# A member's weeks as the posts recorded them.
week_results = Table(
    "week_results",
    metadata,
    Column("member_id", ID, ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("counted", JSON, nullable=False),
    Column("kept", Boolean),
    Column("streak", Integer, nullable=False),
    Column("reached", Boolean, nullable=False),
    Column("final", Boolean, nullable=False),
)

# Messages to a group's channel or to one of its people, each sent by a delivery.
posts = Table(
    "posts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("group_id", ID, of_group(), nullable=False),
    # The recipient, or the author of a win; null for the channel's own.
    Column("person_id", ID, of_person()),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("week", Date, nullable=False),
    Column("wall", DateTime, nullable=False),
    Column("zone", Text, nullable=False),
    Column("due", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("text", Text),
    Column("reason", Text),
    UniqueConstraint("group_id", "key"),
    sqlite_autoincrement=True,
)
WAITING = posts.c.state == literal_column("'pending'")
# Erased with a person.
Index("ix_posts_person_id", posts.c.person_id)
