"""`/nudges` and the dashboard show the same, the most urgent first."""

from __future__ import annotations

from adapters.slack.home.dashboard import dashboard_sections
from bot.conversation.actor import Actor
from bot.domain.people.person import Address
from bot.message import Message, plain
from bot.ports.messenger import Unreachable
from bot.queries.dashboard import read_dashboard
from bot.texts import labels
from tests.bot.world import BERLIN, World

ADA = Address("chat", "", "ada")


async def listed(world: World) -> list[str]:
    """The titles of what waits, as `/nudges` lists it."""
    message = await world.types("/nudges")
    waiting = int(plain(message.text).split(" waiting")[0])
    return [plain(item.title) for item in message.items[:waiting]]


async def at_home(world: World) -> list[str]:
    """The same as the dashboard shows it."""
    async with world.storage.units.read_only(ADA, BERLIN, world.time.now()) as uow:
        today, *_ = dashboard_sections(await read_dashboard(uow, world.time.now()))
    return [plain(item.title) for item in today.items if item.buttons]


async def snoozes(world: World, sent: Message) -> None:
    (item,) = sent.items
    (snooze,) = [button for button in item.buttons if button.label == labels.SNOOZE]
    action = snooze.action.with_args(until="tomorrow")
    await world.dispatcher.run_action(action, Actor(ADA, BERLIN))


async def test_a_snooze_that_was_undone_brings_back_what_was_put_off(world: World) -> None:
    await world.types("/applied Acme")
    for day in ("2026-06-08", "2026-06-09"):
        (sent,) = await world.ticks(f"{day}T09:00")
        await snoozes(world, sent)
        assert await listed(world) == await at_home(world) == []
    await world.ticks("2026-06-10T09:00")
    await world.types("/undo")
    assert await listed(world) == await at_home(world) == ["Follow up with Acme"]


async def test_whether_to_close_replaces_the_follow_up_before_it(world: World) -> None:
    await world.types("/applied Acme")
    for day in (8, 10, 17):
        await world.ticks(f"2026-06-{day:02}T09:00")
    assert await listed(world) == await at_home(world) == ["Close the loop with Acme"]


async def test_the_most_urgent_waits_first(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/applied Bolt")
    await world.types("/applied Core")
    await world.types("/interview Core at 2026-06-08 08:00 for 30m")
    await world.ticks("2026-06-08T09:00")
    shown = await listed(world)
    assert shown == await at_home(world)
    assert shown == ["Thank-you to Core", "Follow up with Acme", "Follow up with Bolt"]


async def test_what_could_not_be_delivered_says_why_in_both(world: World) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: Unreachable("Your DMs are closed.")
    await world.ticks("2026-06-08T09:00")
    assert "DMs are closed" in plain((await world.types("/nudges")).items[0].text)
    async with world.storage.units.read_only(ADA, BERLIN, world.time.now()) as uow:
        today, *_ = dashboard_sections(await read_dashboard(uow, world.time.now()))
    assert "DMs are closed" in plain(today.items[0].text)
