"""People at the console: lines in, JSON objects out, as a program would drive it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adapters.console.app import App
from adapters.console.lines import format_json
from adapters.console.virtual_clock import VirtualClock
from bot.catalog import COMMANDS
from storage.storage import Storage, open_storage
from tests.conformance.person import Entry, Letter, Question, Seen

START = datetime.fromisoformat("2026-06-01T10:00:00+02:00")
ZONE = "Europe/Berlin"


class ConsolePlatform:
    """One console that everybody uses in turn."""

    def __init__(self, app: App, written: list[str]) -> None:
        self._app = app
        self._written = written
        self._people: dict[str, ConsolePerson] = {}
        self._channels: dict[str, tuple[str, ...]] = {}

    def person(self, name: str) -> ConsolePerson:
        """The person of that name."""
        return self._people.setdefault(name, ConsolePerson(name, self))

    async def channel(self, name: str, *people: str) -> None:
        """A channel that people enter one after the other."""
        self._channels[name] = people
        for person in people:
            await self.types(person, f".in #{name}")
            await self.types(person, ".in dm")

    async def types(self, name: str, line: str, channel: str | None = None) -> None:
        """Has a person type a line; everybody sees what is to them."""
        begin = len(self._written)
        await self._app.take_line(f".as {name}")
        await self._app.take_line(f".in #{channel}" if channel else ".in dm")
        await self._app.take_line(line)
        self._show(begin)

    async def catches_up(self) -> None:
        """The console tells what is due with every line."""
        begin = len(self._written)
        await self._app.tick()
        self._show(begin)

    async def is_down(self, span: timedelta) -> None:
        """The clock goes on, and nobody is there to tell."""
        self._app.clock.move(self._app.clock.now() + span)
        await self.catches_up()

    def _show(self, begin: int) -> None:
        for written in self._written[begin:]:
            thing = json.loads(written)
            to = thing["to"]
            readers = self._channels[to[1:]] if to[0] == "#" else [to.removeprefix("@")]
            for name in readers:
                self.person(name).seen.append(_seen(thing))
                if thing["file"]:
                    self.person(name).files.append(Path(thing["file"]))


class ConsolePerson:
    """One of the people at it."""

    def __init__(self, name: str, platform: ConsolePlatform) -> None:
        self.name = name
        self.seen: list[Seen] = []
        self.files: list[Path] = []
        self._platform = platform
        self._channel: str | None = None

    async def goes_to(self, channel: str | None) -> None:
        """Goes to a channel, where the next lines are typed."""
        self._channel = channel

    async def types(self, text: str) -> Seen:
        """Types a line; a group's post that comes right after it is no answer to it."""
        begin = len(self.seen)
        line = f".say {json.dumps(text)}" if "\n" in text else text
        await self._platform.types(self.name, line, self._channel)
        answers = [one for one in self.seen[begin:] if one.kind != "group"]
        return answers[-1] if answers else self.seen[-1]

    def latest_file(self) -> bytes:
        """Opens the file that was named last."""
        return self.files[-1].read_bytes()

    async def drops(self, name: str, content: bytes) -> Seen:
        """Types `/mail PATH`, of a file that is there for so long."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            return await self.types(f"/mail {path}")

    async def presses(
        self, label: str, *, on: str | None = None, nth: int = 1, stale: bool = False
    ) -> Seen:
        """Types `.press`."""
        where = f' on "{on}"' if on else ""
        return await self.types(f'.press "{label}"{where} #{nth}{" --stale" * stale}')

    async def fills(self, **answers: str) -> Seen:
        """Types `.fill`, then `.submit`."""
        if answers:
            await self.types(".fill " + " ".join(f'{k}="{v}"' for k, v in answers.items()))
        return await self.types(".submit")

    async def closes(self) -> Seen:
        """Types `.cancel`."""
        return await self.types(".cancel")

    async def clicks(self, id: str) -> Seen:
        """Types `.click`."""
        return await self.types(f".click {id}")

    async def looks(self) -> None:
        """Everything is seen as it comes."""

    async def waits(self, span: str) -> Sequence[Seen]:
        """Types `.wait`."""
        begin = len(self.seen)
        await self._platform.types(self.name, f".wait {span}")
        return self.seen[begin:]

    async def waits_until(self, wall: str) -> Sequence[Seen]:
        """Types `.wait until`."""
        return await self.waits(f"until {wall}")


@asynccontextmanager
async def at_the_console() -> AsyncIterator[ConsolePlatform]:
    """A console on a database in memory."""
    written: list[str] = []
    with TemporaryDirectory() as folder:
        async with open_storage("sqlite+aiosqlite://") as storage:
            yield await _open(storage, Path(folder), written)


async def _open(storage: Storage, folder: Path, written: list[str]) -> ConsolePlatform:
    app = App(
        storage,
        COMMANDS,
        VirtualClock(START),
        ZONE,
        lambda seen: written.append(format_json(seen)),
        folder,
    )
    await app.begin()
    return ConsolePlatform(app, written)


def _seen(thing: dict[str, Any]) -> Seen:
    return Seen(
        at=datetime.fromisoformat(thing["at"]),
        kind=thing["kind"],
        title=thing["title"],
        text=thing["text"],
        private=thing["private"],
        facts=dict(thing["facts"]),
        items=tuple(_entry(item) for item in thing["items"]),
        buttons=tuple(thing["buttons"]),
        draft=_letter(thing["draft"]),
        fields=tuple(
            Question(one["name"], one["label"], one["required"], one["value"])
            for one in thing["fields"]
        ),
        nudges=tuple(thing.get("nudge", ())),
    )


def _entry(item: dict[str, Any]) -> Entry:
    draft = _letter(item["draft"])
    return Entry(item["title"], item["text"], tuple(item["buttons"]), draft, item["nudge"])


def _letter(draft: dict[str, str] | None) -> Letter | None:
    return Letter(**draft) if draft else None
