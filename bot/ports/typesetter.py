"""Typesets documents, where that may take long and use much memory."""

from __future__ import annotations

from typing import Protocol

from bot.domain.work_search.paper import Paper


class NotTypeset(Exception):
    """A document could not be made; the sentence says so to the person."""


class Typesetter(Protocol):
    """Makes PDFs of what people logged, whatever they wrote."""

    async def record(self, paper: Paper) -> bytes:
        """Returns a work-search record as a PDF. Raises NotTypeset."""
