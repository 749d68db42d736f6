"""Invocations of buttons that are too long for a platform's click id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class StoredActionQueries(Protocol):
    """Reads a person's stored invocations."""

    async def get(self, token: str) -> str | None:
        """Returns the invocation under one of the person's own tokens, unless it has expired."""


class StoredActions(StoredActionQueries, Protocol):
    """Reads and stores a person's invocations."""

    async def store(self, invocations: Sequence[str], expires: datetime) -> Sequence[str]:
        """Stores invocations until they expire; returns a random token for each."""

    async def erase(self, token: str) -> None:
        """Erases what is stored under one of the person's own tokens."""
