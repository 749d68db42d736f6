"""Calendar feeds: one a person, found by the hash of its secret."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from storage.column_types import ID, Instant

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "calendars",
        Column("person_id", ID, nullable=False, autoincrement=False),
        Column("secret_hash", Text, nullable=False),
        Column("busy", Boolean, nullable=False),
        Column("since", Instant, nullable=False),
        PrimaryKeyConstraint("person_id", name="pk_calendars"),
        ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_calendars_people", ondelete="CASCADE"
        ),
        UniqueConstraint("secret_hash", name="uq_calendars_secret_hash"),
    )


def downgrade() -> None:
    op.drop_table("calendars")
