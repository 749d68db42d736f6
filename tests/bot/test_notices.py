"""Mails that came by themselves: each is shown once, when its reader may be disturbed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.mail.reading import MailContext, Reading
from bot.domain.people.person import Address
from bot.mail.read_mail import read_mails
from bot.mail_intake import queue_cards
from bot.message import plain
from bot.ports.messenger import NotSent, Unreachable
from storage.storage import Storage
from storage.tables import deliveries, notices, stored_actions
from tests.bot.mails import NO, RECEIVED, SPAM, MailUser, mailbox
from tests.bot.shown_parts import button
from tests.bot.world import BERLIN, Platform, Time


@pytest.fixture
async def reader(storage: Storage) -> MailUser:
    reader = MailUser(storage, Platform(), Time())
    await reader.types("/applied Bolt")
    return reader


async def arrives(reader: MailUser, *mails: str) -> int:
    readings: list[Reading] = []
    for mail in mails:
        readings += read_mails(mail.encode(), MailContext(reader.time.now()))
    return await queues(reader, readings)


async def queues(reader: MailUser, readings: list[Reading]) -> int:
    now, ada = reader.time.now(), Address("chat", "", "ada")
    async with reader.storage.units.begin(ada, BERLIN, now) as uow:
        return await queue_cards(uow, readings, now)


async def waiting(reader: MailUser) -> int:
    async with reader.storage.database.reading() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(notices)),
            await connection.scalar(
                select(func.count()).where(deliveries.c.notice_id.is_not(None))
            ),
        ]
    assert counts[0] == counts[1]
    return int(counts[0] or 0)


async def test_a_card_is_sent_once_and_one_press_logs_it(reader: MailUser) -> None:
    assert await arrives(reader, NO) == 1
    (card,) = await reader.ticks("2026-06-01T10:01")
    assert card.title == "Rejection · Allen Institute (Engineer)"
    assert await reader.ticks("2026-06-01T10:02") == []
    assert await waiting(reader) == 0
    assert "will not be moving forward" in str((await reader.presses("Log it", card)).facts)


async def test_what_is_about_no_application_leaves_no_trace(reader: MailUser) -> None:
    assert await arrives(reader, SPAM) == 0
    assert await reader.ticks("2026-06-01T10:01") == []
    async with reader.storage.database.reading() as connection:
        assert (await connection.execute(select(stored_actions))).all() == []


async def test_a_mail_that_was_answered_before_is_not_shown_again(reader: MailUser) -> None:
    (logged,) = await reader.drops(RECEIVED)
    await reader.presses("Log it", logged)
    (put_aside,) = await reader.drops(NO)
    await reader.presses("Not this", put_aside)
    assert await arrives(reader, RECEIVED, NO) == 0


async def test_a_card_that_was_answered_before_it_was_sent_is_dropped(reader: MailUser) -> None:
    await arrives(reader, NO)
    async with reader.storage.database.writing() as connection:
        await connection.execute(stored_actions.delete())
    assert await reader.ticks("2026-06-01T10:01") == []
    assert await waiting(reader) == 0


async def test_nobody_is_disturbed_at_night_nor_in_a_pause(reader: MailUser) -> None:
    reader.time.be("2026-06-01T23:00")
    await arrives(reader, NO)
    assert await reader.ticks("2026-06-01T23:01") == []
    assert await reader.ticks("2026-06-02T07:59") == []
    assert len(await reader.ticks("2026-06-02T08:01")) == 1
    await reader.types("/pause")
    await arrives(reader, RECEIVED)
    assert await reader.ticks("2026-06-02T10:00") == []
    await reader.types("/resume")
    titles = [str(one.title) for one in await reader.ticks("2026-06-02T11:05")]
    assert "Confirmation · Acme (Baker)" in titles


async def test_a_whole_mailbox_is_one_card(reader: MailUser) -> None:
    many = [NO.replace("29 May", f"{day} May").replace("Allen", f"Allen{day}") for day in range(9)]
    mails = mailbox(*many, SPAM, SPAM.replace("12 new", "13 new"))
    readings = list(read_mails(mails, MailContext(reader.time.now())))
    assert await queues(reader, readings) == 1
    (card,) = await reader.ticks("2026-06-01T10:01")
    assert "9 rejections, 2 not about applications" in plain(card.text)
    assert button("Log all", card)


async def test_what_cannot_be_sent_is_tried_again(reader: MailUser) -> None:
    await arrives(reader, NO)
    reader.platform.fault = lambda: NotSent("no network")
    assert await reader.ticks("2026-06-01T10:01") == []
    reader.platform.fault = None
    assert len(await reader.ticks("2026-06-01T10:10")) == 1


async def test_who_cannot_be_reached_is_tried_daily_for_a_month(reader: MailUser) -> None:
    await arrives(reader, NO)
    reader.platform.fault = lambda: Unreachable("you block direct messages")
    assert await reader.ticks("2026-06-01T10:01") == []
    assert await waiting(reader) == 1
    reader.platform.fault = None
    assert len(await reader.ticks("2026-06-02T10:02")) == 1
    await arrives(reader, RECEIVED)
    reader.platform.fault = lambda: Unreachable("you block direct messages")
    await reader.ticks("2026-06-02T10:03")
    reader.time.moment += timedelta(days=31)
    await reader.worker.tick()
    assert await waiting(reader) == 0


async def test_notices_are_forgotten_with_their_person(reader: MailUser) -> None:
    await arrives(reader, NO)
    asked = await reader.types("/forget-me")
    sure = await reader.presses("Yes, erase everything", asked)
    await reader.presses("Erase it all now", sure)
    assert await waiting(reader) == 0
    assert await reader.ticks("2026-06-01T10:01") == []


async def test_what_an_older_version_took_out_of_the_queue_is_queued_again(
    reader: MailUser,
) -> None:
    await arrives(reader, NO)
    async with reader.storage.database.writing() as connection:
        await connection.execute(deliveries.delete().where(deliveries.c.notice_id.is_not(None)))
    await reader.storage.outbox.recover()
    assert len(await reader.ticks("2026-06-01T10:01")) == 1
