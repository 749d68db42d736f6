"""The question that a person was asked last, so that their next line can answer it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.people.person import Address


class PendingQuestionQueries(Protocol):
    """Reads a person's pending questions, one at most an account."""

    async def get(self, account: Address) -> str | None:
        """Returns what was asked at one of the person's accounts, unless it has expired."""


class PendingQuestions(PendingQuestionQueries, Protocol):
    """Reads, keeps and drops a person's pending questions."""

    async def keep(self, account: Address, question: str, expires: datetime) -> None:
        """Keeps a question until it expires, in the place of the one before it."""

    async def drop(self, account: Address) -> bool:
        """Drops the question that is pending at an account; False if there was none."""
