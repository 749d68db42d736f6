"""Imports that wait: the one to be saved or cancelled, and the rows that need the person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol


class ImportState(StrEnum):
    """The state of an import; a person has one in each at most."""

    PENDING = "pending"
    TO_FIX = "to fix"


class ImportQueries(Protocol):
    """Reads a person's imports."""

    async def get(self, state: ImportState) -> str | None:
        """Returns what waits in that state, unless it has expired."""


class Imports(ImportQueries, Protocol):
    """Reads, keeps and drops a person's imports."""

    async def keep(self, state: ImportState, content: str, expires: datetime) -> None:
        """Keeps an import until it expires, in the place of the one before it."""

    async def drop(self, state: ImportState) -> bool:
        """Drops what waits in that state; False if nothing did."""
