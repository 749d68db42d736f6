"""The mailbox of one person, and what becomes of it when their accounts part."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.mailbox import Mailbox, MailboxFault
from bot.domain.people.person import Address, Person
from storage.repositories.person_rows import find_or_create_person, transient
from storage.repositories.repository import Repository
from storage.tables import identities, mailboxes


class OwnMailbox(Repository):
    """A person's mailbox."""

    async def get(self) -> Mailbox | None:
        """Returns the mailbox that was set up last, if there is one."""
        mine = select(mailboxes).where(mailboxes.c.person_id == self._me)
        rows = await self._connection.execute(mine.order_by(mailboxes.c.id.desc()).limit(1))
        row = rows.one_or_none()
        return mailbox_from(row) if row else None

    async def save(self, owner: Address, mailbox: Mailbox, password: str) -> None:
        """Saves a mailbox in place of any other; the password is encrypted before it comes here."""
        self._scope.erased = True  # the password before
        await self._connection.execute(
            delete(mailboxes).where(or_(mailboxes.c.person_id == self._me, set_up_by(owner)))
        )
        await self._connection.execute(
            insert(mailboxes).values(
                person_id=self._me,
                **asdict(owner),
                login=mailbox.login,
                host=mailbox.host,
                folder=mailbox.folder,
                password=password,
                look_at=self._now,
                failures=0,
            )
        )

    async def erase(self) -> bool:
        """Erases it with its password at once; True if there was one."""
        self._scope.erased = True
        gone = await self._connection.execute(
            delete(mailboxes).where(mailboxes.c.person_id == self._me)
        )
        return bool(gone.rowcount)


def mailbox_from(row: Row[*tuple[Any, ...]]) -> Mailbox:
    """Returns the mailbox in a row."""
    fault = MailboxFault(row.fault) if row.fault else None
    return Mailbox(row.login, row.host, row.folder, fault, row.looked_at)


def set_up_by(owner: Address) -> ColumnElement[bool]:
    """Returns the condition that an account set a mailbox up."""
    return and_(*(mailboxes.c[name] == value for name, value in asdict(owner).items()))


async def part_mailboxes(
    connection: AsyncConnection, person: Person, keep: Address, now: datetime
) -> None:
    """Leaves each mailbox with the account that set it up, when only one stays a person's."""
    others = and_(mailboxes.c.person_id == person.id, not_(set_up_by(keep)))
    rows = await connection.execute(select(mailboxes).where(others))
    for row in rows.all():
        owner = Address(row.platform, row.tenant, row.user)
        zone = person.preferences.zone
        newcomer = transient(owner, zone, now, person.language)
        other = await find_or_create_person(connection, newcomer, now)
        theirs = update(mailboxes).where(mailboxes.c.id == row.id)
        await connection.execute(theirs.values(person_id=other.id))


async def erase_mailboxes(connection: AsyncConnection, platform: str, tenant: str) -> int:
    """Erases the mailboxes that were set up in a tenant; returns how many."""
    there = select(identities.c.person_id).where(
        identities.c.platform == platform, identities.c.tenant == tenant
    )
    set_up = and_(mailboxes.c.platform == platform, mailboxes.c.tenant == tenant)
    of_theirs = and_(mailboxes.c.platform == platform, mailboxes.c.person_id.in_(there))
    gone = await connection.execute(delete(mailboxes).where(or_(set_up, of_theirs)))
    return gone.rowcount
