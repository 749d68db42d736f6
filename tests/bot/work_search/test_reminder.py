"""The reminder that a period closes below its minimum: once, in time, off with one press."""

from __future__ import annotations

from bot.message import Message, plain
from bot.ports.messenger import RetryLater
from tests.bot.test_nudge_overview import at_home
from tests.bot.work_search.test_record import button
from tests.bot.world import World


def said(sent: list[Message]) -> list[str]:
    return [plain(one.text) for one in sent if one.nudges == ("work_search",)]


async def test_it_comes_at_the_nudge_hour_of_the_last_business_day(world: World) -> None:
    await world.types("settings office WI")  # Sunday to Saturday
    await world.types("applied Acme on 1 June")
    assert said(await world.ticks("2026-06-05T08:59")) == []
    assert said(await world.ticks("2026-06-05T09:00")) == [
        "1 of 4 so far. The week closes tomorrow."
    ]
    assert said(await world.ticks("2026-06-06T18:00")) == []
    assert said(await world.ticks("2026-06-12T09:00")) == [
        "0 of 4 so far. The week closes tomorrow."
    ]


async def test_who_reached_the_minimum_is_not_reminded_and_is_the_week_after(
    world: World,
) -> None:
    await world.types("settings office 2 a week, Monday to Sunday")
    await world.types("applied Acme on 1 June")
    await world.types("activity Job fair")
    assert said(await world.ticks("2026-06-05T09:00")) == []
    assert len(said(await world.ticks("2026-06-12T09:00"))) == 1


async def test_one_press_turns_it_off_and_choosing_an_office_on_again(world: World) -> None:
    await world.types("settings office NY")
    (sent,) = await world.ticks("2026-06-05T09:00")
    off = await world.presses_button(button(sent, "Turn these reminders off"))
    assert "off" in plain(off.title)
    assert said(await world.ticks("2026-06-12T09:00")) == []
    await world.types("settings office NY")
    assert len(said(await world.ticks("2026-06-19T09:00"))) == 1


async def test_what_is_missing_shows_in_nudges_and_at_home_until_it_is_reached(
    world: World,
) -> None:
    await world.types("settings office 2 a week, Monday to Sunday")
    await world.types("activity Job fair")
    coming = await world.types("nudges")
    assert plain(coming.text).startswith("0 waiting for you · 1 coming")
    assert "1 of 2 so far. The week closes on Sunday." in plain(coming.items[0].text)
    assert await at_home(world) == ["Your work search"]
    await world.ticks("2026-06-05T09:00")
    waiting = await world.types("nudges")
    assert plain(waiting.text).startswith("1 waiting for you · 0 coming")
    assert waiting.items[0].nudge == "work_search"
    await world.types("activity Workshop")
    assert (await world.types("nudges")).items == ()
    assert await at_home(world) == []


async def test_one_press_in_nudges_turns_it_off_and_it_is_gone_from_both(world: World) -> None:
    await world.types("settings office NY")
    off = await world.presses_button(
        button(await world.types("nudges"), "Turn these reminders off")
    )
    assert button(off, "Undo")
    assert (await world.types("nudges")).items == ()
    assert await at_home(world) == []


async def test_without_an_office_nothing_comes(world: World) -> None:
    await world.types("settings office NY")
    await world.types("settings office none")
    assert said(await world.ticks("2026-06-05T09:00")) == []


async def test_a_holiday_moves_it_to_the_business_day_before(world: World) -> None:
    world.time.be("2026-06-29T10:00")
    await world.types("settings country US office NY")
    assert len(said(await world.ticks("2026-07-02T09:00"))) == 1  # 3 July is observed


async def test_a_pause_holds_it_and_it_is_gone_with_its_period(world: World) -> None:
    await world.types("settings office NY")
    await world.types("pause until 6 June")
    assert said(await world.ticks("2026-06-05T09:00")) == []
    assert len(said(await world.ticks("2026-06-06T09:00"))) == 1
    await world.types("pause")
    assert said(await world.ticks("2026-06-12T09:00")) == []
    world.time.be("2026-06-13T10:00")
    await world.types("resume")
    assert len(said(await world.ticks("2026-06-13T10:00"))) == 1
    await world.types("pause until 23 June")
    assert said(await world.ticks("2026-06-23T09:00")) == []
    assert len(said(await world.ticks("2026-06-26T09:00"))) == 1


async def test_what_the_platform_puts_off_comes_later_once(world: World) -> None:
    await world.types("settings office NY")
    world.platform.fault = lambda: RetryLater(90)
    assert said(await world.ticks("2026-06-05T09:00")) == []
    await world.types("applied Acme")  # plans and queues again meanwhile
    world.platform.fault = None
    assert len(said(await world.ticks("2026-06-05T09:01:30"))) == 1
    assert said(await world.ticks("2026-06-05T20:00")) == []


async def test_one_that_may_have_been_sent_is_looked_for_though_other_nudges_changed_meanwhile(
    world: World,
) -> None:
    await world.types("settings office NY")
    await world.types("applied Acme on 29 May")
    world.platform.fault = lambda: ValueError("the answer was lost")
    assert await world.ticks("2026-06-05T09:00") == []
    await world.types("heard back from Acme")
    world.platform.fault = None
    world.platform.maybe_sent.clear()
    assert len(said(await world.ticks("2026-06-05T09:02"))) == 1
    assert world.platform.maybe_sent == [True]


async def test_a_changed_office_plans_it_by_the_new_period(world: World) -> None:
    await world.types("settings office WI")
    await world.types("settings office 8 a month")
    assert said(await world.ticks("2026-06-05T09:00")) == []
    assert said(await world.ticks("2026-06-30T09:00")) == ["0 of 8 so far. The month closes today."]
