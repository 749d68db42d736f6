"""People linked across platforms: their sides, and the codes that link them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from storage.column_types import ID, Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "linked_sides",
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("person_id", ID, nullable=False),
        Column("label", Text, nullable=False),
        PrimaryKeyConstraint("platform", "tenant", "user", name="pk_linked_sides"),
        ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_linked_sides_people", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_linked_sides_person_id", "linked_sides", ["person_id"])
    op.create_table(
        "link_offers",
        Column("id", ID, nullable=False),
        Column("person_id", ID, nullable=False),
        Column("code", Text),
        Column("label", Text, nullable=False),
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("expires", Instant, nullable=False),
        Column("entered_by", ID),
        Column("entered_label", Text),
        Column("entered_platform", Text),
        Column("entered_tenant", Text),
        Column("entered_user", Text),
        Column("agreed", Boolean, nullable=False),
        PrimaryKeyConstraint("id", name="pk_link_offers"),
        ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_link_offers_people", ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["entered_by"], ["people.id"], name="fk_link_offers_entered_by", ondelete="CASCADE"
        ),
        UniqueConstraint("person_id", name="uq_link_offers_person_id"),
        UniqueConstraint("code", name="uq_link_offers_code"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_link_offers_entered_by", "link_offers", ["entered_by"])
    op.create_table(
        "link_tries",
        Column("id", ID, nullable=False),
        Column("person_id", ID, nullable=False),
        Column("at", Instant, nullable=False),
        PrimaryKeyConstraint("id", name="pk_link_tries"),
        ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_link_tries_people", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_link_tries_person_id", "link_tries", ["person_id"])


def downgrade() -> None:
    op.drop_table("link_tries")
    op.drop_table("link_offers")
    op.drop_table("linked_sides")
