"""What sending at Discord needs: the channel of each conversation, and the bot's turns."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, Text

from storage.column_types import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("identities", Column("dm_channel", Text))
    op.create_table(
        "request_turns",
        Column("bot", Text, nullable=False),
        Column("next_at", Instant, nullable=False),
        PrimaryKeyConstraint("bot", name="pk_request_turns"),
    )


def downgrade() -> None:
    op.drop_table("request_turns")
    op.drop_column("identities", "dm_channel")
