"""The console's clock: who is reminded on the way, what others are left, what cannot stop it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.app import App
from adapters.console.clock_commands import parse_destination
from adapters.console.screen import address_of
from adapters.console.view_model import View, ViewKind
from adapters.console.virtual_clock import VirtualClock
from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address, Person, Preferences
from storage.outbox.outbox import Outbox
from storage.storage import Storage, open_storage

START = datetime(2026, 6, 1, 8, tzinfo=UTC)
ZONE = "Europe/Berlin"


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite+aiosqlite://") as storage:
        yield storage


async def test_people_of_another_platform_are_left_to_the_program_that_reaches_them(
    storage: Storage,
) -> None:
    clock, seen = VirtualClock(START), list[View]()
    elsewhere = Actor(Address("slack", "T1", "U1"), ZONE)
    await Dispatcher(storage.units, clock, COMMANDS).run_line("applied Acme", elsewhere)
    app = App(storage, COMMANDS, clock, ZONE, seen.append)
    await app.take_line("/applied Zebra")
    await app.take_line(".wait 8d")
    assert [(one.kind, one.to) for one in seen] == [
        (ViewKind.ANSWER, "@ada"),
        (ViewKind.NUDGE, "@ada"),
    ]
    left = await storage.outbox.next_ready()
    assert left is not None
    assert clock.now() < left <= clock.now() + timedelta(days=1)


class HeldUp(Outbox):
    """An outbox that always says something is ready and never hands it out."""

    async def next_ready(self) -> datetime | None:
        """The same moment, whenever asked."""
        return START


async def test_what_never_gets_done_does_not_hold_time_up(storage: Storage) -> None:
    clock, seen = VirtualClock(START), list[View]()
    app = App(replace(storage, outbox=HeldUp(storage.database)), COMMANDS, clock, ZONE, seen.append)
    await app.take_line(".wait 8d")
    assert clock.now() == START + timedelta(days=8)
    assert seen == []


async def test_a_wait_on_a_running_clock_sends_at_the_very_second(storage: Storage) -> None:
    clock, seen = VirtualClock(START, running=True), list[View]()
    app = App(storage, COMMANDS, clock, ZONE, seen.append)
    await app.take_line("/applied Acme")
    await app.take_line(".wait 8d")
    assert seen[-1].at.isoformat() == "2026-06-08T09:00:00+02:00"
    assert clock.running


async def test_the_clock_never_goes_back(storage: Storage) -> None:
    clock = VirtualClock(START)
    clock.move(START - timedelta(days=1))
    assert clock.now() == START


@given(
    st.timedeltas(timedelta(days=-9000), timedelta(days=9000)),
    st.integers(0, 500),
    st.sampled_from([ZONE, "America/New_York", "Australia/Lord_Howe", "UTC"]),
)
def test_days_keep_the_time_on_the_wall_or_land_behind_a_gap(
    away: timedelta, days: int, zone: str
) -> None:
    person, now = Person(1, address_of("ada"), Preferences(zone=zone)), START + away
    there = person.wall(parse_destination(f"{days}d", person, now))
    wanted = person.wall(now) + timedelta(days=days)
    assert timedelta() <= there - wanted <= timedelta(hours=1)


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_hours_and_minutes_elapse(hours: int, minutes: int) -> None:
    person = Person(1, address_of("ada"), Preferences(zone=ZONE))
    elapsed = timedelta(hours=hours, minutes=minutes)
    assert parse_destination(f"{hours}h{minutes}m", person, START) == START + elapsed
    assert parse_destination(f"{hours} hours {minutes} min", person, START) == START + elapsed
