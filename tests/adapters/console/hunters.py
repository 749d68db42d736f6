"""People and a channel at one console, in one process: what they type, what is seen and by whom."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from adapters.console.app import App
from adapters.console.view_model import View
from adapters.console.virtual_clock import VirtualClock
from bot.catalog import COMMANDS
from storage.storage import Storage, open_storage

MONDAY = datetime(2026, 6, 1, 8, tzinfo=UTC)
ZONE = "Europe/Berlin"
NUMBERS, JUST_ME = "share my numbers", "just for me"


class Hunters:
    """Everybody around #hunters."""

    def __init__(self, app: App, storage: Storage, seen: list[View]) -> None:
        self.app = app
        self.storage = storage
        self.seen = seen

    async def says(self, who: str, *lines: str, where: str = "#hunters") -> View:
        """Types a line for a person; returns the last thing that they were shown."""
        await self.app.take_line(f".as {who}")
        await self.app.take_line(f".in {where}")
        for line in lines:
            await self.app.take_line(line)
        return [one for one in self.seen if one.to == f"@{who}"][-1]

    async def joins(self, *people: str, share: str = NUMBERS) -> None:
        """People press *Join*."""
        for who in people:
            await self.says(who, f'.press Join share="{share}"')

    async def waits(self, until: str) -> list[View]:
        """Time passes; what the channel was shown meanwhile."""
        begin = len(self.seen)
        await self.app.take_line(f".wait until {until}")
        return [one for one in self.seen[begin:] if one.to == "#hunters"]

    async def is_down(self, span: timedelta) -> list[View]:
        """The program does not run for a while; what the channel is shown after it."""
        begin = len(self.seen)
        self.app.clock.move(self.app.clock.now() + span)
        await self.app.tick()
        return [one for one in self.seen[begin:] if one.to == "#hunters"]

    @property
    def channel(self) -> list[View]:
        """Returns all posts in the channel."""
        return [one for one in self.seen if one.to == "#hunters"]


@asynccontextmanager
async def hunters(begin: datetime = MONDAY) -> AsyncIterator[Hunters]:
    """A console on a database in memory; nothing has happened yet."""
    seen: list[View] = []
    async with open_storage("sqlite+aiosqlite://") as storage:
        app = App(storage, COMMANDS, VirtualClock(begin), ZONE, seen.append)
        await app.begin()
        yield Hunters(app, storage, seen)


def facts(seen: View) -> dict[str, str]:
    return {fact.label: fact.text for fact in seen.facts}
