"""Holding the connection: up, down, refused; and checking the setup."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

import pytest

from adapters.discord.app import App
from adapters.discord.checkup import check_setup
from adapters.discord.inbound.gateway import Gateway, GatewayLost
from adapters.discord.settings import APPLICATION_ID, TOKEN
from adapters.shared.environment import BadSetting
from bot.catalog import COMMANDS
from bot.dispatcher import Dispatcher
from storage.storage import open_storage
from tests.adapters.discord.harness import Bot, Harness
from tests.fakes.discord import faults
from tests.fakes.discord.client import Client
from tests.fakes.discord.directory import Event
from tests.fakes.discord.server import FakeDiscord
from tests.timeouts import HANG


async def test_it_is_up_while_it_is_connected_and_not_afterwards(
    harness: Harness, fake: FakeDiscord, ada: Client
) -> None:
    handled: list[str] = []
    async with open_storage(harness.database) as storage:
        dispatcher = Dispatcher(storage.units, harness.clock, COMMANDS)
        app = App(
            harness.settings,
            storage.units,
            harness.clock,
            dispatcher,
            handled=lambda kind, seconds: handled.append(kind),
        )
        gateway = Gateway(app, harness.settings)
        assert not await gateway.is_up()
        async with gateway.connected():
            await app.wait_until_ready()
            assert await gateway.is_up()
            await ada.types("applied", company="Acme")
        assert handled == ["command"]
        assert not await gateway.is_up()


async def test_a_token_that_is_refused_ends_the_watch_and_is_named(harness: Harness) -> None:
    settings = replace(harness.settings, token="wrong")  # noqa: S106  no secret
    async with open_storage(harness.database) as storage:
        app = App(
            settings,
            storage.units,
            harness.clock,
            Dispatcher(storage.units, harness.clock, COMMANDS),
        )
        gateway = Gateway(app, settings)
        async with gateway.connected():
            with pytest.raises(BadSetting, match=TOKEN):
                await gateway.watch()


async def test_it_connects_as_soon_as_discord_is_there(
    harness: Harness, fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.inbound.gateway.RETRY_PAUSES", (0.01,))
    fake.faults.script("GET /users/@me", faults.broken(503))
    async with open_storage(harness.database) as storage:
        app = App(
            harness.settings,
            storage.units,
            harness.clock,
            Dispatcher(storage.units, harness.clock, COMMANDS),
        )
        gateway = Gateway(app, harness.settings)
        async with gateway.connected():
            await fake.gateway.connected()
            await app.wait_until_ready()
            assert await gateway.is_up()


async def test_a_stop_does_not_wait_for_a_discord_that_is_away(harness: Harness) -> None:
    settings = replace(harness.settings, api_url="http://127.0.0.1:1/api/v10")
    async with open_storage(harness.database) as storage:
        app = App(
            settings,
            storage.units,
            harness.clock,
            Dispatcher(storage.units, harness.clock, COMMANDS),
        )
        gateway = Gateway(app, settings, patience=0.02, check_every=0.01)
        async with asyncio.timeout(HANG), gateway.connected():
            with pytest.raises(GatewayLost):
                await gateway.watch()


async def test_a_line_that_stays_dead_ends_the_watch(harness: Harness, fake: FakeDiscord) -> None:
    async with open_storage(harness.database) as storage:
        app = App(
            harness.settings,
            storage.units,
            harness.clock,
            Dispatcher(storage.units, harness.clock, COMMANDS),
        )
        gateway = Gateway(app, harness.settings, patience=0.02, check_every=0.01)
        async with gateway.connected():
            await app.wait_until_ready()
            for shard in app.shards.values():
                await shard.disconnect()
            with pytest.raises(GatewayLost):
                await gateway.watch()


async def test_a_good_setup_passes_every_check(harness: Harness) -> None:
    found = [one async for one in check_setup(harness.settings)]
    assert [one.name for one in found] == [TOKEN, "discord commands"]
    assert all(one.passed for one in found)


async def test_a_failed_check_says_what_to_fix(harness: Harness, fake: FakeDiscord) -> None:
    fake.commands.registered.pop()
    settings = replace(harness.settings, application_id=1)
    wrong = {one.name: one.fix async for one in check_setup(settings) if not one.passed}
    assert set(wrong) == {APPLICATION_ID, "discord commands"}
    assert "manifests --sync" in str(wrong["discord commands"])
    (refused,) = [
        one
        async for one in check_setup(replace(settings, token="wrong"))  # noqa: S106  no secret
    ]
    assert (refused.name, refused.passed) == (TOKEN, False)
    assert "Reset it" in str(refused.fix)
    assert "wrong" not in f"{refused.found} {refused.fix}"


async def test_the_checks_go_on_where_the_commands_cannot_be_read(
    harness: Harness, fake: FakeDiscord
) -> None:
    fake.faults.script("GET /applications/{application_id}/commands", faults.refuse(50001))
    found = {one.name: one.found async for one in check_setup(harness.settings) if not one.passed}
    assert list(found) == ["discord commands"]
    assert "50001" in found["discord commands"]


async def test_a_proxy_that_adds_a_charset_changes_nothing(
    harness: Harness, fake: FakeDiscord
) -> None:
    for route in ("GET /users/@me", "GET /applications/{application_id}/commands"):
        fake.faults.script(route, faults.through_a_proxy(), faults.through_a_proxy())
    found = [one async for one in check_setup(harness.settings)]
    assert all(one.passed for one in found), found
    assert not await harness.register()
    assert not fake.faults.left()


async def test_an_event_that_cannot_be_parsed_ends_nothing(
    bot: Bot, fake: FakeDiscord, ada: Client, logged: io.StringIO
) -> None:
    fake.directory.emit(Event("CHANNEL_CREATE", {"odd": "Acme"}))
    assert await ada.types("applied", company="Acme")
    (entry,) = [one for one in logged.getvalue().splitlines() if "not_parsed" in one]
    assert "channel_create_not_parsed" in entry
    assert "Acme" not in entry
