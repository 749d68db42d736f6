"""The question that a person was asked last at each account, for their next line to answer."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from storage.column_types import ID, Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "pending_questions",
        Column("person_id", ID, nullable=False),
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("question", Text, nullable=False),
        Column("expires", Instant, nullable=False),
        PrimaryKeyConstraint(
            "person_id", "platform", "tenant", "user", name="pk_pending_questions"
        ),
        ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name="fk_pending_questions_people",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("pending_questions")
