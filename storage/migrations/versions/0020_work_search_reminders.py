"""Reminders of work-search periods: one a person with an office."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Date, ForeignKeyConstraint, PrimaryKeyConstraint

from storage.column_types import ID, Instant

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "work_search_reminders",
        Column("person_id", ID, nullable=False, autoincrement=False),
        Column("first_day", Date),
        Column("last_day", Date),
        Column("due", Instant),
        Column("ready_at", Instant),
        Column("settled", Date),
        PrimaryKeyConstraint("person_id", name="pk_work_search_reminders"),
        ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_work_search_reminders_people", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("work_search_reminders")
