"""The next step of an application: the same in `/pipeline`, `/job`, `/nudges` and at Home."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from adapters.slack.home.dashboard import dashboard_sections
from bot.conversation.actor import Actor
from bot.domain.people.person import Address
from bot.message import Invocation, Item, Message, plain
from bot.queries.dashboard import read_dashboard
from bot.texts import labels
from tests.bot.world import BERLIN, World

ADA = Address("chat", "", "ada")
LINES = (
    "/heard-back Acme",
    "/heard-back Acme by {day}",
    "/invited Acme",
    "/interview Acme at {day} 14:00 for 1h",
    "/followed-up Acme by phone",
    "/offered Acme",
    "/offered Acme answer by {day}",
    "/rejected Acme",
    "/ghosted Acme",
    "/undo",
)


async def presses(world: World, action: Invocation) -> Message:
    """Presses a button."""
    answer = await world.dispatcher.run_action(action, Actor(ADA, BERLIN))
    assert isinstance(answer.reply, Message)
    return answer.reply


async def in_the_pipeline(world: World) -> str:
    """The next step of the only application as `/pipeline` says it."""
    (line,) = (await world.types("/pipeline")).items
    _, _, step = plain(line.text).partition(" · ")
    return step.removeprefix("next ")


async def on_its_card(world: World) -> str:
    """The same as `/job` says it."""
    facts = (await world.types("/job Acme")).facts
    return next((plain(one.value) for one in facts if one.label == "Next"), "")


async def in_the_list(world: World) -> tuple[int, tuple[Item, ...]]:
    """Returns how many nudges wait by `/nudges`, and all that it lists."""
    listed = await world.types("/nudges")
    words = plain(listed.text).split(" waiting")
    return (int(words[0]) if len(words) > 1 else 0), listed.items


async def at_home(world: World) -> tuple[Item, ...]:
    """Returns what the first section of Home lists with buttons."""
    async with world.storage.units.read_only(ADA, BERLIN, world.time.now()) as uow:
        today, *_ = dashboard_sections(await read_dashboard(uow, world.time.now()))
    return tuple(one for one in today.items if one.buttons)


async def agree(world: World) -> str:
    """Asks all four; returns the next step that they agree on."""
    step = await in_the_pipeline(world)
    assert step == await on_its_card(world)
    waiting, listed = await in_the_list(world)
    home = await at_home(world)
    assert len(home) == waiting
    if step.startswith("waiting for you"):
        assert waiting, "the question, or what was delivered and asks it"
    elif step.startswith("due now"):
        assert listed
    elif step:
        when, _, purpose = step.rpartition(": ")
        coming = [plain(one.title) for one in listed if when in plain(one.text)]
        assert f"Acme: {purpose}" in coming
    return step


@pytest.mark.parametrize("seed", range(8))
async def test_all_four_say_the_same_at_every_moment_of_a_random_hunt(
    world: World, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # a test's own dice
    await world.types(chance.choice(("/applied Acme", "/plan Acme by 2026-06-05", "/plan Acme")))
    for _ in range(8):
        await agree(world)
        world.time.moment += chance.choice((0, 1, 3, 8)) * timedelta(days=1, hours=1)
        await world.worker.tick()
        await agree(world)
        day = world.time.now().date() + chance.choice((0, 2, 6)) * timedelta(days=1)
        await world.types(chance.choice(LINES).format(day=day))
        is_open = "Acme" in plain((await world.types("/pipeline")).items[0].title)
        stage = plain((await world.types("/pipeline")).items[0].text).split(" · ")[0]
        step = await agree(world)
        assert is_open
        assert step or stage in ("rejected", "ghosted")


async def test_what_was_delivered_is_due_until_it_is_acted_on(world: World) -> None:
    await world.types("/applied Acme")
    await world.ticks("2026-06-08T09:00")
    world.time.be("2026-06-08T10:00")
    assert await agree(world) == "due now: follow up"
    await world.ticks("2026-06-10T09:00")
    assert await agree(world) == "due now: follow up"
    world.time.be("2026-06-11T09:00")
    assert await agree(world) == "Wed 17 Jun 09:00: still waiting, or close it?"


async def test_a_plan_past_its_date_waits_with_its_question(world: World) -> None:
    await world.types("/plan Acme by 2026-06-03")
    for day in ("2026-06-02", "2026-06-03", "2026-06-04"):
        await world.ticks(f"{day}T09:00")
    assert await agree(world) == "waiting for you: have you sent the application?"
    (asked,) = await at_home(world)
    assert [one.label for one in asked.buttons] == [
        labels.I_APPLIED,
        labels.ANOTHER_DATE,
        labels.DROP_IT,
    ]
    card = await world.types("/job Acme")
    assert [one.label for one in card.buttons[:3]] == [one.label for one in asked.buttons]
    await presses(world, asked.buttons[1].action.with_args(by=world.time.now().date()))
    assert "waiting" in await agree(world), "today's nudge hour is over"
    drop = asked.buttons[2].action
    await presses(world, drop)
    assert await agree(world) == ""


async def test_an_offer_past_its_date_waits_with_its_question(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/offered Acme answer by 2026-06-03")
    for day in ("2026-06-02", "2026-06-03", "2026-06-04"):
        await world.ticks(f"{day}T09:00")
    assert await agree(world) == "waiting for you: have you answered the offer?"


async def test_what_is_too_old_waits_to_be_taken_up_again(world: World) -> None:
    await world.types("/applied Acme on 2026-03-02")
    assert await agree(world) == "waiting for you: try again?"
    (asked,) = await at_home(world)
    await presses(world, asked.buttons[0].action)
    assert await agree(world) == "Mon 8 Jun 09:00: follow up"


async def test_skipping_the_last_question_leaves_it_open_and_asks_no_more(world: World) -> None:
    await world.types("/applied Acme")
    for day in ("08", "10", "17"):
        await world.ticks(f"2026-06-{day}T09:00")
    (asked,) = await at_home(world)
    (skip,) = [one for one in asked.buttons if one.label == labels.SKIP]
    await presses(world, skip.action)
    assert await agree(world) == "waiting for you: is it still open?"
    for week in range(4):
        assert await world.ticks(f"2026-07-{1 + 7 * week:02}T09:00") == []
    assert await agree(world) == "waiting for you: is it still open?"
