"""Evidence of mails: proof of what was logged, and the keys of those that are none."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from storage.column_types import ID
from storage.tables.common import metadata, of_application, of_person

mail_evidence = Table(
    "mail_evidence",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, nullable=False),
    Column("application_id", ID, nullable=False),
    Column("change_id", ID, nullable=False),
    # A hash of the Message-ID or, without one, of the text.
    Column("key", Text, nullable=False),
    Column("message_id", Text),
    Column("kind", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("sender_domain", Text),
    Column("sentence", Text, nullable=False),
    Column("subject", Text, nullable=False),
    # Of an invitation: its id and version, who sent it, the activity that booked it.
    Column("uid", Text),
    Column("sequence", Integer, nullable=False),
    Column("organizer", Text),
    Column("booking_id", ID),
    of_application(),
    ForeignKeyConstraint(["person_id", "change_id"], ["changes.person_id", "changes.id"]),
    UniqueConstraint("person_id", "key"),
    sqlite_autoincrement=True,
)
# The timeline of one application.
Index(
    "ix_mail_evidence_person_id_application_id",
    mail_evidence.c.person_id,
    mail_evidence.c.application_id,
)
# A later version of an invitation finds the one before.
OF_EVENT = mail_evidence.c.uid.is_not(None)
Index(
    "ix_mail_evidence_uid",
    mail_evidence.c.person_id,
    mail_evidence.c.uid,
    sqlite_where=OF_EVENT,
    postgresql_where=OF_EVENT,
)
# What undo erases.
Index("ix_mail_evidence_change_id", mail_evidence.c.change_id)

dismissed_mails = Table(
    "dismissed_mails",
    metadata,
    Column("person_id", ID, of_person(), nullable=False),
    Column("key", Text, nullable=False),
    PrimaryKeyConstraint("person_id", "key"),
)
