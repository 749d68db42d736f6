"""Applications, their histories, and what commands changed."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
    true,
)

from storage.column_types import ID, Instant
from storage.tables.common import metadata, of_application, of_person

applications = Table(
    "applications",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False),
    Column("company", Text, nullable=False),
    Column("role", Text),
    Column("stage", Text),  # null when all of its history was undone
    Column("changed", Instant, nullable=False),
    # Also lists a person's applications.
    UniqueConstraint("person_id", "id"),
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, of_person(), nullable=False),
    Column("at", Instant, nullable=False),
    Column("command", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("press", Text),
    Column("before", JSON(none_as_null=True)),
    Column("undone", Boolean, nullable=False, default=False),
    # False until it is stored that the answer was shown: the next answer says what was done.
    Column("shown", Boolean, nullable=False, server_default=true()),
    # Also finds a person's last change.
    UniqueConstraint("person_id", "id"),
    sqlite_autoincrement=True,
)
NOT_UNDONE = changes.c.undone.is_(false())
# A second press finds the first, and of two at once only one is stored.
Index(
    "uq_changes_person_id_press",
    changes.c.person_id,
    changes.c.press,
    unique=True,
    sqlite_where=NOT_UNDONE,
    postgresql_where=NOT_UNDONE,
)

activities = Table(
    "activities",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, nullable=False),
    Column("application_id", ID, nullable=False),
    Column("change_id", ID, nullable=False),
    Column("kind", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("logged", Instant, nullable=False),
    Column("of", ID),
    Column("nudge", Text),
    Column("details", JSON, nullable=False),
    of_application(),
    ForeignKeyConstraint(["person_id", "change_id"], ["changes.person_id", "changes.id"]),
    sqlite_autoincrement=True,
)
# The history of one application, or of all of a person's.
Index(
    "ix_activities_person_id_application_id_id",
    activities.c.person_id,
    activities.c.application_id,
    activities.c.id,
)
# A group's counts read the weeks of its members, and activities that change others.
Index("ix_activities_person_id_on_day", activities.c.person_id, activities.c.on_day)
CHANGES_OTHERS = activities.c.kind.in_(
    [
        literal_column(f"'{kind}'")
        for kind in (
            "interview_booked",
            "interview_moved",
            "interview_cancelled",
            "corrected",
            "retracted",
        )
    ]
)
Index(
    "ix_activities_changing",
    activities.c.person_id,
    sqlite_where=CHANGES_OTHERS,
    postgresql_where=CHANGES_OTHERS,
)
# Finds what one change did.
Index("ix_activities_change_id", activities.c.change_id)
