"""Notices to the person of a unit of work."""

from __future__ import annotations

from sqlalchemy import insert

from bot.domain.people.notice import NoticeKind
from storage.outbox.queue import notice_delivery_row
from storage.repositories.repository import Repository
from storage.tables import deliveries, notices


class Notices(Repository):
    """The notices that a person is sent beside nudges and group posts."""

    async def add(self, kind: NoticeKind, about: str, noise: int = 0) -> None:
        """Queues a notice, to be sent as soon as may be."""
        made = await self._connection.execute(
            insert(notices)
            .values(person_id=self._me, kind=kind.value, about=about, noise=noise, made=self._now)
            .returning(notices.c.id)
        )
        row = notice_delivery_row(made.scalar_one(), self._me, self._now)
        await self._connection.execute(insert(deliveries), [row])
