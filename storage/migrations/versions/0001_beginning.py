"""The beginning: people, their applications, and the nudges that they are owed."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

from storage.column_types import ID, Instant

revision = "0001"
down_revision = None


def _mine(table: str) -> ForeignKey:
    return ForeignKey("people.id", name=f"fk_{table}_people", ondelete="CASCADE")


def _of_my_application(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["person_id", "application_id"],
        ["applications.person_id", "applications.id"],
        name=f"fk_{table}_applications",
        ondelete="CASCADE",
    )


def _partial_index(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    op.create_index(
        name,
        table,
        columns,
        unique=unique,
        sqlite_where=text(where.replace("false", "0")),  # which is how SQLite spells it
        postgresql_where=text(where),
    )


def upgrade() -> None:
    op.create_table(
        "people",
        Column("id", ID, nullable=False),
        Column("settings", JSON, nullable=False),
        Column("known_since", Instant, nullable=False),
        PrimaryKeyConstraint("id", name="pk_people"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "identities",
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("person_id", ID, _mine("identities"), nullable=False),
        PrimaryKeyConstraint("platform", "tenant", "user", name="pk_identities"),
        UniqueConstraint("person_id", name="uq_identities_person_id"),
    )
    op.create_table(
        "applications",
        Column("id", ID, nullable=False),
        Column("person_id", ID, _mine("applications"), nullable=False),
        Column("company", Text, nullable=False),
        Column("role", Text),
        Column("stage", Text),
        Column("changed", Instant, nullable=False),
        PrimaryKeyConstraint("id", name="pk_applications"),
        UniqueConstraint("person_id", "id", name="uq_applications_person_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "changes",
        Column("id", ID, nullable=False),
        Column("person_id", ID, _mine("changes"), nullable=False),
        Column("at", Instant, nullable=False),
        Column("command", Text, nullable=False),
        Column("summary", Text, nullable=False),
        Column("press", Text),
        Column("before", JSON),
        Column("taken_back", Boolean, nullable=False),
        PrimaryKeyConstraint("id", name="pk_changes"),
        UniqueConstraint("person_id", "id", name="uq_changes_person_id_id"),
        sqlite_autoincrement=True,
    )
    _partial_index(
        "uq_changes_person_id_press",
        "changes",
        ["person_id", "press"],
        "taken_back IS false",
        unique=True,
    )
    op.create_table(
        "activities",
        Column("id", ID, nullable=False),
        Column("person_id", ID, nullable=False),
        Column("application_id", ID, nullable=False),
        Column("change_id", ID, nullable=False),
        Column("kind", Text, nullable=False),
        Column("on_day", Date, nullable=False),
        Column("logged", Instant, nullable=False),
        Column("of", ID),
        Column("nudge", Text),
        Column("details", JSON, nullable=False),
        _of_my_application("activities"),
        ForeignKeyConstraint(
            ["person_id", "change_id"],
            ["changes.person_id", "changes.id"],
            name="fk_activities_changes",
        ),
        PrimaryKeyConstraint("id", name="pk_activities"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_activities_person_id_application_id_id",
        "activities",
        ["person_id", "application_id", "id"],
    )
    op.create_index("ix_activities_change_id", "activities", ["change_id"])
    op.create_table(
        "nudges",
        Column("id", ID, nullable=False),
        Column("person_id", ID, nullable=False),
        Column("application_id", ID, nullable=False),
        Column("key", Text, nullable=False),
        Column("about", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("number", Integer, nullable=False),
        Column("wall", DateTime, nullable=False),
        Column("zone", Text, nullable=False),
        Column("due", Instant, nullable=False),
        Column("ready_at", Instant, nullable=False),
        Column("state", Text, nullable=False),
        Column("subject", ID),
        Column("again", Boolean, nullable=False),
        Column("told", Instant),
        Column("reason", Text),
        Column("delivery_id", Text),
        Column("mentioned", Boolean, nullable=False),
        _of_my_application("nudges"),
        PrimaryKeyConstraint("id", name="pk_nudges"),
        UniqueConstraint(
            "person_id", "application_id", "key", name="uq_nudges_person_id_application_id_key"
        ),
        sqlite_autoincrement=True,
    )
    _partial_index("ix_nudges_ready_at", "nudges", ["ready_at"], "state = 'pending'")
    _partial_index("ix_nudges_delivery_id", "nudges", ["delivery_id"], "delivery_id IS NOT NULL")
    _partial_index(
        "ix_nudges_unseen",
        "nudges",
        ["person_id"],
        "state = 'undeliverable' AND mentioned IS false",
    )
    op.create_table(
        "deliveries",
        Column("id", Text, nullable=False),
        Column("person_id", ID, _mine("deliveries"), nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("leased", Boolean, nullable=False),
        Column("ready_at", Instant, nullable=False),
        PrimaryKeyConstraint("id", name="pk_deliveries"),
        UniqueConstraint("person_id", name="uq_deliveries_person_id"),
    )
    op.create_index("ix_deliveries_ready_at", "deliveries", ["ready_at"])
    op.create_table(
        "clicks",
        Column("token", Text, nullable=False),
        Column("person_id", ID, _mine("clicks"), nullable=False),
        Column("invocation", Text, nullable=False),
        Column("expires", Instant, nullable=False),
        PrimaryKeyConstraint("token", name="pk_clicks"),
    )
    op.create_index("ix_clicks_person_id", "clicks", ["person_id"])
    op.create_table(
        "clock",
        Column("id", Integer, autoincrement=False, nullable=False),
        Column("reached", Instant, nullable=False),
        PrimaryKeyConstraint("id", name="pk_clock"),
    )


def downgrade() -> None:
    for table in (
        "clock",
        "clicks",
        "deliveries",
        "nudges",
        "activities",
        "changes",
        "applications",
        "identities",
        "people",
    ):
        op.drop_table(table)
