"""Tables and columns by the names that the program uses for what is in them."""

from __future__ import annotations

from collections.abc import Callable

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    table,
    text,
    type_coerce,
    update,
)
from sqlalchemy.sql.schema import SchemaItem

from storage.column_types import ID, Instant

revision = "0008"
down_revision = "0007"

_COLUMNS = (
    ("changes", "taken_back", "undone"),
    ("groups", "trouble", "pause_reason"),
    ("installations", "gone", "uninstalled_at"),
    ("installations", "renewing", "renewing_until"),
    ("members", "shares", "visibility"),
    ("members", "rest", "pause"),
    ("nudges", "told", "settled_at"),
    ("presence", "looked_on", "last_seen"),
)
_POST_KINDS = (("trouble", "paused"), ("goes_on", "resumed"))
# Within a string of JSON a quotation mark is escaped, so that this is always a key.
_KEYS = ('"rhythm":', '"preferences":')
_SETTINGS = (("people", "settings"), ("changes", "before"))
_POSTS = table("posts", column("kind", Text))
_SEQUENCES = table("sqlite_sequence", column("name"), column("seq"))


def upgrade() -> None:
    for old, new, columns, index in _TABLES:
        _rename_table(old, new, columns, index)
    for on, before, after in _COLUMNS:
        _rename_column(on, before, after)
    for before, after in _POST_KINDS:
        op.execute(update(_POSTS).where(_POSTS.c.kind == before).values(kind=after))
    _rename_key(*_KEYS)
    op.drop_index("ix_presence_looked_on", "presence")
    op.create_index("ix_presence_last_seen", "presence", ["last_seen"])
    op.drop_index("ix_installations_gone", "installations")
    _index_of_uninstalled("ix_installations_uninstalled_at", "uninstalled_at")
    op.drop_index("ix_nudges_unseen", "nudges")
    _index_of_unmentioned("ix_nudges_unmentioned")


def downgrade() -> None:
    op.drop_index("ix_presence_last_seen", "presence")
    op.drop_index("ix_installations_uninstalled_at", "installations")
    op.drop_index("ix_nudges_unmentioned", "nudges")
    _rename_key(*reversed(_KEYS))
    for before, after in _POST_KINDS:
        op.execute(update(_POSTS).where(_POSTS.c.kind == after).values(kind=before))
    for on, before, after in _COLUMNS:
        _rename_column(on, after, before)
    for old, new, columns, index in _TABLES:
        _rename_table(new, old, columns, index)
    op.create_index("ix_presence_looked_on", "presence", ["looked_on"])
    _index_of_uninstalled("ix_installations_gone", "gone")
    _index_of_unmentioned("ix_nudges_unseen")


def _rename_column(on: str, before: str, after: str) -> None:
    op.execute(f"ALTER TABLE {on} RENAME COLUMN {before} TO {after}")


def _rename_key(before: str, after: str) -> None:
    for name, of in _SETTINGS:
        rows = table(name, column(of, JSON(none_as_null=True)))
        # SQLite keeps JSON as its text.
        turn = type_coerce if op.get_bind().dialect.name == "sqlite" else cast
        renamed = turn(func.replace(turn(rows.c[of], Text), before, after), JSON)
        op.execute(update(rows).where(rows.c[of].is_not(None)).values({of: renamed}))


def _index_of_uninstalled(name: str, on: str) -> None:
    where = text(f"{on} IS NOT NULL")
    op.create_index(name, "installations", [on], sqlite_where=where, postgresql_where=where)


def _index_of_unmentioned(name: str) -> None:
    op.create_index(
        name,
        "nudges",
        ["person_id"],
        sqlite_where=text("state = 'undeliverable' AND mentioned IS 0"),
        postgresql_where=text("state = 'undeliverable' AND mentioned IS false"),
    )


