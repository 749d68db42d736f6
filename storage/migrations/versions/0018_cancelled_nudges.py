"""An index that finds nudges which were cancelled long ago, to erase them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0018"
down_revision = "0017"

_CANCELLED = text("state = 'cancelled'")


def upgrade() -> None:
    op.create_index(
        "ix_nudges_cancelled",
        "nudges",
        ["due"],
        sqlite_where=_CANCELLED,
        postgresql_where=_CANCELLED,
    )


def downgrade() -> None:
    op.drop_index("ix_nudges_cancelled", "nudges")
