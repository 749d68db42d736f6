"""Whether the answer that tells of a change was shown; what there is already counts as shown."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, true

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("changes", Column("shown", Boolean, nullable=False, server_default=true()))


def downgrade() -> None:
    op.drop_column("changes", "shown")
