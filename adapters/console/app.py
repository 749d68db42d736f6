"""The console put together: lines in, things seen out."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from adapters.console import safe_text
from adapters.console.directives import Console, obey
from adapters.console.messenger import ConsoleMessenger
from adapters.console.ports import ConsoleStorage
from adapters.console.screen import Screen, address_of
from adapters.console.session import Session
from adapters.console.view_model import Seen
from adapters.console.virtual_clock import VirtualClock
from bot.command import Command
from bot.conversation.router import LONGEST_LINE
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from bot.message import Message, Refused, Tone
from bot.texts.date_formats import say_moment

_BROKE = "Something broke on my side and nothing was saved. Try again, or say it another way."


class App:
    """The bot at a console. Nothing that is typed ends it: every trouble is shown instead."""

    def __init__(
        self,
        storage: ConsoleStorage,
        commands: Sequence[Command],
        clock: VirtualClock,
        zone: str,
        show: Callable[[Seen], None],
    ) -> None:
        dispatcher = Dispatcher(storage.units, clock, commands)
        self.commands = dispatcher.commands
        self.clock = clock
        self._storage = storage
        self._zone = zone
        self._screen = Screen(dispatcher, storage, clock, zone, show)
        self._nudger = Worker(storage.outbox, ConsoleMessenger(self._screen), clock)
        self.session = Session(dispatcher, self._screen, clock, zone)
        self._console = Console(self.session, storage, self._nudger, clock)
        self._remembered: datetime | None = None
        # At a terminal time passes while somebody types: one thing after the other.
        self._turn = asyncio.Lock()

    async def begin(self) -> None:
        """Starts no earlier than the database has been, and says so if that is later."""
        latest = await self._storage.console_clock.latest()
        if latest is not None and latest > self.clock.now():
            self.clock.move(latest)
            until = say_moment(latest, await self.session.person(), self.clock.now())
            said = f"This database has already reached {until}, so time goes on from there."
            await self._screen.post(Message(said, tone=Tone.CAREFUL), f"@{self.session.who}")
        await self._remember()

    async def types(self, line: str) -> None:
        """Takes a line as typed."""
        await self.does(lambda: self._take(safe_text.typed(line)))

    async def presses(self, number: int) -> None:
        """Presses a button of the newest message by its number."""
        await self.does(lambda: self.session.press_number(number))

    async def answers(self, values: Mapping[str, str]) -> None:
        """Fills in the open form and sends it."""
        await self.does(lambda: self.session.answer(values))

    async def tick(self) -> None:
        """Tells what is due by now."""
        await self.does(self._catch_up)

    async def companies(self) -> tuple[str, ...]:
        """The companies of the one who is typing, for completion."""
        address = address_of(self.session.who)
        now = self.clock.now()
        async with self._storage.units.read_only(address, self._zone, now) as uow:
            return tuple(entry.company for entry in await uow.applications.summaries())

    async def does(self, deed: Callable[[], Awaitable[None]]) -> None:
        """Does something in its turn, between what is due before it and what is due after it."""
        async with self._turn:
            try:
                await self._catch_up()
                await deed()
                await self._catch_up()
                await self._remember()
            except Refused as refused:
                await self._screen.post(refused.message, f"@{self.session.who}")
            except Exception as error:  # the console outlives whatever broke
                print(f"{type(error).__name__}, typed by {self.session.who}", file=sys.stderr)
                self._screen.broke(_BROKE, f"@{self.session.who}")

    async def _take(self, line: str) -> None:
        if not line.strip():
            return
        if line.lstrip().startswith(".") and len(line) <= LONGEST_LINE:
            await obey(self._console, line)
        else:
            await self.session.say(line)

    async def _catch_up(self) -> None:
        ready = await self._storage.outbox.next_ready()
        if ready is not None and ready <= self.clock.now():
            await self._nudger.tick()

    async def _remember(self) -> None:
        now = self.clock.now()
        if now != self._remembered:
            await self._storage.console_clock.reached(now)
            self._remembered = now
