"""The calendar that a person subscribes to, read over HTTP as calendars read it."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import vobject
from aiohttp import ClientSession
from icalevents import icalevents

from adapters.app.calendar_feed import calendar_route
from adapters.app.metrics import Metrics
from adapters.app.web import application, serving
from bot.catalog import COMMANDS
from bot.dispatcher import Dispatcher
from bot.message import plain
from storage.repositories.calendars import CalendarFeeds
from storage.storage import open_storage
from tests.bot.work_search.test_record import button
from tests.bot.world import Platform, Time, World

MONTH = (datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))


class Subscriber(World):
    """A person with a calendar that reads the feed."""

    async def subscribes(self, line: str = "calendar") -> str:
        """The address that the bot gives."""
        said = plain((await self.types(line)).text)
        (address,) = re.findall(r"http://\S+\.ics", said)
        return str(address)

    async def status(self, url: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        async with (
            ClientSession() as world,
            world.request(method, url, headers=headers) as answer,
        ):
            self.headers = answer.headers
            return answer.status, await answer.text()


@pytest.fixture
async def ada() -> AsyncIterator[Subscriber]:
    async with open_storage("sqlite+aiosqlite://") as storage:
        person = Subscriber(storage, Platform(), Time())
        route = calendar_route(CalendarFeeds(storage.database), storage.units, person.time)

        async def ready() -> dict[str, str | None]:
            return {}

        async with serving(application(Metrics(), ready, [route]), "127.0.0.1", 0, 1.0) as port:
            person.dispatcher = Dispatcher(
                storage.units, person.time, COMMANDS, public_url=f"http://127.0.0.1:{port}"
            )
            await person.types("applied Acme as Baker")
            yield person


async def test_a_calendar_library_reads_interviews_and_follow_ups(ada: Subscriber) -> None:
    await ada.types("applied Beta")
    await ada.types("interview Acme at 4 June 14:00 with Dana Weiss")
    url = await ada.subscribes()
    found = await asyncio.to_thread(icalevents.events, url, start=MONTH[0], end=MONTH[1])
    by_title = {one.summary: one for one in found}
    round = by_title["Interview: Acme (Baker)"]
    assert round.start == datetime(2026, 6, 4, 12, tzinfo=UTC)
    assert not round.all_day
    (follow_up,) = (one for one in found if "Beta" in (one.summary or ""))
    assert follow_up.all_day
    assert follow_up.transparent


async def test_a_strict_reader_finds_nothing_wrong(ada: Subscriber) -> None:
    await ada.types("interview Acme at 4 June 14:00")
    status, text = await ada.status(await ada.subscribes())
    assert status == 200
    calendar = vobject.readOne(text)
    assert calendar.validate(raiseException=True)
    assert "VTIMEZONE" not in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in text
    assert "X-PUBLISHED-TTL:PT1H" in text
    assert ada.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert ada.headers["Cache-Control"].startswith("private")
    assert "noindex" in ada.headers["X-Robots-Tag"]


async def test_what_did_not_change_is_not_sent_again(ada: Subscriber) -> None:
    url = await ada.subscribes()
    await ada.status(url)
    tag = ada.headers["ETag"]
    ada.time.be("2026-06-02T09:00")
    assert (await ada.status(url, **{"If-None-Match": tag}))[0] == 304
    assert await ada.status(url, "HEAD") == (200, "")
    await ada.types("interview Acme at 4 June 14:00")
    assert (await ada.status(url, **{"If-None-Match": tag}))[0] == 200
    assert ada.headers["ETag"] != tag


async def test_a_moved_interview_keeps_its_id_and_a_cancelled_one_stays_for_a_month(
    ada: Subscriber,
) -> None:
    booked = await ada.types("interview Acme at 4 June 14:00")
    url = await ada.subscribes()
    first = vobject.readOne((await ada.status(url))[1]).vevent
    again = await ada.types("interview Acme at 5 June 10:00")
    moved = await ada.presses_button(button(again, "Moved"))
    second = vobject.readOne((await ada.status(url))[1]).vevent
    assert second.uid.value == first.uid.value
    assert int(second.sequence.value) > int(first.sequence.value)
    await ada.presses_button(button(moved, "Cancelled"))
    assert "STATUS:CANCELLED" in (await ada.status(url))[1]
    ada.time.be("2026-07-10T09:00")
    assert "STATUS:CANCELLED" not in (await ada.status(url))[1]
    assert booked.file is not None


async def test_busy_names_nobody(ada: Subscriber) -> None:
    await ada.types("interview Acme at 4 June 14:00 with Dana Weiss")
    await ada.types("applied Beta")
    url = await ada.subscribes()
    await ada.types("calendar busy")
    text = (await ada.status(url))[1]
    assert "SUMMARY:Busy" in text
    assert not [name for name in ("Acme", "Beta", "Dana") if name in text]
    await ada.types("calendar full")
    assert "Acme" in (await ada.status(url))[1]


async def test_a_new_address_ends_the_old_one(ada: Subscriber) -> None:
    old = await ada.subscribes()
    assert "can't show again" in plain((await ada.types("calendar")).text)
    new = await ada.subscribes("calendar renew")
    assert (await ada.status(old))[0] == 404
    assert (await ada.status(new))[0] == 200
    await ada.types("calendar off")
    assert (await ada.status(new))[0] == 404


async def test_forgetting_a_person_ends_their_address_at_once(ada: Subscriber) -> None:
    url = await ada.subscribes()
    asked = await ada.presses_button((await ada.types("forget-me")).buttons[0])
    gone = await ada.presses_button(asked.buttons[0])
    assert "1 calendar address" in plain(gone.text)
    assert (await ada.status(url))[0] == 404


@pytest.mark.parametrize("secret", ["x", "x" * 22, "..%2F..%2Fetc", "a" * 5_000, "%00" * 22])
async def test_no_other_address_opens_anything(ada: Subscriber, secret: str) -> None:
    url = await ada.subscribes()
    status, text = await ada.status(f"{url.rpartition('/')[0]}/{secret}.ics")
    assert status in (400, 404)
    assert "Acme" not in text


async def test_the_secret_is_in_no_log_and_not_in_the_database(
    ada: Subscriber, logged: io.StringIO
) -> None:
    url = await ada.subscribes()
    secret = url.rpartition("/")[2].removesuffix(".ics")
    assert len(secret) == 22  # 128 bits in base64
    await ada.status(url)
    await ada.status(f"{url}?x=1", "POST")
    assert secret not in logged.getvalue()
    async with ada.storage.database.reading() as connection:
        rows = await connection.exec_driver_sql("SELECT secret_hash FROM calendars")
        assert secret not in str(rows.all())


async def test_without_an_address_on_the_web_it_is_a_file(ada: Subscriber) -> None:
    ada.dispatcher = Dispatcher(ada.storage.units, ada.time, COMMANDS)
    said = await ada.types("calendar")
    assert "FOLLOWTHROUGH_PUBLIC_URL" in plain(said.text)
    assert said.file is not None
    assert b"BEGIN:VEVENT" in said.file.content


async def test_each_booking_brings_its_own_file(ada: Subscriber) -> None:
    booked = await ada.types("interview Acme at 4 June 14:00")
    assert booked.file is not None
    assert booked.file.name == "interview-2026-06-04.ics"
    calendar = vobject.readOne(booked.file.content.decode())
    assert calendar.vevent.summary.value == "Interview: Acme (Baker)"
