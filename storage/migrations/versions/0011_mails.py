"""What is kept of mails: proof of what was logged, and the keys of those that are none."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

from storage.column_types import ID

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "mail_evidence",
        Column("id", ID, nullable=False),
        Column("person_id", ID, nullable=False),
        Column("application_id", ID, nullable=False),
        Column("change_id", ID, nullable=False),
        Column("key", Text, nullable=False),
        Column("message_id", Text),
        Column("kind", Text, nullable=False),
        Column("on_day", Date, nullable=False),
        Column("sender_domain", Text),
        Column("sentence", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("uid", Text),
        Column("sequence", Integer, nullable=False),
        Column("organizer", Text),
        Column("booking_id", ID),
        PrimaryKeyConstraint("id", name="pk_mail_evidence"),
        ForeignKeyConstraint(
            ["person_id", "application_id"],
            ["applications.person_id", "applications.id"],
            name="fk_mail_evidence_applications",
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["person_id", "change_id"],
            ["changes.person_id", "changes.id"],
            name="fk_mail_evidence_changes",
        ),
        UniqueConstraint("person_id", "key", name="uq_mail_evidence_person_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_mail_evidence_person_id_application_id",
        "mail_evidence",
        ["person_id", "application_id"],
    )
    op.create_index(
        "ix_mail_evidence_uid",
        "mail_evidence",
        ["person_id", "uid"],
        sqlite_where=text("uid IS NOT NULL"),
        postgresql_where=text("uid IS NOT NULL"),
    )
    op.create_index("ix_mail_evidence_change_id", "mail_evidence", ["change_id"])
    op.create_table(
        "dismissed_mails",
        Column("person_id", ID, nullable=False),
        Column("key", Text, nullable=False),
        PrimaryKeyConstraint("person_id", "key", name="pk_dismissed_mails"),
        ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_dismissed_mails_people", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("dismissed_mails")
    op.drop_table("mail_evidence")
