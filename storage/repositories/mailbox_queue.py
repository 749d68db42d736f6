"""The mailboxes of all people: leased to be polled, and what came of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.mailbox import DueMailbox, MailboxPosition, PollResult
from bot.domain.people.person import Address
from storage.database import Database
from storage.repositories.mailbox import mailbox_from
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.tables import mailboxes, people
from storage.unit_of_work import UnitOfWork


class MailboxQueue:
    """The mailboxes of all people (`bot.ports.mailbox_queue.MailboxQueue`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[DueMailbox]:
        """Leases mailboxes whose next poll is due; two processes never lease the same one."""
        free = or_(mailboxes.c.leased_until.is_(None), mailboxes.c.leased_until <= now)
        due = select(mailboxes).where(mailboxes.c.look_at <= now, free)
        async with self._database.reading() as connection:
            if (await connection.execute(due.limit(1))).first() is None:  # as nearly always
                return ()
        oldest = due.order_by(mailboxes.c.look_at).limit(limit)
        async with self._database.writing() as connection:
            rows = (await connection.execute(oldest.with_for_update(skip_locked=True))).all()
            until = now + lease
            ids = [row.id for row in rows]
            await connection.execute(
                update(mailboxes).where(mailboxes.c.id.in_(ids)).values(leased_until=until)
            )
        return [_due(row, until) for row in rows]

    async def all_passwords(self) -> Sequence[DueMailbox]:
        """Returns all mailboxes that have a password, for a check of the keys."""
        async with self._database.reading() as connection:
            rows = await connection.execute(
                select(mailboxes).where(mailboxes.c.password.is_not(None))
            )
            return [_due(row, row.look_at) for row in rows]

    @asynccontextmanager
    async def settle(
        self, due: DueMailbox, result: PollResult, now: datetime
    ) -> AsyncIterator[UnitOfWork | None]:
        """Opens a unit of work of its person, in which the result is stored.

        None if the mailbox is gone, changed, or leased to another process meanwhile.
        """
        async with self._database.writing() as connection:
            uow = await _locked(connection, due, now)
            yield uow
            if uow is not None:
                position = result.position
                await connection.execute(
                    update(mailboxes)
                    .where(mailboxes.c.id == due.id)
                    .values(
                        validity=position.validity if position else None,
                        last=position.last if position else None,
                        password=result.password,
                        look_at=result.next_poll,
                        looked_at=result.polled_at,
                        leased_until=None,
                        failures=result.failures,
                        fault=result.fault.value if result.fault else None,
                    )
                )
        if result.password is None:
            await self._database.wipe()


async def _locked(connection: AsyncConnection, due: DueMailbox, now: datetime) -> UnitOfWork | None:
    """Locks the person first, as every command of theirs does, and then the mailbox."""
    owner = select(mailboxes.c.person_id).where(mailboxes.c.id == due.id).scalar_subquery()
    person = people_with_addresses().where(people.c.id == owner)
    found = await connection.execute(person.with_for_update(of=people, key_share=True))
    row = found.one_or_none()
    if row is None:
        return None
    still = and_(
        mailboxes.c.id == due.id,
        mailboxes.c.person_id == row.id,
        mailboxes.c.leased_until == due.leased_until,
    )
    mine = select(mailboxes.c.id).where(still).with_for_update()
    if (await connection.execute(mine)).first() is None:
        return None
    return UnitOfWork(connection, person_from(row), now)


def _due(row: Row[*tuple[Any, ...]], until: datetime) -> DueMailbox:
    position = None if row.validity is None else MailboxPosition(row.validity, row.last)
    owner = Address(row.platform, row.tenant, row.user)
    return DueMailbox(
        row.id, owner, mailbox_from(row), row.password or "", until, position, row.failures
    )
