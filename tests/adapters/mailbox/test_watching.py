"""A person has a mailbox watched: on a real IMAP server, by as many processes as there are."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import update

from adapters.mailbox.settings import MailboxSettings
from bot.message import Form
from bot.presenters.notices import WATCH
from storage.tables import mailboxes
from tests.adapters.mailbox.watched import ADA, KEY, Watched
from tests.bot.mails import NO, RECEIVED, SPAM


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


async def test_two_processes_poll_once(watched: Watched) -> None:
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


async def test_a_folder_with_new_numbers_is_read_from_then_on(watched: Watched) -> None:
    await watched.is_watched()
    await watched.server.receives(RECEIVED)
    async with watched.storage.database.writing() as connection:
        await connection.execute(update(mailboxes).values(validity=1))
    assert await watched.sees() == []
    await watched.server.receives(NO)
    assert await watched.sees() == ["Rejection · Allen Institute (Engineer)"]


async def test_a_changed_password_is_reported_once_and_erased(watched: Watched) -> None:
    await watched.is_watched()
    await watched.server.changes_password("another")
    assert await watched.sees() == ["I can't read your mailbox"]
    assert await watched.sees() == []
    (row,) = await watched.rows()
    assert row.password is None
    await watched.is_watched(password="another")  # noqa: S106  # of a test
    await watched.server.receives(NO)
    assert await watched.sees() == ["Rejection · Allen Institute (Engineer)"]


async def test_an_erased_account_and_an_unknown_folder_are_reported(watched: Watched) -> None:
    await watched.is_watched(folder="Nowhere")
    assert await watched.sees() == ["I can't read your mailbox"]
    await watched.is_watched()
    watched.server.closes_the_account()
    assert await watched.sees() == ["I can't read your mailbox"]


async def test_a_dropped_connection_is_tried_again_and_reported_once_if_it_lasts(
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
    titles = [title for _ in range(30) for title in await watched.sees()]
    assert titles == ["I can't read your mailbox"]


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
