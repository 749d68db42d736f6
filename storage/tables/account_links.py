"""The accounts of people who have linked some, and the codes to link them by."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Table,
    Text,
)

from storage.column_types import ID, Instant
from storage.tables.common import metadata, of_person

# The accounts of people who linked some; identities has the one that gets reminders.
linked_accounts = Table(
    "linked_accounts",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False),
    # How the other account is shown this one.
    Column("label", Text, nullable=False),
)
Index("ix_linked_accounts_person_id", linked_accounts.c.person_id)

# A code that one account was shown, and the account that entered it.
link_requests = Table(
    "link_requests",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False, unique=True),
    # A hash of it; null once it was entered, for it works once.
    Column("code", Text, unique=True),
    Column("label", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("expires", Instant, nullable=False),
    Column(
        "entered_by",
        ID,
        ForeignKey("people.id", name="fk_link_requests_entered_by", ondelete="CASCADE"),
    ),
    Column("entered_label", Text),
    Column("entered_platform", Text),
    Column("entered_tenant", Text),
    Column("entered_user", Text),
    Column("agreed", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
# Erased with the person who entered it.
Index("ix_link_requests_entered_by", link_requests.c.entered_by)

# Codes entered, right or wrong: their number is limited.
link_attempts = Table(
    "link_attempts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_link_attempts_person_id", link_attempts.c.person_id)
