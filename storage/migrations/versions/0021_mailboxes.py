"""Mailboxes that people have watched, with their encrypted app passwords."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from storage.column_types import ID, Instant

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "mailboxes",
        Column("id", ID, nullable=False),
        Column("person_id", ID, nullable=False),
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("login", Text, nullable=False),
        Column("host", Text, nullable=False),
        Column("folder", Text, nullable=False),
        Column("password", Text),
        Column("validity", BigInteger),
        Column("last", BigInteger),
        Column("looked_at", Instant),
        Column("look_at", Instant),
        Column("leased_until", Instant),
        Column("failures", Integer, nullable=False),
        Column("fault", Text),
        PrimaryKeyConstraint("id", name="pk_mailboxes"),
        ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_mailboxes_people", ondelete="CASCADE"
        ),
        UniqueConstraint("platform", "tenant", "user", name="uq_mailboxes_platform_tenant_user"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mailboxes_person_id", "mailboxes", ["person_id"])
    op.create_index("ix_mailboxes_look_at", "mailboxes", ["look_at"])


def downgrade() -> None:
    op.drop_table("mailboxes")
