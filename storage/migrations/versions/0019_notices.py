"""Notices: messages to one person that no rule plans, such as the card of a mail."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    text,
)

from storage.column_types import ID, Instant

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "notices",
        Column("id", ID, nullable=False),
        Column("person_id", ID, nullable=False),
        Column("kind", Text, nullable=False),
        Column("about", Text, nullable=False),
        Column("noise", Integer, nullable=False),
        Column("made", Instant, nullable=False),
        PrimaryKeyConstraint("id", name="pk_notices"),
        ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_notices_people", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_person_id", "notices", ["person_id"])
    op.add_column("deliveries", Column("notice_id", ID))
    bound = text("notice_id IS NOT NULL")
    op.create_index(
        "uq_deliveries_notice_id",
        "deliveries",
        ["notice_id"],
        unique=True,
        sqlite_where=bound,
        postgresql_where=bound,
    )
    ready = text("parked IS NULL AND leased_until IS NULL AND notice_id IS NOT NULL")
    op.create_index(
        "ix_deliveries_notices_ready",
        "deliveries",
        ["ready_at"],
        sqlite_where=ready,
        postgresql_where=ready,
    )


def downgrade() -> None:
    op.execute("DELETE FROM deliveries WHERE notice_id IS NOT NULL")
    op.drop_index("uq_deliveries_notice_id", "deliveries")
    op.drop_index("ix_deliveries_notices_ready", "deliveries")
    op.drop_column("deliveries", "notice_id")
    op.drop_table("notices")
