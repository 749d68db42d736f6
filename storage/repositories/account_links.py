"""Links between a person's accounts, and the codes that are shown and entered for them."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.domain.people.account_link import ALPHABET, LETTERS, Account, LinkObstacle, LinkRequest
from bot.domain.people.person import Address
from storage.outbox.queue import requeue
from storage.repositories.account_merge import address_of, lock_groups_of, move, obstacle_to
from storage.repositories.mailbox import part_mailboxes
from storage.repositories.repository import Repository, insert_if_new
from storage.tables import (
    identities,
    link_attempts,
    link_requests,
    linked_accounts,
    people,
)


class AccountLinks(Repository):
    """Reads and changes the links between a person's accounts."""

    async def accounts(self) -> tuple[Account, ...]:
        """Returns all accounts of a linked person, in a fixed order; none if nothing is linked."""
        rows = await self._connection.execute(
            select(linked_accounts)
            .where(linked_accounts.c.person_id == self._me)
            .order_by(linked_accounts.c.platform, linked_accounts.c.tenant, linked_accounts.c.user)
        )
        return tuple(Account(address_of(row), row.label) for row in rows)

    async def create_code(self, account: Account, expires: datetime) -> str:
        """Creates a code in place of an earlier one."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
        await self._connection.execute(
            delete(link_requests).where(link_requests.c.person_id == self._me)
        )
        await self._connection.execute(
            insert(link_requests).values(
                person_id=self._me,
                code=_hashed(code),
                label=account.label,
                expires=expires,
                agreed=False,
                **asdict(account.address),
            )
        )
        return code

    async def created(self) -> LinkRequest | None:
        """Returns the request under the person's own code, until it expires."""
        return await self._request(link_requests.c.person_id == self._me)

    async def entered(self, request: int) -> LinkRequest | None:
        """Returns the request whose code the person entered, until it expires."""
        mine = and_(link_requests.c.id == request, link_requests.c.entered_by == self._me)
        return await self._request(mine)

    async def enter_code(self, code: str, account: Account, until: datetime) -> LinkRequest | None:
        """Uses a code up, and extends its request until then; None for a code that fits nothing."""
        used = await self._connection.execute(
            update(link_requests)
            .where(
                link_requests.c.code == _hashed(code),
                link_requests.c.expires > self._now,
                link_requests.c.person_id != self._me,
            )
            .values(
                code=None,
                entered_by=self._me,
                entered_label=account.label,
                entered_platform=account.address.platform,
                entered_tenant=account.address.tenant,
                entered_user=account.address.user,
                expires=until,
            )
            .returning(link_requests.c.id)
        )
        id = used.scalar_one_or_none()
        return None if id is None else await self.entered(id)

    async def agree(self, request: int) -> None:
        """Records that the person who entered the code agrees."""
        await self._connection.execute(
            update(link_requests)
            .where(link_requests.c.id == request, link_requests.c.entered_by == self._me)
            .values(agreed=True)
        )

    async def drop(self, request: int) -> None:
        """Ends a request whose code the person created or entered."""
        await self._connection.execute(
            delete(link_requests).where(link_requests.c.id == request, self._made_or_entered())
        )

    async def count_attempts(self, since: datetime) -> int:
        """Counts the codes that the person entered, right or wrong, and erases older attempts."""
        mine = link_attempts.c.person_id == self._me
        await self._connection.execute(
            delete(link_attempts).where(mine, link_attempts.c.at <= since)
        )
        count = await self._connection.execute(
            select(func.count()).select_from(link_attempts).where(mine)
        )
        return int(count.scalar_one())

    async def record_attempt(self) -> None:
        """Records that the person entered a code."""
        await self._connection.execute(
            insert(link_attempts).values(person_id=self._me, at=self._now)
        )

    async def merge(self, request: LinkRequest) -> LinkObstacle | None:
        """Takes over everything of the person who entered the code, unless an obstacle is found."""
        assert request.entered is not None
        entered = select(link_requests.c.entered_by).where(
            link_requests.c.id == request.id,
            link_requests.c.person_id == self._me,
            link_requests.c.agreed,
        )
        both = or_(people.c.id == self._me, people.c.id == entered.scalar_subquery())
        await self._connection.execute(
            select(people.c.id).where(both).order_by(people.c.id).with_for_update(key_share=True)
        )
        # While we waited for them, they may have said no, or be gone.
        other = await self._connection.scalar(entered)
        if other is None:
            return LinkObstacle.TAKEN_BACK
        await lock_groups_of(self._connection, self._me, other)
        if obstacle := await obstacle_to(self._connection, self._me, other):
            return obstacle
        known = await self._accounts_of(other, request.entered) | await self._accounts_of(
            self._me, request.by
        )
        await move(self._connection, self._me, other)
        await self._connection.execute(delete(people).where(people.c.id == other))
        for address, label in known.items():
            await self._connection.execute(
                insert_if_new(self._connection, linked_accounts).values(
                    person_id=self._me, label=label, **asdict(address)
                )
            )
        await self.drop(request.id)
        return None

    async def deliver_to(self, address: Address) -> None:
        """Makes one of the person's accounts the one to which reminders go."""
        await self._connection.execute(
            update(identities)
            .where(identities.c.person_id == self._me)
            .values(**asdict(address), dm_channel=None)
        )
        await requeue(self._connection, [self._me])

    async def unlink(self, keep: Address) -> None:
        """Leaves everything with one account; the others belong to no person any more."""
        await self.deliver_to(keep)
        await self._connection.execute(delete(link_requests).where(self._made_or_entered()))
        await self._connection.execute(
            delete(linked_accounts).where(linked_accounts.c.person_id == self._me)
        )
        await part_mailboxes(self._connection, self._scope.person, keep, self._now)

    def _made_or_entered(self) -> ColumnElement[bool]:
        return or_(link_requests.c.person_id == self._me, link_requests.c.entered_by == self._me)

    async def _request(self, which: ColumnElement[bool]) -> LinkRequest | None:
        rows = await self._connection.execute(
            select(link_requests).where(which, link_requests.c.expires > self._now)
        )
        row = rows.one_or_none()
        return None if row is None else _request_from(row)

    async def _accounts_of(self, person: int, account: Account) -> dict[Address, str]:
        """Returns a person's addresses with their labels, that of one account fresh."""
        rows = await self._connection.execute(
            select(linked_accounts).where(linked_accounts.c.person_id == person)
        )
        return {address_of(row): row.label for row in rows} | {account.address: account.label}


def _request_from(row: Row[*tuple[Any, ...]]) -> LinkRequest:
    entered = None
    if row.entered_by is not None:
        address = Address(row.entered_platform, row.entered_tenant, row.entered_user)
        entered = Account(address, row.entered_label)
    return LinkRequest(
        row.id, Account(address_of(row), row.label), row.expires, entered, row.agreed
    )


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
