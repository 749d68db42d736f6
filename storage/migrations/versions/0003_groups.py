"""Accountability groups: their members, results, publications and posts."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

from storage.column_types import ID, Instant

revision = "0003"
down_revision = "0002"

_CHANGING = (
    "kind IN ('interview_booked', 'interview_moved', 'interview_cancelled', 'corrected',"
    " 'retracted')"
)


def _to(table: str, other: str, on_delete: str = "CASCADE") -> ForeignKey:
    return ForeignKey(f"{other}.id", name=f"fk_{table}_{other}", ondelete=on_delete)


def _partial_index(name: str, table: str, column: str, where: str) -> None:
    condition = text(where)
    op.create_index(name, table, [column], sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    op.create_table(
        "groups",
        Column("id", ID, nullable=False),
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("channel", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("starter_id", ID, _to("groups", "people", "SET NULL")),
        Column("schedule", JSON, nullable=False),
        Column("since", Instant, nullable=False),
        Column("trouble", Text),
        PrimaryKeyConstraint("id", name="pk_groups"),
        UniqueConstraint("platform", "tenant", "channel", name="uq_groups_platform_tenant_channel"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_groups_starter_id", "groups", ["starter_id"])
    op.create_table(
        "members",
        Column("id", ID, nullable=False),
        Column("group_id", ID, _to("members", "groups"), nullable=False),
        Column("person_id", ID, _to("members", "people"), nullable=False),
        Column("name", Text, nullable=False),
        Column("shares", Text, nullable=False),
        Column("from_week", Date, nullable=False),
        Column("joined", Instant, nullable=False),
        Column("goal", JSON),
        Column("streak", Integer, nullable=False),
        Column("rest", JSON),
        Column("left", Boolean, nullable=False),
        PrimaryKeyConstraint("id", name="pk_members"),
        UniqueConstraint("group_id", "person_id", name="uq_members_group_id_person_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_members_person_id", "members", ["person_id"])
    op.create_table(
        "results",
        Column("member_id", ID, _to("results", "members"), nullable=False),
        Column("week", Date, nullable=False),
        Column("counted", JSON, nullable=False),
        Column("shown", JSON, nullable=False),
        Column("kept", Boolean),
        Column("streak", Integer, nullable=False),
        Column("reached", Boolean, nullable=False),
        Column("in_total", Boolean, nullable=False),
        Column("final", Boolean, nullable=False),
        PrimaryKeyConstraint("member_id", "week", name="pk_results"),
    )
    op.create_table(
        "publications",
        Column("group_id", ID, _to("publications", "groups"), nullable=False),
        Column("week", Date, nullable=False),
        Column("final", Boolean, nullable=False),
        Column("figures", JSON, nullable=False),
        Column("hidden", Integer, nullable=False),
        Column("withdrawn", Boolean, nullable=False),
        PrimaryKeyConstraint("group_id", "week", name="pk_publications"),
    )
    op.create_table(
        "posts",
        Column("id", ID, nullable=False),
        Column("group_id", ID, _to("posts", "groups"), nullable=False),
        Column("person_id", ID, _to("posts", "people")),
        Column("key", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("week", Date, nullable=False),
        Column("wall", DateTime, nullable=False),
        Column("zone", Text, nullable=False),
        Column("due", Instant, nullable=False),
        Column("ready_at", Instant, nullable=False),
        Column("state", Text, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("text", Text),
        Column("reason", Text),
        PrimaryKeyConstraint("id", name="pk_posts"),
        UniqueConstraint("group_id", "key", name="uq_posts_group_id_key"),
        sqlite_autoincrement=True,
    )
    _partial_index("ix_posts_ready_at", "posts", "ready_at", "state IN ('pending', 'claimed')")
    op.create_index("ix_posts_person_id", "posts", ["person_id"])
    op.create_index("ix_activities_person_id_on_day", "activities", ["person_id", "on_day"])
    _partial_index("ix_activities_changing", "activities", "person_id", _CHANGING)


def downgrade() -> None:
    op.drop_index("ix_activities_changing", "activities")
    op.drop_index("ix_activities_person_id_on_day", "activities")
    for table in ("posts", "publications", "results", "members", "groups"):
        op.drop_table(table)
