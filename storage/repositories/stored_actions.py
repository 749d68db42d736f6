"""Invocations too long for a click id, stored for their owner for a while."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from storage.repositories.repository import Repository
from storage.tables import stored_actions

BYTES = 16
_TOKEN = re.compile(r"[A-Za-z0-9_-]+")


class StoredActions(Repository):
    """A person's stored invocations."""

    async def store(self, invocations: Sequence[str], expires: datetime) -> Sequence[str]:
        """Stores invocations until they expire; returns a random token for each."""
        await self._connection.execute(
            delete(stored_actions).where(
                stored_actions.c.person_id == self._me, stored_actions.c.expires <= self._now
            )
        )
        tokens = [secrets.token_urlsafe(BYTES) for _ in invocations]
        await self._connection.execute(
            insert(stored_actions),
            [
                {"token": token, "person_id": self._me, "invocation": one, "expires": expires}
                for token, one in zip(tokens, invocations, strict=True)
            ],
        )
        return tokens

    async def erase(self, token: str) -> None:
        """Erases what is stored under one of the person's own tokens."""
        self._scope.erased = True
        await self._connection.execute(
            delete(stored_actions).where(
                stored_actions.c.token == token, stored_actions.c.person_id == self._me
            )
        )

    async def get(self, token: str) -> str | None:
        """Returns the invocation under one of the person's own tokens, unless it has expired."""
        if not _TOKEN.fullmatch(token):  # made up, perhaps of what no database takes
            return None
        rows = await self._connection.execute(
            select(stored_actions.c.invocation).where(
                stored_actions.c.token == token,
                stored_actions.c.person_id == self._me,
                stored_actions.c.expires > self._now,
            )
        )
        return rows.scalar_one_or_none()
