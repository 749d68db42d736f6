"""Installations in many workspaces, and what came in already."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, Text, text

from storage.column_types import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "installations",
        Column("tenant", Text, nullable=False),
        Column("enterprise", Text),
        Column("bot_user", Text, nullable=False),
        Column("secret", Text),
        Column("expires", Instant),
        Column("renewing", Instant),
        Column("gone", Instant),
        PrimaryKeyConstraint("tenant", name="pk_installations"),
    )
    there = text("gone IS NOT NULL")
    op.create_index(
        "ix_installations_gone",
        "installations",
        ["gone"],
        sqlite_where=there,
        postgresql_where=there,
    )
    op.create_table(
        "seen",
        Column("key", Text, nullable=False),
        Column("at", Instant, nullable=False),
        PrimaryKeyConstraint("key", name="pk_seen"),
    )
    op.create_index("ix_seen_at", "seen", ["at"])


def downgrade() -> None:
    op.drop_table("seen")
    op.drop_table("installations")
