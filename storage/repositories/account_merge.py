"""Merges two people into one, and takes accounts away with their tenant."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, delete, exists, or_, select, text, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.account_link import LinkObstacle
from bot.domain.people.person import Address
from storage.outbox.group_locks import lock_groups
from storage.outbox.queue import requeue
from storage.tables import (
    DIGEST,
    LEASED,
    activities,
    applications,
    calendars,
    changes,
    deliveries,
    dismissed_mails,
    groups,
    identities,
    imports,
    linked_accounts,
    mail_evidence,
    mailboxes,
    members,
    notices,
    nudges,
    pending_questions,
    posts,
    search_activities,
    search_details,
    search_edits,
    stored_actions,
    work_search_reminders,
)

_OWNED = (
    applications,
    changes,
    activities,
    nudges,
    stored_actions,
    mail_evidence,
    dismissed_mails,
    search_activities,
    search_details,
    search_edits,
    members,
    mailboxes,
    notices,
    posts,
    calendars,
)
_ALSO_MINE = changes.alias("also_mine")
_LATER = text("PRAGMA defer_foreign_keys = ON")


def address_of(row: Row[*tuple[Any, ...]]) -> Address:
    """Returns the address in a row that has one."""
    return Address(row.platform, row.tenant, row.user)


async def lock_groups_of(connection: AsyncConnection, me: int, other: int) -> None:
    """Locks all groups of two people against other changes and deliveries."""
    both = me, other
    rows = await connection.execute(
        union(
            select(members.c.group_id).where(members.c.person_id.in_(both)),
            select(posts.c.group_id).where(posts.c.person_id.in_(both)),
            select(groups.c.id).where(groups.c.starter_id.in_(both)),
        )
    )
    await lock_groups(connection, list(rows.scalars()))


async def obstacle_to(connection: AsyncConnection, me: int, other: int) -> LinkObstacle | None:
    """Returns what keeps two people from being merged; None if nothing does."""
    bound = deliveries.c.members.is_not(None)
    digests_sent = select(deliveries.c.id).where(deliveries.c.to_person == other, bound)
    on_its_way = or_(LEASED, deliveries.c.maybe_sent)
    posts_sent = (
        select(posts.c.id)
        .join(deliveries, deliveries.c.post_id == posts.c.id)
        .where(posts.c.person_id == other, on_its_way)
    )
    mine = select(members.c.group_id).where(members.c.person_id == me)
    shared = select(members.c.id).where(members.c.person_id == other, members.c.group_id.in_(mine))
    for obstacle, found in (
        (LinkObstacle.ON_ITS_WAY, digests_sent),
        (LinkObstacle.ON_ITS_WAY, posts_sent),
        (LinkObstacle.SAME_GROUP, shared),
    ):
        if (await connection.execute(found.limit(1))).first() is not None:
            return obstacle
    return None


async def move(connection: AsyncConnection, me: int, other: int) -> None:
    """Makes one person the owner of all that another owns, in one step for the database.

    Rows name their application and its owner at once, so all have to change
    hands before any is looked at.
    """
    await _finish_changes(connection, me, other)
    theirs = deliveries.c.to_person == other
    await connection.execute(delete(deliveries).where(theirs, DIGEST))
    await connection.execute(update(deliveries).where(theirs).values(to_person=me))
    moves = [
        update(table).where(table.c.person_id == other).values(person_id=me) for table in _OWNED
    ]
    moves.append(update(groups).where(groups.c.starter_id == other).values(starter_id=me))
    if connection.dialect.name == "sqlite":
        await connection.execute(_LATER)
        for move in moves:
            await connection.execute(move)
    else:
        first, *rest = moves
        named = [one.cte(f"move_{number}") for number, one in enumerate(rest)]
        await connection.execute(first.add_cte(*named))
    await requeue(connection, [me])


async def _finish_changes(connection: AsyncConnection, me: int, other: int) -> None:
    """Makes changes of another person final that cannot be undone after the merge.

    Their settings end with them, so none are to be brought back, and what they were
    asked is to be asked again. One button was
    pressed by both where they had been one before; it remembers one of them.
    """
    theirs = changes.c.person_id == other
    for asked in (pending_questions, imports):
        await connection.execute(delete(asked).where(asked.c.person_id == other))
    await connection.execute(
        update(changes).where(theirs, changes.c.before.is_not(None)).values(undone=True)
    )
    # An address goes on, unless both had one.
    mine = calendars.alias("mine")
    await connection.execute(
        delete(calendars).where(
            calendars.c.person_id == other, exists().where(mine.c.person_id == me)
        )
    )
    await connection.execute(
        delete(work_search_reminders).where(work_search_reminders.c.person_id == other)
    )
    for table in (mail_evidence, dismissed_mails):
        also = table.alias()
        known = select(also.c.key).where(also.c.person_id == me)
        await connection.execute(
            delete(table).where(table.c.person_id == other, table.c.key.in_(known))
        )
    pressed = select(_ALSO_MINE.c.press).where(_ALSO_MINE.c.person_id == me)
    await connection.execute(
        update(changes).where(theirs, changes.c.press.in_(pressed)).values(press=None)
    )


async def unlink_tenant(connection: AsyncConnection, platform: str, tenant: str) -> None:
    """Unlinks the accounts of a tenant; reminders go to another account of their owners."""
    await redirect_reminders(connection, platform, tenant)
    left = await connection.execute(
        delete(linked_accounts)
        .where(linked_accounts.c.platform == platform, linked_accounts.c.tenant == tenant)
        .returning(linked_accounts.c.person_id)
    )
    for person in set(left.scalars()):
        theirs = linked_accounts.c.person_id == person
        others = (await connection.execute(select(linked_accounts.c.user).where(theirs))).all()
        if len(others) == 1:  # and nobody is linked to themselves
            await connection.execute(delete(linked_accounts).where(theirs))


async def redirect_reminders(connection: AsyncConnection, platform: str, tenant: str) -> None:
    """Redirects reminders from a tenant to another account of each owner, if there is one."""
    side = linked_accounts
    elsewhere = or_(side.c.platform != platform, side.c.tenant != tenant)
    rows = await connection.execute(
        select(side)
        .join(identities, identities.c.person_id == side.c.person_id)
        .where(identities.c.platform == platform, identities.c.tenant == tenant, elsewhere)
        .order_by(side.c.person_id, side.c.platform, side.c.tenant, side.c.user)
    )
    for person, row in {row.person_id: row for row in rows}.items():
        await connection.execute(
            update(identities)
            .where(identities.c.person_id == person)
            .values(**asdict(address_of(row)), dm_channel=None)
        )
