"""Imports that wait for a person's word."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, LargeBinary, PrimaryKeyConstraint, Text

from storage.column_types import ID, Instant

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "imports",
        Column("person_id", ID, nullable=False),
        Column("state", Text, nullable=False),
        Column("content", LargeBinary, nullable=False),
        Column("expires", Instant, nullable=False),
        PrimaryKeyConstraint("person_id", "state", name="pk_imports"),
        ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_imports_people", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("imports")
