"""Processes that serve, commands of the last minute, and the hashes of forgotten accounts."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text

from storage.column_types import Instant

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "processes",
        Column("id", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("version", Text, nullable=False),
        Column("started_at", Instant, nullable=False),
        Column("seen_at", Instant, nullable=False),
        PrimaryKeyConstraint("id", name="pk_processes"),
    )
    op.create_table(
        "command_counts",
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("since", Instant, nullable=False),
        Column("used", Integer, nullable=False),
        PrimaryKeyConstraint("platform", "tenant", "user", name="pk_command_counts"),
    )
    op.create_table(
        "forgotten",
        Column("account", Text, nullable=False),
        Column("at", Instant, nullable=False),
        PrimaryKeyConstraint("account", name="pk_forgotten"),
    )


def downgrade() -> None:
    for name in ("forgotten", "command_counts", "processes"):
        op.drop_table(name)
