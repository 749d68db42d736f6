"""Invocations of buttons that are too long for a platform's click id."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class StoredActions(Protocol):
    """A person's stored invocations."""

    async def store(self, invocation: str, expires: datetime) -> str:
        """Stores an invocation until it expires; returns a random token."""

    async def get(self, token: str) -> str | None:
        """Returns the invocation under one of the person's own tokens, unless it has expired."""
