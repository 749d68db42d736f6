"""A person has a mailbox watched: on a real IMAP server, by as many processes as there are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from adapters.app.doctor import check_setup
from adapters.mailbox.safe_address import PrivateAddress, is_public, resolve
from adapters.mailbox.settings import MailboxSettings, read_mailbox
from adapters.mailbox.watcher import MailboxWatcher
from adapters.shared.cipher import MissingKey
from adapters.shared.environment import BadSetting
from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.mail.direct_reader import DirectMailReader
from bot.message import Answer, Form, Message, plain
from bot.presenters.notices import WATCH
from storage.repositories.mailbox_queue import MailboxQueue
from storage.storage import Storage
from storage.tables import mailboxes
from tests.adapters.mailbox.server import LOGIN, PASSWORD, MailServer, mail_server
from tests.bot.mails import NO, RECEIVED, SPAM
from tests.bot.world import BERLIN, Platform, Time, World, read

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

    async def rows(self) -> list[object]:
        async with self.storage.database.reading() as connection:
            return list((await connection.execute(select(mailboxes))).all())


@pytest.fixture
async def watched(storage: Storage, tmp_path: Path) -> AsyncIterator[Watched]:
    async with mail_server(tmp_path) as server:
        watched = Watched(storage, Platform(), Time())
        watched.set_up(server)
        yield watched


async def test_mails_about_applications_come_as_cards_from_now_on(watched: Watched) -> None:
    opened = await watched.dispatcher.run_line("/mailbox", ADA)
    assert isinstance(opened.reply, Form)
    assert opened.reply.action == WATCH
    await watched.server.receives(RECEIVED)
    said = await watched.is_watched()
    assert said.title == "Watching your mailbox"
    assert await watched.sees() == []
    for mail in (NO, SPAM):
        await watched.server.receives(mail)
    assert await watched.sees() == ["Rejection · Allen Institute (Engineer)"]
    assert await watched.sees() == []
    assert "\\Seen" not in await watched.server.flags()


async def test_two_processes_look_once(watched: Watched) -> None:
    await watched.is_watched()
    await watched.server.receives(NO)
    watched.time.moment += timedelta(minutes=5)
    looks = await asyncio.gather(watched.watcher.tick(), watched.another_watcher().tick())
    assert sum(looks) == 1
    await watched.worker.tick()
    assert len(watched.platform.shown) == 1


async def test_after_a_restart_it_goes_on_where_it_was(watched: Watched) -> None:
    await watched.is_watched()
    await watched.server.receives(NO)
    assert await watched.sees() == ["Rejection · Allen Institute (Engineer)"]
    watched.watcher = watched.another_watcher()
    assert await watched.sees() == []
    await watched.server.receives(RECEIVED)
    assert await watched.sees() == ["Confirmation · Acme (Baker)"]


async def test_a_folder_that_is_numbered_anew_is_read_from_then_on(watched: Watched) -> None:
    await watched.is_watched()
    await watched.server.receives(RECEIVED)
    async with watched.storage.database.writing() as connection:
        await connection.execute(update(mailboxes).values(validity=1))
    assert await watched.sees() == []
    await watched.server.receives(NO)
    assert await watched.sees() == ["Rejection · Allen Institute (Engineer)"]


async def test_a_password_is_kept_encrypted_and_shown_to_nobody(watched: Watched) -> None:
    said = await watched.is_watched()
    assert PASSWORD not in str(said) + str(await watched.rows())
    assert PASSWORD not in str(await watched.types("/mailbox"))
    wrong = await watched.fills_in(address="ada")
    assert isinstance(wrong.reply, Form)
    assert PASSWORD not in str(wrong.reply)
    line = await watched.types(f"/mailbox {LOGIN} {PASSWORD}")
    assert "revoke it" in line.text
    assert PASSWORD not in str(line)


async def test_a_changed_password_is_told_of_once_and_erased(watched: Watched) -> None:
    await watched.is_watched()
    await watched.server.changes_password("another")
    assert await watched.sees() == ["I can't read your mailbox"]
    assert await watched.sees() == []
    (row,) = await watched.rows()
    assert row.password is None  # type: ignore[attr-defined]
    await watched.is_watched(password="another")  # noqa: S106  # of a test
    await watched.server.receives(NO)
    assert await watched.sees() == ["Rejection · Allen Institute (Engineer)"]


async def test_an_erased_account_and_an_unknown_folder_are_told_of(watched: Watched) -> None:
    await watched.is_watched(folder="Nowhere")
    assert await watched.sees() == ["I can't read your mailbox"]
    await watched.is_watched()
    watched.server.closes_the_account()
    assert await watched.sees() == ["I can't read your mailbox"]


async def test_a_dropped_line_is_tried_again_and_told_of_once_if_it_lasts(
    watched: Watched,
) -> None:
    await watched.is_watched()
    await watched.server.receives(NO)
    at = watched.settings.server("localhost")
    gone = MailboxSettings((KEY,), {}, type(at)("localhost", 1, at.ca))
    working, watched.watcher._settings = watched.settings, gone
    assert await watched.sees() == []
    watched.watcher._settings = working
    watched.time.moment += timedelta(minutes=10)
    assert await watched.sees() == ["Rejection · Allen Institute (Engineer)"]
    watched.watcher._settings = gone
    told = [title for _ in range(30) for title in await watched.sees()]
    assert told == ["I can't read your mailbox"]


async def test_off_and_forget_me_erase_it_at_once(watched: Watched) -> None:
    await watched.is_watched()
    assert (await watched.types("/mailbox off")).title == "Mailbox off"
    assert await watched.rows() == []
    await watched.is_watched()
    asked = await watched.types("/forget-me")
    sure = await watched.presses_button(asked.buttons[0])
    await watched.presses_button(sure.buttons[0])
    assert await watched.rows() == []
    await watched.server.receives(NO)
    assert await watched.sees() == []


async def test_an_old_key_still_opens_it_and_the_newest_takes_over(watched: Watched) -> None:
    await watched.is_watched()
    host = watched.server.at
    watched.settings = MailboxSettings((OLDER, KEY), {"jobs.test": "localhost"}, host)
    watched.watcher = watched.another_watcher()
    await watched.sees()
    watched.settings = MailboxSettings((OLDER,), {"jobs.test": "localhost"}, host)
    watched.watcher = watched.another_watcher()
    await watched.server.receives(NO)
    assert await watched.sees() == ["Rejection · Allen Institute (Engineer)"]


async def test_the_doctor_says_when_keys_are_missing(watched: Watched, database_url: str) -> None:
    await watched.is_watched()
    for keys, passed, said in (
        ("", False, "1 cannot be read"),
        (OLDER, False, "No key opens 1 of 1."),
        (f"{OLDER},{KEY}", True, "The keys open all 1."),
    ):
        given = {"FOLLOWTHROUGH_DATABASE_URL": database_url, "FOLLOWTHROUGH_KEYS": keys}
        checks = {check.name: check async for check in check_setup(given)}
        assert checks["mailboxes"].passed is passed
        assert said in checks["mailboxes"].found


def test_a_password_is_bound_to_its_person() -> None:
    settings = MailboxSettings((KEY,))
    encrypted = settings.encrypt(PASSWORD, ADA.address)
    assert settings.decrypt(encrypted, ADA.address) == PASSWORD
    with pytest.raises(MissingKey):
        settings.decrypt(encrypted, Address("chat", "", "bob"))


async def test_providers_that_cannot_be_read_are_named(watched: Watched) -> None:
    for address, said in (
        ("ada@outlook.com", "September 2024"),
        ("ada@nowhere.example", "FOLLOWTHROUGH_MAIL_HOSTS"),
    ):
        answer = await watched.fills_in(address=address)
        assert isinstance(answer.reply, Form)
        assert said in str(answer.reply.errors["address"])


async def test_without_keys_the_answer_says_what_the_operator_sets(storage: Storage) -> None:
    said = await World(storage, Platform(), Time()).types("/mailbox")
    assert "FOLLOWTHROUGH_KEYS" in said.text


PRIVATE = (
    "127.0.0.1 10.0.0.8 192.168.1.1 169.254.169.254 0.0.0.0 224.0.0.1 ::1 fe80::1%eth0 fc00::1"
    " ::ffff:127.0.0.1 2002:7f00:1:: 64:ff9b::7f00:1 none"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_a_private_address_is_none_to_connect_to(address: str) -> None:
    assert not is_public(address)


def test_a_name_that_leads_home_is_refused() -> None:
    assert is_public("142.250.1.108")
    with pytest.raises(PrivateAddress):
        resolve("localhost", 993)


@pytest.mark.parametrize("hosts", ["example.org", "example.org=", "a@b.c=imap.b.c", "a=b:143"])
def test_a_server_is_named_by_domain(hosts: str) -> None:
    with pytest.raises(BadSetting, match="FOLLOWTHROUGH_MAIL_HOSTS"):
        read_mailbox({"FOLLOWTHROUGH_MAIL_HOSTS": hosts})
