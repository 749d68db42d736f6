"""Wraps drawn components for discord.py, which sends them as they are.

None is kept in memory or listened to: every click and every submitted form says by
its id what it is, in any process and after any restart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import discord

from adapters.discord.rendering.classic import Classic
from adapters.discord.rendering.components import LONGEST_DESCRIPTION, Component, Page
from bot.message import File
from bot.texts.plain_text import cut_line


class DrawnView(discord.ui.LayoutView):
    """A message's cards, drawn already."""

    def __init__(self, page: Page) -> None:
        super().__init__(timeout=None)
        self._page = page
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        """Returns the components as they were drawn."""
        return self._page

    def has_components_v2(self) -> bool:
        """Returns True: they always are."""
        return True


class DrawnRows(discord.ui.View):
    """A classic message's rows, drawn already."""

    def __init__(self, rows: list[Component]) -> None:
        super().__init__(timeout=None)
        self._rows = rows
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        """Returns the rows as they were drawn."""
        return self._rows


def as_new(drawn: Page | Classic) -> dict[str, Any]:
    """Returns what discord.py sends for a new message."""
    if isinstance(drawn, Classic):
        embeds = [discord.Embed.from_dict(one) for one in drawn.embeds]
        return {"content": drawn.content, "embeds": embeds, "view": DrawnRows(drawn.components)}
    return {"view": DrawnView(drawn)}


def in_place(page: Page, files: Sequence[File] = ()) -> dict[str, Any]:
    """Returns what discord.py sends to put cards, and their files, in the place of any message.

    Of a classic one the words have to be taken away explicitly.
    """
    uploads = {"attachments": as_uploads(files)} if files else {}
    return {"content": None, "embeds": [], "view": DrawnView(page), **uploads}


def as_uploads(files: Iterable[File]) -> list[discord.File]:
    """Returns a message's files for discord.py to upload, once."""
    return [
        discord.File(
            BytesIO(one.content),
            one.name,
            description=cut_line(one.description, LONGEST_DESCRIPTION) or None,
        )
        for one in files
    ]


class DrawnModal(discord.ui.Modal):
    """A form, drawn already."""

    def __init__(self, title: str, custom_id: str, fields: list[Component]) -> None:
        super().__init__(title=title, custom_id=custom_id)
        self._fields = fields
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        """Returns the fields as they were drawn."""
        return self._fields
