"""A database that stops answering without closing anything, as a frozen machine does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url

from tests.adapters.slack.harness import Harness
from tests.adapters.slack.process import process, program_with
from tests.timeouts import HANG

IN_A_HURRY = program_with("adapters.app.serve.SECONDS_TO_FINISH", 1)


class RelayedConnection:
    """A relayed connection to a database; while it is `cut`, nothing passes and nobody notices."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._whole = asyncio.Event()
        self._whole.set()
        self._carried: set[asyncio.Task[None]] = set()
        self.asked = asyncio.Event()

    @asynccontextmanager
    async def laid(self) -> AsyncIterator[str]:
        """The address at its near end."""
        server = await asyncio.start_server(self._taken, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        near = self._url.set(host="127.0.0.1", port=port, query={})
        yield near.render_as_string(hide_password=False)
        self._whole.set()
        server.close()
        await asyncio.gather(*self._carried)

    def cut(self) -> None:
        self._whole.clear()
        self.asked.clear()

    async def _taken(self, near: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        folder = str(self._url.query["host"])
        far, ask = await asyncio.open_unix_connection(str(Path(folder, ".s.PGSQL.5432")))
        ways = (self._carry(near, ask), self._carry(far, answer))
        self._carried |= {asyncio.ensure_future(way) for way in ways}

    async def _carry(self, out: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await out.read(65_536):
                self.asked.set()
                await self._whole.wait()
                into.write(data)
                await into.drain()
        into.close()
        with suppress(ConnectionError):
            await into.wait_closed()


async def test_a_stop_ends_the_process_whatever_hangs(
    harness: Harness, empty_postgres: str
) -> None:
    line = RelayedConnection(empty_postgres)
    async with (
        line.laid() as url,
        process(harness, IN_A_HURRY, FOLLOWTHROUGH_DATABASE_URL=url) as bot,
    ):
        await bot.ready()
        line.cut()
        async with asyncio.timeout(HANG):
            await line.asked.wait()  # a tick has begun
        status, log = await bot.stops()
    assert status == 1
    assert "shutdown_timed_out" in log
