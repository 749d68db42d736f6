"""Installations: the workspaces that have installed the bot, with their encrypted tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.frozen import frozen
from storage.database import Database
from storage.repositories.account_merge import redirect_reminders, unlink_tenant
from storage.repositories.mailbox import erase_mailboxes
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.tables import identities, installations, linked_accounts
from storage.unit_of_work import UnitOfWork

PLATFORM = "slack"
_AT_ONCE = 100
_ROWS: Select[Any] = select(
    installations.c.tenant,
    installations.c.enterprise,
    installations.c.bot_user,
    installations.c.secret,
    installations.c.expires,
    installations.c.uninstalled_at,
)


@frozen
class Installation:
    """One workspace or organization. `secret` is encrypted before it comes here.

    `expires` is when the secret has to be renewed, `uninstalled_at` when the bot
    was uninstalled; then there is no secret.
    """

    tenant: str
    enterprise: str | None
    bot_user: str
    secret: str | None
    expires: datetime | None
    uninstalled_at: datetime | None


class Installations:
    """All installations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, tenant: str) -> Installation | None:
        """Returns the installation of a tenant, uninstalled or not."""
        async with self._database.reading() as connection:
            row = (await connection.execute(_ROWS.where(_of(tenant)))).one_or_none()
        return _installation(row) if row else None

    async def all(self) -> Sequence[Installation]:
        """Returns all installations that were not uninstalled."""
        async with self._database.reading() as connection:
            rows = await connection.execute(_ROWS.where(installations.c.uninstalled_at.is_(None)))
            return [_installation(row) for row in rows]

    async def save(
        self,
        tenant: str,
        *,
        enterprise: str | None,
        bot_user: str,
        secret: str,
        expires: datetime | None,
    ) -> None:
        """Saves an installation, in place of an earlier one of the same tenant.

        One for a whole organization takes over the people of its workspaces,
        where nobody of the same id is there yet.
        """
        async with self._database.writing() as connection:
            await connection.execute(delete(installations).where(_of(tenant)))
            await connection.execute(
                insert(installations).values(
                    tenant=tenant,
                    enterprise=enterprise,
                    bot_user=bot_user,
                    secret=secret,
                    expires=expires,
                )
            )
            if enterprise == tenant:
                await _take_over(connection, tenant)

    async def replace_secret(
        self, tenant: str, old: str, new: str, expires: datetime | None
    ) -> bool:
        """Replaces one secret with another; False if the one is not there any more."""
        async with self._database.writing() as connection:
            replaced = await connection.execute(
                update(installations)
                .where(_of(tenant), installations.c.secret == old)
                .values(secret=new, expires=expires, renewing_until=None)
            )
        return bool(replaced.rowcount)

    async def begin_renewing(
        self, tenant: str, secret: str, now: datetime, until: datetime
    ) -> bool:
        """True if the caller may renew that secret now; nobody else may until that instant."""
        free = or_(installations.c.renewing_until.is_(None), installations.c.renewing_until <= now)
        still = and_(_of(tenant), installations.c.secret == secret, free)
        async with self._database.writing() as connection:
            begun = await connection.execute(
                update(installations).where(still).values(renewing_until=until)
            )
        return bool(begun.rowcount)

    async def mark_uninstalled(self, tenant: str, now: datetime) -> None:
        """Erases the secret of a tenant that has uninstalled the bot.

        Reminders for people with another linked account go there from now on.
        """
        there = and_(_of(tenant), installations.c.uninstalled_at.is_(None))
        async with self._database.writing() as connection:
            await connection.execute(
                update(installations)
                .where(there)
                .values(secret=None, expires=None, uninstalled_at=now)
            )
            passwords = await erase_mailboxes(connection, PLATFORM, tenant)
            await redirect_reminders(connection, PLATFORM, tenant)
        if passwords:
            await self._database.wipe()

    async def erase(self, before: datetime) -> int:
        """Erases everything of the tenants that uninstalled before then; says how many people."""
        async with self._database.reading() as connection:
            gone = await connection.scalars(
                select(installations.c.tenant).where(installations.c.uninstalled_at < before)
            )
            tenants = list(gone)
        people = sum([await self._erase(tenant, before) for tenant in tenants])
        if people:
            await self._database.wipe()
        return people

    async def _erase(self, tenant: str, before: datetime) -> int:
        """Erases some people at a time, so that nobody else waits long."""
        erased = 0
        here = and_(identities.c.platform == PLATFORM, identities.c.tenant == tenant)
        while True:
            async with self._database.writing() as connection:
                # It may just have been installed again.
                still = and_(_of(tenant), installations.c.uninstalled_at < before)
                if await connection.scalar(select(installations.c.tenant).where(still)) is None:
                    return erased
                await unlink_tenant(connection, PLATFORM, tenant)
                rows = (
                    await connection.execute(people_with_addresses().where(here).limit(_AT_ONCE))
                ).all()
                if not rows:
                    await connection.execute(delete(installations).where(_of(tenant)))
                    return erased
                for row in rows:
                    await UnitOfWork(connection, person_from(row), before).people.forget()
                erased += len(rows)


def _of(tenant: str) -> ColumnElement[bool]:
    return installations.c.tenant == tenant


def _at(table: FromClause, tenant: str) -> tuple[ColumnElement[bool], ...]:
    return table.c.platform == PLATFORM, table.c.tenant == tenant


def _installation(row: Row[Any]) -> Installation:
    return Installation(
        row.tenant, row.enterprise, row.bot_user, row.secret, row.expires, row.uninstalled_at
    )


async def _take_over(connection: AsyncConnection, enterprise: str) -> None:
    """Moves people to their organization, one workspace after the other: some are in several.

    No user is moved to where another user of the same id is known already.
    """
    workspaces = await connection.scalars(
        select(installations.c.tenant).where(
            installations.c.enterprise == enterprise, installations.c.tenant != enterprise
        )
    )
    for workspace in list(workspaces):
        for table, other in ((linked_accounts, identities), (identities, linked_accounts)):
            there, elsewhere = table.alias(), other.alias()
            known = exists().where(*_at(there, enterprise), there.c.user == table.c.user)
            taken = exists().where(
                *_at(elsewhere, enterprise),
                elsewhere.c.user == table.c.user,
                elsewhere.c.person_id != table.c.person_id,
            )
            await connection.execute(
                update(table)
                .where(*_at(table, workspace), ~known, ~taken)
                .values(tenant=enterprise)
            )
