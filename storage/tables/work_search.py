"""Work searches: what belongs to no application, and what a record adds to one that does."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from storage.column_types import ID, Instant
from storage.tables.common import metadata, of_application, of_person

search_activities = Table(
    "search_activities",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, nullable=False),
    Column("change_id", ID, nullable=False),
    Column("kind", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("details", JSON, nullable=False),
    Column("logged", Instant, nullable=False),
    Column("edited", Instant),
    ForeignKeyConstraint(["person_id", "change_id"], ["changes.person_id", "changes.id"]),
    sqlite_autoincrement=True,
)
# A period's record.
Index(
    "ix_search_activities_person_id_on_day",
    search_activities.c.person_id,
    search_activities.c.on_day,
)
# What undo erases.
Index("ix_search_activities_change_id", search_activities.c.change_id)

search_details = Table(
    "search_details",
    metadata,
    Column("person_id", ID, nullable=False),
    Column("application_id", ID, nullable=False),
    Column("activity_id", ID, nullable=False),
    Column("details", JSON, nullable=False),
    Column("edited", Instant, nullable=False),
    PrimaryKeyConstraint("person_id", "application_id", "activity_id"),
    of_application(),
)

# What an entry was before a change edited it: a search activity (`own_id`), or what was added to
# an activity of an application. `before` is null where nothing had been added.
search_edits = Table(
    "search_edits",
    metadata,
    Column("change_id", ID, primary_key=True, autoincrement=False),
    Column("person_id", ID, nullable=False),
    Column("own_id", ID, ForeignKey("search_activities.id", ondelete="CASCADE")),
    Column("application_id", ID),
    Column("activity_id", ID),
    Column("before", JSON(none_as_null=True)),
    ForeignKeyConstraint(["person_id", "change_id"], ["changes.person_id", "changes.id"]),
    of_application(),
)
Index("ix_search_edits_own_id", search_edits.c.own_id)
Index(
    "ix_search_edits_person_id_application_id",
    search_edits.c.person_id,
    search_edits.c.application_id,
)

# The next reminder of each person with an office. `ready_at` is null where none is to come,
# `settled` the last day of the last period of which they were reminded.
work_search_reminders = Table(
    "work_search_reminders",
    metadata,
    Column("person_id", ID, of_person(), primary_key=True, autoincrement=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("due", Instant),
    Column("ready_at", Instant),
    Column("settled", Date),
)
