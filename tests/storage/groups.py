"""A group on storage, as its commands and the worker make and deliver it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import insert, select

from bot.domain.delivery import Delivery
from bot.domain.groups.group import (
    Channel,
    Group,
    Member,
    Schedule,
    Visibility,
    new_member,
)
from bot.domain.groups.weekly_counts import Counts
from bot.domain.people.person import Address
from storage.storage import Storage
from storage.tables import identities, members, people
from tests.storage.job_hunts import (
    ADA,
    BEA,
    DAY,
    HOUR,
    LEASE,
    MONDAY,
    ZONE,
    as_delivered,
)

HUNTERS = Channel("slack", "T1", "C1", "hunters")
SCHEDULE = Schedule(zone=ZONE)
FRIDAY = MONDAY + 4 * DAY + 6 * HOUR


async def started(storage: Storage, channel: Channel = HUNTERS) -> Group:
    """Ada starts a group on Monday at 10:00."""
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        group = await uow.groups.create(channel, SCHEDULE)
        assert group is not None
        await uow.groups.save(group)
    return group


async def joined(
    storage: Storage, group: Group, who: Address, shares: Visibility = Visibility.NUMBERS
) -> Member:
    """Adds a member with a goal of two applications."""
    async with storage.units.begin(who, ZONE, MONDAY) as uow:
        week = SCHEDULE.week_of(MONDAY)
        member = new_member(uow.person.id, who.user, shares, MONDAY, week)
        await uow.members.save(group.id, replace(member, goal=Counts(2)))
        known = await uow.members.get(group.id)
    assert known is not None
    return known


async def deliver(storage: Storage, *deliveries: Delivery) -> None:
    """Settles all as delivered."""
    await storage.outbox.settle([as_delivered(one) for one in deliveries], FRIDAY)


async def weekly(storage: Storage) -> list[Delivery]:
    """Claims what is due on Friday at 16:00."""
    return list(await storage.outbox.claim(FRIDAY, 100, LEASE))


async def crowded(storage: Storage, group: Group, many: int) -> None:
    """So many members like Bea, who has a goal, beside her."""
    bea = await joined(storage, group, BEA)
    async with storage.database.writing() as connection:
        person, address, member = [
            dict((await connection.execute(select(table).where(mine))).one()._mapping)
            for table, mine in (
                (people, people.c.id == bea.person),
                (identities, identities.c.person_id == bea.person),
                (members, members.c.id == bea.id),
            )
        ]
        del member["id"]
        numbers = range(group.id * 10_000, group.id * 10_000 + many)
        await connection.execute(insert(people), [person | {"id": id} for id in numbers])
        await connection.execute(
            insert(identities), [address | {"person_id": id, "user": f"u{id}"} for id in numbers]
        )
        await connection.execute(
            insert(members), [member | {"person_id": id, "name": f"u{id}"} for id in numbers]
        )
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.groups.save(group)
