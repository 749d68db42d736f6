"""The console application: takes lines and shows views."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from adapters.console import safe_text
from adapters.console.directives import SAY, DirectiveContext, run_directive
from adapters.console.file_opener import open_file
from adapters.console.file_saver import DEFAULT_FOLDER, FileSaver
from adapters.console.messenger import ConsoleMessenger
from adapters.console.ports import ConsoleStorage
from adapters.console.screen import Screen, address_of
from adapters.console.session import Session
from adapters.console.toolbar import read_status
from adapters.console.view_model import View
from adapters.console.virtual_clock import VirtualClock
from adapters.shared.error_messages import BROKE
from adapters.shared.picture_renderer import PictureRenderer
from bot.command import Command
from bot.conversation.router import LONGEST_LINE
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from bot.message import Message, Refused, Tone
from bot.ports.import_reader import ImportReader
from bot.ports.mail_reader import MailReader
from bot.ports.typesetter import Typesetter
from bot.texts.date_formats import say_moment_within


class App:
    """The bot at a console. No input ends it: errors are shown instead."""

    def __init__(
        self,
        storage: ConsoleStorage,
        commands: Sequence[Command],
        clock: VirtualClock,
        zone: str,
        show: Callable[[View], None],
        files: Path | None = None,
        mail_reader: MailReader | None = None,
        import_reader: ImportReader | None = None,
        typesetter: Typesetter | None = None,
        renderer: PictureRenderer | None = None,
    ) -> None:
        dispatcher = Dispatcher(
            storage.units,
            clock,
            commands,
            mail_reader=mail_reader,
            import_reader=import_reader,
            open_file=open_file,
            typesetter=typesetter,
        )
        self.commands = dispatcher.commands
        self.clock = clock
        self._storage = storage
        self._zone = zone
        saver = FileSaver(files or Path(DEFAULT_FOLDER))
        self._screen = Screen(dispatcher, storage, clock, zone, show, saver, renderer)
        self._worker = Worker(storage.outbox, ConsoleMessenger(self._screen), clock)
        self.session = Session(dispatcher, self._screen, clock, zone)
        self._context = DirectiveContext(self.session, storage, self._worker, clock)
        self._saved: datetime | None = None
        # At a terminal nudges come due while a line runs; the lock keeps them apart.
        self._lock = asyncio.Lock()

    async def begin(self) -> None:
        """Moves the clock on to the latest time in the database, and says so if it moved.

        What an older version planned is then planned by today's rules.
        """
        latest = await self._storage.console_clock.latest()
        if latest is not None and latest > self.clock.now():
            self.clock.move(latest)
            until = say_moment_within(latest, await self.session.find_person(), self.clock.now())
            sentence = f"This database has already reached {until}, so time continues from there."
            await self._screen.post(Message(sentence, tone=Tone.CAREFUL), f"@{self.session.who}")
        while await self._storage.outbox.replan_outdated(self.clock.now()):
            pass
        await self._save_clock()

    async def take_line(self, line: str) -> None:
        """Runs a line as typed."""
        await self.run_in_turn(lambda: self._run_line(safe_text.clean_line(line)))

    async def press_button(self, number: int) -> None:
        """Presses a button of the newest message by its number."""
        await self.run_in_turn(lambda: self.session.press_number(number))

    async def submit_form(self, values: Mapping[str, str]) -> None:
        """Sets fields of the open form and submits it."""
        await self.run_in_turn(lambda: self.session.answer(values))

    async def tick(self) -> None:
        """Delivers everything that is due."""
        await self.run_in_turn(self._catch_up)

    async def list_companies(self) -> tuple[str, ...]:
        """Returns the companies of the current person, for completion."""
        address = address_of(self.session.who)
        now = self.clock.now()
        async with self._storage.units.read_only(address, self._zone, now) as uow:
            return tuple(entry.company for entry in await uow.applications.summaries())

    async def read_status(self) -> str:
        """Says what is due for the current person, and what comes next."""
        person = await self.session.find_person()
        now = self.clock.now()
        async with self._storage.units.read_only(person.address, self._zone, now) as uow:
            return await read_status(uow, person, now)

    async def run_in_turn(self, action: Callable[[], Awaitable[None]]) -> None:
        """Runs an action alone, and delivers what is due before and after it."""
        async with self._lock:
            try:
                await self._catch_up()
                await action()
                await self._catch_up()
                await self._save_clock()
            except Refused as refused:
                await self._screen.post(refused.message, f"@{self.session.who}")
            except Exception as error:  # no error ends the console
                print(f"{type(error).__name__}, typed by {self.session.who}", file=sys.stderr)
                self._screen.show_error(BROKE, f"@{self.session.who}")

    async def _run_line(self, line: str) -> None:
        if not line.strip():
            return
        typed = line.lstrip()
        # A message in JSON is longer than it says; how long it may be is for its answer to say.
        directs = typed.startswith(".") and len(line) <= LONGEST_LINE
        if directs or typed.startswith(f"{SAY} "):
            await run_directive(self._context, line)
        else:
            await self.session.say(line)

    async def _catch_up(self) -> None:
        ready = await self._storage.outbox.next_ready()
        if ready is not None and ready <= self.clock.now():
            await self._worker.tick()

    async def _save_clock(self) -> None:
        now = self.clock.now()
        if now != self._saved:
            await self._storage.console_clock.reached(now)
            self._saved = now
