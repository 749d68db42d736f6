"""Presence in a table of its own; the console's clock only where one was moved."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Column,
    Date,
    Integer,
    PrimaryKeyConstraint,
    Text,
    column,
    inspect,
    select,
    table,
)

from storage.column_types import Instant

revision = "0005"
down_revision = "0004"

_CLOCK = table("clock", column("id"))


def upgrade() -> None:
    op.create_table(
        "presence",
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("looked_on", Date, nullable=False),
        PrimaryKeyConstraint("platform", "tenant", "user", name="pk_presence"),
    )
    op.create_index("ix_presence_looked_on", "presence", ["looked_on"])
    if op.get_bind().execute(select(_CLOCK)).first() is None:
        op.drop_table("clock")


def downgrade() -> None:
    op.drop_table("presence")
    if not inspect(op.get_bind()).has_table("clock"):
        op.create_table(
            "clock",
            Column("id", Integer, autoincrement=False, nullable=False),
            Column("reached", Instant, nullable=False),
            PrimaryKeyConstraint("id", name="pk_clock"),
        )
