"""Typesets documents in the child process (`bot.ports.typesetter.Typesetter`)."""

from __future__ import annotations

from adapters.shared.child_process import Busy, ChildProcess, TooLarge, TooSlow
from bot.domain.work_search.paper import Paper
from bot.exporting.work_search_pdf import paper_json, write_pdf
from bot.ports.typesetter import NotTypeset


class ChildTypesetter:
    """Typesets in a child process, which may be killed for it."""

    def __init__(self, child: ChildProcess) -> None:
        self._child = child

    async def record(self, paper: Paper) -> bytes:
        """Returns a work-search record as a PDF. Raises NotTypeset."""
        try:
            return await self._child.run(write_pdf, paper_json(paper))
        except (TooSlow, TooLarge):
            raise NotTypeset("That record is too long for a PDF. The CSV has all of it.") from None
        except Busy:
            raise NotTypeset("Many files are being made just now. Try again in a minute.") from None
