"""Questions about what was typed: one tap does it, and nothing is saved before."""

from __future__ import annotations

import pytest

from bot.conversation.actor import Actor, Conversation
from bot.domain.people.person import Address
from bot.message import Button, Message, plain
from tests.bot.world import BERLIN, World


async def press(world: World, button: Button) -> Message:
    actor = Actor(Address("chat", "", "ada"), BERLIN, Conversation())
    reply = (await world.dispatcher.run_action(button.action, actor)).reply
    assert isinstance(reply, Message)
    return reply


def button(message: Message, label: str) -> Button:
    every = [*message.buttons, *(one for item in message.items for one in item.buttons)]
    return next(one for one in every if one.label == label)


async def test_log_all_saves_a_list_and_one_undo_takes_it_back(world: World) -> None:
    asked = await world.types("applied to 3 jobs today: Netflix, Hulu and Disney")
    assert [plain(item.title) for item in asked.items] == ["Netflix", "Hulu", "Disney"]
    assert "Netflix" not in str(await world.types("/pipeline"))
    logged = await press(world, button(asked, "Log all"))
    assert plain(logged.title) == "Logged all 3"
    assert {plain(item.title) for item in (await world.types("/pipeline")).items} >= {"Disney"}
    await press(world, button(logged, "Undo"))
    assert not (await world.types("/pipeline")).items


async def test_log_all_says_which_could_not_be_logged(world: World) -> None:
    await world.types("/applied Hulu")
    asked = await world.types("applied to Netflix, Hulu and Disney")
    logged = await press(world, button(asked, "Log all"))
    assert plain(logged.title) == "Logged 2 of 3"
    assert "Hulu is on your list already" in plain(logged.text)


async def test_a_day_that_cannot_be_read_is_asked_with_all_else_kept(world: World) -> None:
    asked = await world.types("/applied Acme as Baker on 8/3/2019 and 9/9/2019")
    assert not (await world.types("/pipeline")).items
    logged = await press(world, button(asked, "Log Acme (Baker), Mon 9 September 2019"))
    assert plain(logged.title) == "Applied to Acme (Baker)"


async def test_what_looked_like_a_day_may_be_part_of_the_name(world: World) -> None:
    asked = await world.types("/applied Acme as Baker on 8/82019")
    logged = await press(world, button(asked, "It is part of the name"))
    assert plain(logged.title) == "Applied to Acme (Baker on 8/82019)"


@pytest.mark.parametrize("said", ["/rejected X", "/ghosted Xer", "/withdrew Xeros"])
async def test_what_ends_an_application_is_asked_where_it_is_named_loosely(
    world: World, said: str
) -> None:
    await world.types("/applied Xerox as Baker")
    asked = await world.types(said)
    assert "Do you mean Xerox (Baker)?" in plain(asked.text)
    done = await press(world, button(asked, "Yes, Xerox (Baker)"))
    assert any(one.label == "Undo" for one in done.buttons)


async def test_a_second_outreach_by_the_same_means_on_one_day_is_asked(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/followed-up Acme")
    asked = await world.types("/followed-up Acme")
    again = await press(world, button(asked, "Log another one"))
    assert plain(again.title) == "Followed up with Acme"


async def test_an_afternoon_is_one_tap(world: World) -> None:
    await world.types("/applied Acme")
    asked = await world.types("/interview Acme at 3:30 tomorrow")
    booked = await press(world, button(asked, "Tue 2 June, 15:30"))
    assert plain(booked.title) == "Interview at Acme"
