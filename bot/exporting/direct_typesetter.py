"""Typesets in this process, where there is no other to do it (`bot.ports.typesetter`)."""

from __future__ import annotations

import asyncio

from bot.domain.work_search.paper import Paper
from bot.exporting.work_search_pdf import paper_json, write_pdf


class DirectTypesetter:
    """Typesets in a thread: the typesetter lets go of the interpreter's lock."""

    async def record(self, paper: Paper) -> bytes:
        """Returns a work-search record as a PDF."""
        return await asyncio.to_thread(write_pdf, paper_json(paper))
