"""What is kept: one table a noun, and the indices that their queries need."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    literal_column,
)

from storage.columns import ID, Instant

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _mine() -> ForeignKey:
    return ForeignKey("people.id", ondelete="CASCADE")


def _of_my_application() -> ForeignKeyConstraint:
    """The application and its owner at once, so that no row joins two people's."""
    return ForeignKeyConstraint(
        ["person_id", "application_id"],
        ["applications.person_id", "applications.id"],
        ondelete="CASCADE",
    )


# `sqlite_autoincrement`: an id is never given out twice, not even after its row is
# gone, for an old button must not open what came later. PostgreSQL needs no telling.
people = Table(
    "people",
    metadata,
    Column("id", ID, primary_key=True),
    Column("settings", JSON, nullable=False),
    Column("known_since", Instant, nullable=False),
    sqlite_autoincrement=True,
)

identities = Table(
    "identities",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("person_id", ID, _mine(), nullable=False, unique=True),
)

applications = Table(
    "applications",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, _mine(), nullable=False),
    Column("company", Text, nullable=False),
    Column("role", Text),
    Column("stage", Text),  # null when everything about it was taken back
    Column("changed", Instant, nullable=False),
    # Also what lists a person's applications.
    UniqueConstraint("person_id", "id"),
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, _mine(), nullable=False),
    Column("at", Instant, nullable=False),
    Column("command", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("press", Text),
    Column("before", JSON(none_as_null=True)),
    Column("taken_back", Boolean, nullable=False, default=False),
    # Also what finds a person's last change.
    UniqueConstraint("person_id", "id"),
    sqlite_autoincrement=True,
)
STANDS = changes.c.taken_back.is_(false())
# already: a second press finds the first, and two at once cannot both stand.
Index(
    "uq_changes_person_id_press",
    changes.c.person_id,
    changes.c.press,
    unique=True,
    sqlite_where=STANDS,
    postgresql_where=STANDS,
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
    _of_my_application(),
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
# A group's counting reads the weeks of its members, and what changes other entries.
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
# touched and later_changes: what one change did.
Index("ix_activities_change_id", activities.c.change_id)

nudges = Table(
    "nudges",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, nullable=False),
    Column("application_id", ID, nullable=False),
    Column("key", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("wall", DateTime, nullable=False),
    Column("zone", Text, nullable=False),
    Column("due", Instant, nullable=False),
    # When to look at it next: once due, unless it is held.
    Column("ready_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("subject", ID),
    Column("again", Boolean, nullable=False),
    Column("told", Instant),
    Column("reason", Text),
    Column("delivery_id", Text),
    Column("mentioned", Boolean, nullable=False, default=False),
    _of_my_application(),
    # Also what lists the nudges of one application, or of all of a person's.
    UniqueConstraint("person_id", "application_id", "key"),
    sqlite_autoincrement=True,
)
# Literal, not bound: a database takes a partial index only for a condition that
# it can read in the statement.
PENDING = nudges.c.state == literal_column("'pending'")
CLAIMED = nudges.c.state == literal_column("'claimed'")
UNSEEN = and_(nudges.c.state == literal_column("'undeliverable'"), nudges.c.mentioned.is_(false()))
# claim and next_ready: what is ready first, however much is still far off.
Index("ix_nudges_ready_at", nudges.c.ready_at, sqlite_where=PENDING, postgresql_where=PENDING)
# The members of a delivery.
BOUND = nudges.c.delivery_id.is_not(None)
Index("ix_nudges_delivery_id", nudges.c.delivery_id, sqlite_where=BOUND, postgresql_where=BOUND)
# unseen_failures, asked at every command.
Index("ix_nudges_unseen", nudges.c.person_id, sqlite_where=UNSEEN, postgresql_where=UNSEEN)

# A row is a delivery that is not settled yet: at most one a person.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", ID, _mine(), nullable=False, unique=True),
    Column("attempts", Integer, nullable=False),
    # Whether somebody is telling it, or it waits for its next try.
    Column("leased", Boolean, nullable=False),
    # When it may be claimed again: the end of the lease, or the next try.
    Column("ready_at", Instant, nullable=False),
)
# claim and next_ready: whose lease ran out.
Index("ix_deliveries_ready_at", deliveries.c.ready_at)


def _of_group() -> ForeignKey:
    return ForeignKey("groups.id", ondelete="CASCADE")


groups = Table(
    "groups",
    metadata,
    Column("id", ID, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("name", Text, nullable=False),
    # Null once whoever started it is gone and no member took over.
    Column("starter_id", ID, ForeignKey("people.id", ondelete="SET NULL")),
    Column("schedule", JSON, nullable=False),
    Column("since", Instant, nullable=False),
    Column("trouble", Text),
    UniqueConstraint("platform", "tenant", "channel"),
    sqlite_autoincrement=True,
)
# my_groups, and what is handed over when somebody is forgotten.
Index("ix_groups_starter_id", groups.c.starter_id)

members = Table(
    "members",
    metadata,
    Column("id", ID, primary_key=True),
    Column("group_id", ID, _of_group(), nullable=False),
    Column("person_id", ID, _mine(), nullable=False),
    Column("name", Text, nullable=False),
    Column("shares", Text, nullable=False),
    Column("from_week", Date, nullable=False),
    Column("joined", Instant, nullable=False),
    Column("goal", JSON(none_as_null=True)),
    Column("streak", Integer, nullable=False),
    Column("rest", JSON(none_as_null=True)),
    Column("left", Boolean, nullable=False),
    # Also what lists the members of a group.
    UniqueConstraint("group_id", "person_id"),
    sqlite_autoincrement=True,
)
# my_groups.
Index("ix_members_person_id", members.c.person_id)

# A member's weeks as the posts last looked at them.
results = Table(
    "results",
    metadata,
    Column("member_id", ID, ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("counted", JSON, nullable=False),
    Column("shown", JSON, nullable=False),
    Column("kept", Boolean),
    Column("streak", Integer, nullable=False),
    Column("reached", Boolean, nullable=False),
    Column("in_total", Boolean, nullable=False),
    Column("final", Boolean, nullable=False),
)

# A group's totals as they were published; never computed anew.
publications = Table(
    "publications",
    metadata,
    Column("group_id", ID, _of_group(), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("final", Boolean, nullable=False),
    Column("figures", JSON, nullable=False),
    Column("hidden", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
)

# What a group's channel or one of its people is to be told: a nudge and its delivery in one,
# since each goes by itself.
posts = Table(
    "posts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("group_id", ID, _of_group(), nullable=False),
    # Whom it is for, or by whom it is; null for the channel's own.
    Column("person_id", ID, _mine()),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("week", Date, nullable=False),
    Column("wall", DateTime, nullable=False),
    Column("zone", Text, nullable=False),
    Column("due", Instant, nullable=False),
    # When to look at it next: once due, at its next try, or when its lease runs out.
    Column("ready_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("text", Text),
    Column("reason", Text),
    UniqueConstraint("group_id", "key"),
    sqlite_autoincrement=True,
)
WAITING = posts.c.state.in_([literal_column("'pending'"), literal_column("'claimed'")])
# claim and next_ready.
Index("ix_posts_ready_at", posts.c.ready_at, sqlite_where=WAITING, postgresql_where=WAITING)
# What goes with somebody who is forgotten.
Index("ix_posts_person_id", posts.c.person_id)

clicks = Table(
    "clicks",
    metadata,
    Column("token", Text, primary_key=True),
    Column("person_id", ID, _mine(), nullable=False),
    Column("invocation", Text, nullable=False),
    Column("expires", Instant, nullable=False),
)
# keep_click clears out the owner's expired ones.
Index("ix_clicks_person_id", clicks.c.person_id)

# One row at most, and only where somebody moves the clock by hand.
clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("reached", Instant, nullable=False),
)

# The workspaces and organisations of one platform that let the bot in.
installations = Table(
    "installations",
    metadata,
    Column("tenant", Text, primary_key=True),
    # The organisation that a workspace belongs to, if it belongs to one.
    Column("enterprise", Text),
    Column("bot_user", Text, nullable=False),
    # What opens the door there, encrypted by whoever keeps it; null once it is gone.
    Column("secret", Text),
    Column("expires", Instant),
    # Until when somebody may be at renewing it.
    Column("renewing", Instant),
    Column("gone", Instant),
)
# erase looks for those that have been gone long enough.
GONE = installations.c.gone.is_not(None)
Index("ix_installations_gone", installations.c.gone, sqlite_where=GONE, postgresql_where=GONE)

# What came in already, so that a repeat is recognised, in every process.
seen = Table(
    "seen",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
# forget clears out the old.
Index("ix_seen_at", seen.c.at)

# Every side of a person who is linked; identities says at which one they are told.
linked_sides = Table(
    "linked_sides",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    Column("person_id", ID, _mine(), nullable=False),
    # What the other side is shown of this one.
    Column("label", Text, nullable=False),
)
Index("ix_linked_sides_person_id", linked_sides.c.person_id)

# A code that somebody was shown, and who entered it.
link_offers = Table(
    "link_offers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, _mine(), nullable=False, unique=True),
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
        ForeignKey("people.id", name="fk_link_offers_entered_by", ondelete="CASCADE"),
    ),
    Column("entered_label", Text),
    Column("entered_platform", Text),
    Column("entered_tenant", Text),
    Column("entered_user", Text),
    Column("agreed", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
# What goes with the one who entered it.
Index("ix_link_offers_entered_by", link_offers.c.entered_by)

# Codes entered, right or wrong: nobody may try many.
link_tries = Table(
    "link_tries",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, _mine(), nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_link_tries_person_id", link_tries.c.person_id)
