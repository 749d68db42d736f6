"""A person whose mailbox is watched."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Row, select

from adapters.mailbox.settings import MailboxSettings
from adapters.mailbox.watcher import MailboxWatcher
from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.mail.direct_reader import DirectMailReader
from bot.message import Answer, Message, plain
from bot.presenters.notices import WATCH
from storage.repositories.mailbox_queue import MailboxQueue
from storage.tables import mailboxes
from tests.adapters.mailbox.server import LOGIN, PASSWORD, MailServer
from tests.bot.world import BERLIN, World, read

KEY, OLDER = Fernet.generate_key().decode(), Fernet.generate_key().decode()


async def describe() -> str:
    return "Ada"


ADA = Actor(Address("chat", "", "ada"), BERLIN, introduce=describe)


class Watched(World):
    """A person, the server of their mailbox, and the processes that look at it."""

    server: MailServer

    def set_up(self, server: MailServer) -> None:
        self.server = server
        self.settings = MailboxSettings((KEY,), {"jobs.test": "localhost"}, server.at)
        self.dispatcher = Dispatcher(
            self.storage.units, self.time, COMMANDS, mailbox_setup=self.settings
        )
        self.watcher = self.another_watcher()

    def another_watcher(self) -> MailboxWatcher:
        queue = MailboxQueue(self.storage.database)
        reader = DirectMailReader()
        return MailboxWatcher(queue, self.storage.units, self.settings, reader, self.time)

    async def fills_in(self, password: str = PASSWORD, **more: str) -> Answer:
        typed = {"address": LOGIN, "password": password, **more}
        return await self.dispatcher.submit_form(WATCH, typed, ADA)

    async def is_watched(self, **more: str) -> Message:
        answer = await self.fills_in(**more)
        assert isinstance(answer.reply, Message)
        await self.watcher.tick()
        return read(answer.reply)

    async def sees(self) -> list[str]:
        """The titles of what comes within the next five minutes."""
        self.time.moment += timedelta(minutes=5)
        await self.watcher.tick()
        before = len(self.platform.shown)
        await self.worker.tick()
        return [plain(message.title) for _, message, _ in self.platform.shown[before:]]

    async def rows(self) -> list[Row[Any]]:
        async with self.storage.database.reading() as connection:
            return list((await connection.execute(select(mailboxes))).all())
