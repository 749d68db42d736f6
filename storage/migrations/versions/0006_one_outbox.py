"""One outbox: a delivery for everything that is to be sent, to a person or to a channel.

Nudges and posts keep what is said. What the version before gave up because the platform
had failed for an hour is owed again, and groups that paused only for that go on.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    cast,
    column,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    table,
    text,
    update,
)

from storage.column_types import ID, Instant

revision = "0006"
down_revision = "0005"

_GIVEN_UP = "The platform failed every time I tried."
_UNTIL_RELEASED = datetime(9999, 1, 1, tzinfo=UTC)
_WEEK = timedelta(days=7)
_ALONE = ("midweek", "trouble", "take_over")
_RANKS = {"before_interview": 0, "thank_you": 1, "answer_offer": 1}
_REST = 2

_nudges = table(
    "nudges",
    column("id", ID),
    column("person_id", ID),
    column("application_id", ID),
    column("about", Text),
    column("kind", Text),
    column("rank", Integer),
    column("due", Instant),
    column("ready_at", Instant),
    column("state", Text),
    column("told", Instant),
    column("reason", Text),
    column("delivery_id", Text),
    column("mentioned", Boolean),
)
_posts = table(
    "posts",
    column("id", ID),
    column("group_id", ID),
    column("person_id", ID),
    column("kind", Text),
    column("due", Instant),
    column("ready_at", Instant),
    column("state", Text),
    column("attempts", Integer),
    column("text", Text),
    column("reason", Text),
)
_groups = table("groups", column("id", ID), column("since", Instant), column("trouble", Text))
_before = table(
    "deliveries",
    column("id", Text),
    column("person_id", ID),
    column("attempts", Integer),
    column("leased", Boolean),
    column("ready_at", Instant),
)
_deliveries = table(
    "deliveries",
    column("id", Text),
    column("to_person", ID),
    column("to_group", ID),
    column("post_id", ID),
    column("rank", Integer),
    column("ready_at", Instant),
    column("members", JSON(none_as_null=True)),
    column("leased_until", Instant),
    column("tries", Integer),
    column("maybe_sent", Boolean),
)


def upgrade() -> None:
    connection = op.get_bind()
    now = datetime.now(UTC)
    unsettled = connection.execute(select(_before)).all()
    op.drop_table("deliveries")
    op.drop_index("ix_nudges_ready_at", "nudges")
    op.drop_index("ix_posts_ready_at", "posts")
    op.add_column("nudges", Column("rank", Integer, nullable=False, server_default="2"))
    for kind, rank in _RANKS.items():
        connection.execute(update(_nudges).where(_nudges.c.kind == kind).values(rank=rank))
    _partial_index(
        "ix_nudges_pending", "nudges", ["person_id", "rank", "ready_at"], "state = 'pending'"
    )
    _make_tables()
    _wake_nudges()
    _wake_groups(now)
    _keep_unsettled(unsettled)
    _queue_nudges()
    _queue_posts()
    op.drop_column("posts", "ready_at")
    op.drop_column("posts", "attempts")
    if connection.dialect.name == "postgresql":
        # Rows come and go by the hundred a second: cleared up early, not at a fifth of the table.
        for name in ("nudges", "deliveries"):
            op.execute(
                f"ALTER TABLE {name} SET (autovacuum_vacuum_scale_factor = 0.02,"
                " autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 1)"
            )


def _partial_index(
    name: str, on: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    condition = text(where)
    op.create_index(
        name, on, columns, unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def _to(of: str, on: str) -> ForeignKey:
    return ForeignKey(f"{on}.id", name=f"fk_{of}_{on}", ondelete="CASCADE")


def _make_tables() -> None:
    op.create_table(
        "deliveries",
        Column("id", Text, nullable=False),
        Column("to_person", ID, _to("deliveries", "people")),
        Column("to_group", ID, _to("deliveries", "groups")),
        Column("post_id", ID, _to("deliveries", "posts")),
        Column("rank", Integer, nullable=False),
        Column("ready_at", Instant, nullable=False),
        Column("members", JSON(none_as_null=True)),
        Column("leased_until", Instant),
        Column("tries", Integer, nullable=False),
        Column("maybe_sent", Boolean, nullable=False),
        Column("parked", Text),
        PrimaryKeyConstraint("id", name="pk_deliveries"),
        UniqueConstraint("post_id", name="uq_deliveries_post_id"),
        CheckConstraint("(to_person IS NULL) <> (to_group IS NULL)", name="one_target"),
    )
    free = "parked IS NULL AND leased_until IS NULL"
    _partial_index("ix_deliveries_ready", "deliveries", ["rank", "ready_at"], free)
    leased = "leased_until IS NOT NULL"
    _partial_index("ix_deliveries_leased_until", "deliveries", ["leased_until"], leased)
    digest = "post_id IS NULL"
    _partial_index("uq_deliveries_digest", "deliveries", ["to_person", "rank"], digest, unique=True)
    op.create_index("ix_deliveries_to_person", "deliveries", ["to_person"])
    op.create_index("ix_deliveries_to_group", "deliveries", ["to_group"])
    parked = ["parked", "tries", "rank", "ready_at"]
    _partial_index("ix_deliveries_parked", "deliveries", parked, "parked IS NOT NULL")
    op.create_table(
        "outages",
        Column("scope", Text, nullable=False),
        Column("since", Instant, nullable=False),
        Column("probe_at", Instant, nullable=False),
        PrimaryKeyConstraint("scope", name="pk_outages"),
    )


def _wake_nudges() -> None:
    """Owes again what was given up, unless the same was delivered since; the rule judges it."""
    another = _nudges.alias("another")
    delivered = exists().where(
        another.c.person_id == _nudges.c.person_id,
        another.c.application_id == _nudges.c.application_id,
        another.c.about == _nudges.c.about,
        another.c.id != _nudges.c.id,
        another.c.state == "delivered",
    )
    op.get_bind().execute(
        update(_nudges)
        .where(_nudges.c.state == "undeliverable", _nudges.c.reason == _GIVEN_UP, ~delivered)
        .values(
            state="pending",
            told=None,
            reason=None,
            delivery_id=None,
            mentioned=False,
            ready_at=_nudges.c.due,
        )
    )


def _wake_groups(now: datetime) -> None:
    """Lets groups go on that paused because the platform failed, with the post that failed.

    One that has been quiet for longer than a week goes on from now: the weeks between are
    no break in a streak.
    """
    connection = op.get_bind()
    paused = connection.execute(select(_groups.c.id).where(_groups.c.trouble == _GIVEN_UP))
    ids = list(paused.scalars())
    if not ids:
        return
    theirs = _posts.c.group_id.in_(ids)
    failed = _posts.c.state == "undeliverable", _posts.c.reason == _GIVEN_UP
    fresh = exists().where(_posts.c.group_id == _groups.c.id, *failed, _posts.c.due > now - _WEEK)
    connection.execute(update(_groups).where(_groups.c.id.in_(ids), ~fresh).values(since=now))
    connection.execute(update(_groups).where(_groups.c.id.in_(ids)).values(trouble=None))
    connection.execute(
        update(_posts).where(theirs, *failed).values(state="pending", reason=None, ready_at=now)
    )
    held = _posts.c.kind == "win", _posts.c.ready_at == _UNTIL_RELEASED
    connection.execute(update(_posts).where(theirs, *held).values(ready_at=now))
    connection.execute(
        delete(_posts).where(
            theirs, _posts.c.kind == "trouble", _posts.c.state.in_(["pending", "claimed"])
        )
    )


def _keep_unsettled(unsettled: Any) -> None:
    """Keeps what a process may be sending: a lease, a back-off, its fixed members."""
    connection = op.get_bind()
    members: dict[str, list[Any]] = defaultdict(list)
    claimed = select(_nudges).where(_nudges.c.state == "claimed").order_by(_nudges.c.id)
    for nudge in connection.execute(claimed):
        members[nudge.delivery_id].append(nudge)
    rows = [
        {
            "id": one.id,
            "to_person": one.person_id,
            "rank": min(nudge.rank for nudge in members[one.id]),
            "ready_at": min(nudge.due for nudge in members[one.id]),
            "members": [nudge.id for nudge in members[one.id]],
            "leased_until": one.ready_at if one.leased else None,
            "tries": one.attempts,
            "maybe_sent": one.leased or one.attempts > 0,
        }
        for one in unsettled
        if members[one.id]
    ]
    if rows:
        connection.execute(insert(_deliveries), rows)


def _queue_nudges() -> None:
    """Queues a digest for everyone at each rank for which they wait, then frees the claimed."""
    connection = op.get_bind()
    made: Any = func.lower(func.hex(func.randomblob(16)))
    if connection.dialect.name == "postgresql":
        made = func.replace(cast(func.gen_random_uuid(), Text), "-", "")
    unsettled = exists().where(
        _deliveries.c.to_person == _nudges.c.person_id, _deliveries.c.rank == _nudges.c.rank
    )
    waiting = (
        select(
            made,
            _nudges.c.person_id,
            _nudges.c.rank,
            func.min(_nudges.c.ready_at),
            literal(0),
            literal(False),
        )
        .where(_nudges.c.state == "pending", ~unsettled)
        .group_by(_nudges.c.person_id, _nudges.c.rank)
    )
    columns = ["id", "to_person", "rank", "ready_at", "tries", "maybe_sent"]
    connection.execute(insert(_deliveries).from_select(columns, waiting))
    connection.execute(
        update(_nudges)
        .where(_nudges.c.state == "claimed")
        .values(state="pending", delivery_id=None)
    )


def _queue_posts() -> None:
    connection = op.get_bind()
    waiting = select(_posts).where(_posts.c.state.in_(["pending", "claimed"]))
    rows = []
    for post in connection.execute(waiting).all():
        alone = post.kind in _ALONE
        if alone and post.person_id is None:
            continue
        tried = post.state == "claimed"
        rows.append(
            {
                "id": f"post-{post.group_id}-{post.id}" if tried else uuid4().hex,
                "to_person": post.person_id if alone else None,
                "to_group": None if alone else post.group_id,
                "post_id": post.id,
                "rank": _REST,
                "ready_at": post.ready_at,
                "tries": post.attempts,
                "maybe_sent": tried,
            }
        )
    if rows:
        connection.execute(insert(_deliveries), rows)
    connection.execute(update(_posts).where(_posts.c.state == "claimed").values(state="pending"))


def downgrade() -> None:
    connection = op.get_bind()
    op.add_column("posts", Column("attempts", Integer, nullable=False, server_default="0"))
    op.add_column("posts", Column("ready_at", Instant, nullable=True))
    connection.execute(update(_posts).values(ready_at=_posts.c.due))
    of_posts = select(_deliveries).where(_deliveries.c.post_id.is_not(None))
    for one in connection.execute(of_posts).all():
        connection.execute(
            update(_posts)
            .where(_posts.c.id == one.post_id)
            .values(
                ready_at=one.ready_at,
                attempts=one.tries,
                state="claimed" if one.maybe_sent else "pending",
            )
        )
    _partial_index("ix_posts_ready_at", "posts", ["ready_at"], "state IN ('pending', 'claimed')")
    op.drop_table("outages")
    op.drop_table("deliveries")
    op.create_table(
        "deliveries",
        Column("id", Text, nullable=False),
        Column("person_id", ID, _to("deliveries", "people"), nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("leased", Boolean, nullable=False),
        Column("ready_at", Instant, nullable=False),
        PrimaryKeyConstraint("id", name="pk_deliveries"),
        UniqueConstraint("person_id", name="uq_deliveries_person_id"),
    )
    op.create_index("ix_deliveries_ready_at", "deliveries", ["ready_at"])
    op.drop_index("ix_nudges_pending", "nudges")
    op.drop_column("nudges", "rank")
    _partial_index("ix_nudges_ready_at", "nudges", ["ready_at"], "state = 'pending'")
