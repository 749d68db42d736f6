"""What a group's member keeps to themselves is in no figure: *only in the total* is *just for me*.

Those who had chosen so are told privately, once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Text,
    column,
    delete,
    false,
    insert,
    select,
    table,
    update,
)

from storage.column_types import ID, Instant

revision = "0013"
down_revision = "0012"

_NOTICE = "visibility_changed"
_ALL_ELSE = 2
_HIDDEN = "only in the total"
_CHOICES = (("my numbers", "share my numbers"), (_HIDDEN, "just for me"))
_MEMBERS = table(
    "members",
    column("id", ID),
    column("group_id", ID),
    column("person_id", ID),
    column("visibility", Text),
    column("left", Boolean),
)
_RESULTS = table(
    "week_results", column("member_id", ID), column("counted", JSON), column("shown", JSON)
)
_POSTS = table(
    "posts",
    column("id", ID),
    column("group_id", ID),
    column("person_id", ID),
    column("key", Text),
    column("kind", Text),
    column("week", Date),
    column("wall", DateTime),
    column("zone", Text),
    column("due", Instant),
    column("state", Text),
)
_DELIVERIES = table(
    "deliveries",
    column("id", Text),
    column("to_person", ID),
    column("post_id", ID),
    column("rank", Integer),
    column("ready_at", Instant),
    column("tries", Integer),
    column("maybe_sent", Boolean),
)


def upgrade() -> None:
    gone = select(_MEMBERS.c.id).where(_MEMBERS.c.left.is_(True))
    op.execute(delete(_RESULTS).where(_RESULTS.c.member_id.in_(gone)))
    op.execute(delete(_MEMBERS).where(_MEMBERS.c.left.is_(True)))
    _notify()
    for before, after in _CHOICES:
        op.execute(update(_MEMBERS).where(_MEMBERS.c.visibility == before).values(visibility=after))
    op.drop_column("members", "left")
    op.drop_column("week_results", "shown")
    op.drop_column("week_results", "in_total")
    op.drop_table("publications")


def _notify() -> None:
    """Queues a private message for each member who had chosen *only in the total*."""
    connection = op.get_bind()
    now = datetime.now(UTC)
    hidden = select(_MEMBERS).where(_MEMBERS.c.visibility == _HIDDEN).order_by(_MEMBERS.c.id)
    for member in connection.execute(hidden).all():
        post = {
            "group_id": member.group_id,
            "person_id": member.person_id,
            "key": f"{_NOTICE}:{member.id}",
            "kind": _NOTICE,
            "week": now.date() - timedelta(days=now.weekday()),
            "wall": now.replace(tzinfo=None),
            "zone": "UTC",
            "due": now,
            "state": "pending",
        }
        made = connection.execute(insert(_POSTS).values(**post).returning(_POSTS.c.id))
        delivery = {
            "id": uuid4().hex,
            "to_person": member.person_id,
            "post_id": made.scalar_one(),
            "rank": _ALL_ELSE,
            "ready_at": now,
            "tries": 0,
            "maybe_sent": False,
        }
        connection.execute(insert(_DELIVERIES).values(**delivery))


def downgrade() -> None:
    notices = select(_POSTS.c.id).where(_POSTS.c.kind == _NOTICE)
    op.execute(delete(_DELIVERIES).where(_DELIVERIES.c.post_id.in_(notices)))
    op.execute(delete(_POSTS).where(_POSTS.c.kind == _NOTICE))
    op.create_table(
        "publications",
        Column(
            "group_id",
            ID,
            ForeignKey("groups.id", name="fk_publications_groups", ondelete="CASCADE"),
            nullable=False,
        ),
        Column("week", Date, nullable=False),
        Column("final", Boolean, nullable=False),
        Column("figures", JSON, nullable=False),
        Column("hidden", Integer, nullable=False),
        Column("withdrawn", Boolean, nullable=False),
        PrimaryKeyConstraint("group_id", "week", name="pk_publications"),
    )
    op.add_column(
        "week_results", Column("in_total", Boolean, nullable=False, server_default=false())
    )
    op.add_column("week_results", Column("shown", JSON, nullable=False, server_default="[0, 0, 0]"))
    op.execute(update(_RESULTS).values(shown=_RESULTS.c.counted))
    op.add_column("members", Column("left", Boolean, nullable=False, server_default=false()))
    for before, after in _CHOICES:
        op.execute(update(_MEMBERS).where(_MEMBERS.c.visibility == after).values(visibility=before))
