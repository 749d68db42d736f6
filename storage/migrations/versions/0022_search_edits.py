"""What an entry of a work-search record was before an edit, so that the edit can be undone."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKeyConstraint, PrimaryKeyConstraint

from storage.column_types import ID

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "search_edits",
        Column("change_id", ID, nullable=False),
        Column("person_id", ID, nullable=False),
        Column("own_id", ID),
        Column("application_id", ID),
        Column("activity_id", ID),
        Column("before", JSON(none_as_null=True)),
        PrimaryKeyConstraint("change_id", name="pk_search_edits"),
        ForeignKeyConstraint(
            ["own_id"],
            ["search_activities.id"],
            name="fk_search_edits_search_activities",
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["person_id", "change_id"],
            ["changes.person_id", "changes.id"],
            name="fk_search_edits_changes",
        ),
        ForeignKeyConstraint(
            ["person_id", "application_id"],
            ["applications.person_id", "applications.id"],
            name="fk_search_edits_applications",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_search_edits_own_id", "search_edits", ["own_id"])
    op.create_index(
        "ix_search_edits_person_id_application_id",
        "search_edits",
        ["person_id", "application_id"],
    )


def downgrade() -> None:
    op.drop_table("search_edits")
