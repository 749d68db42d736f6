"""Links: codes offered and entered, and the sides of one person."""

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

from bot.domain.people.account_link import ALPHABET, LETTERS, Obstacle, Offer, Side
from bot.domain.people.person import Address
from storage.outbox.queue import requeue
from storage.repositories.account_merge import address_of, hold_groups_of, move, obstacle_to
from storage.repositories.repository import Repository, insert_if_new
from storage.tables import (
    identities,
    link_offers,
    link_tries,
    linked_sides,
    people,
)


class AccountLinks(Repository):
    """What a person offers, enters, and is linked to."""

    async def accounts(self) -> tuple[Side, ...]:
        """Every side of a person who is linked, in a fixed order; none for one who is not."""
        rows = await self._connection.execute(
            select(linked_sides)
            .where(linked_sides.c.person_id == self._me)
            .order_by(linked_sides.c.platform, linked_sides.c.tenant, linked_sides.c.user)
        )
        return tuple(Side(address_of(row), row.label) for row in rows)

    async def create_code(self, side: Side, expires: datetime) -> str:
        """A new code, in place of one offered before."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
        await self._connection.execute(
            delete(link_offers).where(link_offers.c.person_id == self._me)
        )
        await self._connection.execute(
            insert(link_offers).values(
                person_id=self._me,
                code=_hashed(code),
                label=side.label,
                expires=expires,
                agreed=False,
                **asdict(side.address),
            )
        )
        return code

    async def created(self) -> Offer | None:
        """What the person offers, while it lasts."""
        return await self._offer(link_offers.c.person_id == self._me)

    async def entered(self, offer: int) -> Offer | None:
        """An offer whose code the person entered, while it lasts."""
        mine = and_(link_offers.c.id == offer, link_offers.c.entered_by == self._me)
        return await self._offer(mine)

    async def enter_code(self, code: str, side: Side, until: datetime) -> Offer | None:
        """Uses a code up, and gives its offer until then; None for a code that opens nothing."""
        used = await self._connection.execute(
            update(link_offers)
            .where(
                link_offers.c.code == _hashed(code),
                link_offers.c.expires > self._now,
                link_offers.c.person_id != self._me,
            )
            .values(
                code=None,
                entered_by=self._me,
                entered_label=side.label,
                entered_platform=side.address.platform,
                entered_tenant=side.address.tenant,
                entered_user=side.address.user,
                expires=until,
            )
            .returning(link_offers.c.id)
        )
        id = used.scalar_one_or_none()
        return None if id is None else await self.entered(id)

    async def agree(self, offer: int) -> None:
        """The one who entered the code agrees."""
        await self._connection.execute(
            update(link_offers)
            .where(link_offers.c.id == offer, link_offers.c.entered_by == self._me)
            .values(agreed=True)
        )

    async def drop(self, offer: int) -> None:
        """Ends an offer that the person made or entered."""
        await self._connection.execute(
            delete(link_offers).where(link_offers.c.id == offer, self._made_or_entered())
        )

    async def count_attempts(self, since: datetime) -> int:
        """How many codes the person entered, right or wrong; older ones are cleared out."""
        mine = link_tries.c.person_id == self._me
        await self._connection.execute(delete(link_tries).where(mine, link_tries.c.at <= since))
        count = await self._connection.execute(
            select(func.count()).select_from(link_tries).where(mine)
        )
        return int(count.scalar_one())

    async def record_attempt(self) -> None:
        """Notes that the person entered a code."""
        await self._connection.execute(insert(link_tries).values(person_id=self._me, at=self._now))

    async def merge(self, offer: Offer) -> Obstacle | None:
        """Takes everything of the one who entered the code, unless something is in the way."""
        assert offer.entered is not None
        entered = select(link_offers.c.entered_by).where(
            link_offers.c.id == offer.id, link_offers.c.person_id == self._me, link_offers.c.agreed
        )
        both = or_(people.c.id == self._me, people.c.id == entered.scalar_subquery())
        await self._connection.execute(
            select(people.c.id).where(both).order_by(people.c.id).with_for_update(key_share=True)
        )
        # While we waited for them, they may have said no, or be gone.
        other = await self._connection.scalar(entered)
        if other is None:
            return Obstacle.TAKEN_BACK
        await hold_groups_of(self._connection, self._me, other)
        if obstacle := await obstacle_to(self._connection, self._me, other):
            return obstacle
        known = await self._sides_of(other, offer.entered) | await self._sides_of(
            self._me, offer.by
        )
        await move(self._connection, self._me, other)
        await self._connection.execute(delete(people).where(people.c.id == other))
        for address, label in known.items():
            await self._connection.execute(
                insert_if_new(self._connection, linked_sides).values(
                    person_id=self._me, label=label, **asdict(address)
                )
            )
        await self.drop(offer.id)
        return None

    async def deliver_to(self, address: Address) -> None:
        """Makes one of the person's sides the one where they are told."""
        await self._connection.execute(
            update(identities).where(identities.c.person_id == self._me).values(**asdict(address))
        )
        await requeue(self._connection, [self._me])

    async def unlink(self, keep: Address) -> None:
        """Leaves everything with one side; the others are nobody's any more.

        What any of them offered or entered ends: it was said for all of them.
        """
        await self.deliver_to(keep)
        await self._connection.execute(delete(link_offers).where(self._made_or_entered()))
        await self._connection.execute(
            delete(linked_sides).where(linked_sides.c.person_id == self._me)
        )

    def _made_or_entered(self) -> ColumnElement[bool]:
        return or_(link_offers.c.person_id == self._me, link_offers.c.entered_by == self._me)

    async def _offer(self, which: ColumnElement[bool]) -> Offer | None:
        rows = await self._connection.execute(
            select(link_offers).where(which, link_offers.c.expires > self._now)
        )
        row = rows.one_or_none()
        return None if row is None else _offer(row)

    async def _sides_of(self, person: int, side: Side) -> dict[Address, str]:
        """Where somebody is met, each with its label; the side they spoke from has a fresh one."""
        rows = await self._connection.execute(
            select(linked_sides).where(linked_sides.c.person_id == person)
        )
        return {address_of(row): row.label for row in rows} | {side.address: side.label}


def _offer(row: Row[*tuple[Any, ...]]) -> Offer:
    entered = None
    if row.entered_by is not None:
        address = Address(row.entered_platform, row.entered_tenant, row.entered_user)
        entered = Side(address, row.entered_label)
    return Offer(row.id, Side(address_of(row), row.label), row.expires, entered, row.agreed)


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
