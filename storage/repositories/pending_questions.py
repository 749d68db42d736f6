"""The question that a person was asked last at each of their accounts."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select

from bot.domain.people.person import Address
from storage.repositories.repository import Repository
from storage.tables import pending_questions


class PendingQuestions(Repository):
    """A person's pending questions (`bot.ports.pending_questions.PendingQuestions`)."""

    async def get(self, account: Address) -> str | None:
        """Returns what was asked at one of the person's accounts, unless it has expired."""
        rows = await self._connection.execute(
            select(pending_questions.c.question).where(
                self._asked_at(account), pending_questions.c.expires > self._now
            )
        )
        return rows.scalar_one_or_none()

    async def keep(self, account: Address, question: str, expires: datetime) -> None:
        """Keeps a question until it expires, in the place of the one before it."""
        await self.drop(account)
        await self._connection.execute(
            insert(pending_questions).values(
                person_id=self._me, **asdict(account), question=question, expires=expires
            )
        )

    async def drop(self, account: Address) -> bool:
        """Drops the question that is pending at an account; False if there was none."""
        dropped = await self._connection.execute(
            delete(pending_questions).where(self._asked_at(account))
        )
        return dropped.rowcount > 0

    def _asked_at(self, account: Address) -> ColumnElement[bool]:
        kept = pending_questions.c
        return and_(
            kept.person_id == self._me,
            kept.platform == account.platform,
            kept.tenant == account.tenant,
            kept.user == account.user,
        )
