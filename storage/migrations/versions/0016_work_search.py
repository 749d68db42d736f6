"""Work searches: activities of no application, and details that a record adds to others."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, Date, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from storage.column_types import ID, Instant

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "search_activities",
        Column("id", ID, nullable=False),
        Column("person_id", ID, nullable=False),
        Column("change_id", ID, nullable=False),
        Column("kind", Text, nullable=False),
        Column("on_day", Date, nullable=False),
        Column("text", Text, nullable=False),
        Column("details", JSON, nullable=False),
        Column("logged", Instant, nullable=False),
        Column("edited", Instant),
        PrimaryKeyConstraint("id", name="pk_search_activities"),
        ForeignKeyConstraint(
            ["person_id", "change_id"],
            ["changes.person_id", "changes.id"],
            name="fk_search_activities_changes",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_search_activities_person_id_on_day", "search_activities", ["person_id", "on_day"]
    )
    op.create_index("ix_search_activities_change_id", "search_activities", ["change_id"])
    op.create_table(
        "search_details",
        Column("person_id", ID, nullable=False),
        Column("application_id", ID, nullable=False),
        Column("activity_id", ID, nullable=False),
        Column("details", JSON, nullable=False),
        Column("edited", Instant, nullable=False),
        PrimaryKeyConstraint(
            "person_id", "application_id", "activity_id", name="pk_search_details"
        ),
        ForeignKeyConstraint(
            ["person_id", "application_id"],
            ["applications.person_id", "applications.id"],
            name="fk_search_details_applications",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("search_details")
    op.drop_table("search_activities")