def _rename_table(
    old: str, new: str, columns: Callable[[str], tuple[SchemaItem, ...]], index: str | None
) -> None:
    """Copies a table to another name, for SQLite cannot rename the constraints of one.

    Numbers go on where they were: none is given out twice.
    """
    made = columns(new)
    counts = old.startswith("link_")
    op.create_table(new, *made, sqlite_autoincrement=counts)
    names = [one.name for one in made if isinstance(one, Column)]
    there, here = (table(name, *map(column, names)) for name in (old, new))
    op.execute(insert(here).from_select(names, select(there)))
    if counts and op.get_bind().dialect.name == "sqlite":
        last = select(literal(new), _SEQUENCES.c.seq).where(_SEQUENCES.c.name == old)
        op.execute(delete(_SEQUENCES).where(_SEQUENCES.c.name == new))
        op.execute(insert(_SEQUENCES).from_select(["name", "seq"], last))
    elif counts:
        numbers = table(f"{old}_id_seq", column("last_value"))
        last_value = select(numbers.c.last_value).scalar_subquery()
        op.execute(select(func.setval(f"{new}_id_seq", last_value)))
    op.drop_table(old)
    if index:
        op.create_index(f"ix_{new}_{index}", new, [index])


def _person(of: str) -> ForeignKey:
    return ForeignKey("people.id", name=f"fk_{of}_people", ondelete="CASCADE")


def _stored_actions(of: str) -> tuple[SchemaItem, ...]:
    return (
        Column("token", Text, nullable=False),
        Column("person_id", ID, _person(of), nullable=False),
        Column("invocation", Text, nullable=False),
        Column("expires", Instant, nullable=False),
        PrimaryKeyConstraint("token", name=f"pk_{of}"),
    )


def _idempotency_keys(of: str) -> tuple[SchemaItem, ...]:
    return (
        Column("key", Text, nullable=False),
        Column("at", Instant, nullable=False),
        PrimaryKeyConstraint("key", name=f"pk_{of}"),
    )


def _linked_accounts(of: str) -> tuple[SchemaItem, ...]:
    return (
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("person_id", ID, _person(of), nullable=False),
        Column("label", Text, nullable=False),
        PrimaryKeyConstraint("platform", "tenant", "user", name=f"pk_{of}"),
    )


def _link_requests(of: str) -> tuple[SchemaItem, ...]:
    by = ForeignKey("people.id", name=f"fk_{of}_entered_by", ondelete="CASCADE")
    return (
        Column("id", ID, nullable=False),
        Column("person_id", ID, _person(of), nullable=False),
        Column("code", Text),
        Column("label", Text, nullable=False),
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("user", Text, nullable=False),
        Column("expires", Instant, nullable=False),
        Column("entered_by", ID, by),
        Column("entered_label", Text),
        Column("entered_platform", Text),
        Column("entered_tenant", Text),
        Column("entered_user", Text),
        Column("agreed", Boolean, nullable=False),
        PrimaryKeyConstraint("id", name=f"pk_{of}"),
        UniqueConstraint("person_id", name=f"uq_{of}_person_id"),
        UniqueConstraint("code", name=f"uq_{of}_code"),
    )


def _link_attempts(of: str) -> tuple[SchemaItem, ...]:
    return (
        Column("id", ID, nullable=False),
        Column("person_id", ID, _person(of), nullable=False),
        Column("at", Instant, nullable=False),
        PrimaryKeyConstraint("id", name=f"pk_{of}"),
    )


def _week_results(of: str) -> tuple[SchemaItem, ...]:
    member = ForeignKey("members.id", name=f"fk_{of}_members", ondelete="CASCADE")
    return (
        Column("member_id", ID, member, nullable=False),
        Column("week", Date, nullable=False),
        Column("counted", JSON, nullable=False),
        Column("shown", JSON, nullable=False),
        Column("kept", Boolean),
        Column("streak", Integer, nullable=False),
        Column("reached", Boolean, nullable=False),
        Column("in_total", Boolean, nullable=False),
        Column("final", Boolean, nullable=False),
        PrimaryKeyConstraint("member_id", "week", name=f"pk_{of}"),
    )


# Old name, new name, columns, and the column that has an index.
_TABLES = (
    ("clicks", "stored_actions", _stored_actions, "person_id"),
    ("seen", "idempotency_keys", _idempotency_keys, "at"),
    ("linked_sides", "linked_accounts", _linked_accounts, "person_id"),
    ("link_offers", "link_requests", _link_requests, "entered_by"),
    ("link_tries", "link_attempts", _link_attempts, "person_id"),
    ("results", "week_results", _week_results, None),
)
