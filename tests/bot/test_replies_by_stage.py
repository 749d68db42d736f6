"""A reply, a skip and a withdrawal of the rest, by the stage that they come at."""

from __future__ import annotations

import pytest

from bot.conversation.actor import Actor
from bot.domain.people.person import Address
from bot.message import Message, plain
from bot.texts import labels
from tests.bot.world import BERLIN, World

ADA = Address("chat", "", "ada")


async def coming(world: World) -> list[str]:
    """The titles of what `/nudges` says is to come or waits."""
    return [plain(one.title) for one in (await world.types("/nudges")).items]


async def presses(world: World, sent: Message, label: str) -> Message:
    """Presses a button of the only nudge in a message."""
    (item,) = sent.items
    (button,) = [one for one in item.buttons if one.label == label]
    answer = await world.dispatcher.run_action(button.action, Actor(ADA, BERLIN))
    assert isinstance(answer.reply, Message)
    return answer.reply


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("", "What kind of reply was it?"),
        ("/rejected Acme", "Have they changed their mind?"),
        ("/withdrew Acme", "It's open again."),
    ],
)
async def test_a_reply_is_no_good_news_before_it_is_known(
    world: World, before: str, said: str
) -> None:
    await world.types("/applied Acme")
    if before:
        await world.types(before)
    answer = await world.types("/heard-back Acme")
    assert said in plain(answer.text)
    assert "Good" not in plain(answer.text)


async def test_a_reply_to_a_rejected_application_plans_nothing(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/rejected Acme")
    before = await coming(world)
    answer = await world.types("/heard-back Acme")
    assert await coming(world) == before == ["Acme: answer the rejection"]
    assert labels.INTERVIEW in [one.label for one in answer.buttons]
    assert labels.REJECTED not in [one.label for one in answer.buttons]


async def test_a_time_that_they_named_is_booked_by_one_button(world: World) -> None:
    await world.types("/applied Acme")
    answer = await world.types("acme called they want me in thursday 2pm for the nurse job")
    (button,) = [one for one in answer.buttons if one.label.startswith("Interview Thu")]
    booked = await world.dispatcher.run_action(button.action, Actor(ADA, BERLIN))
    assert isinstance(booked.reply, Message)
    assert "Interview at Acme" in plain(booked.reply.title)
    assert "14:00" in str(booked.reply.facts)


@pytest.mark.parametrize("said", ["they wrote yesterday 2pm", "they decide thursday", "at 2"])
async def test_a_reply_without_a_time_ahead_books_nothing(world: World, said: str) -> None:
    await world.types("/applied Acme")
    answer = await world.types(f"/heard-back Acme {said}")
    assert [one.label for one in answer.buttons if one.label.startswith("Interview ")] == []


async def test_a_reply_to_a_planned_application_leads_on(world: World) -> None:
    await world.types("/plan Acme")
    answer = await world.types("/heard-back Acme")
    assert "Mon 8 Jun" in plain(answer.facts[0].value)
    assert await coming(world) == ["Acme: ask about the next step"]


async def test_a_skip_says_whether_another_reminder_comes(world: World) -> None:
    await world.types("/applied Acme")
    (sent,) = await world.ticks("2026-06-08T09:00")
    skipped = await presses(world, sent, labels.SKIP)
    assert "Another one is still to come" in plain(skipped.text)
    assert "won't bring" not in plain(skipped.text)
    (sent,) = await world.ticks("2026-06-15T09:00")
    skipped = await presses(world, sent, labels.SKIP)
    assert "The application stays open and waits for you" in plain(skipped.text)


async def test_skipping_a_thank_you_ends_all_of_that_interview(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/interview Acme at 2026-06-02 14:00 for 1h")
    (before,) = await world.ticks("2026-06-02T12:00")
    assert before.nudges == ("before_interview",)
    (sent,) = await world.ticks("2026-06-02T15:15")
    await presses(world, sent, labels.SKIP)
    assert await world.ticks("2026-06-03T14:00") == []


async def test_withdrawing_the_rest_ends_the_call_back_lists_too(world: World) -> None:
    for line in ("/applied Acme", "/applied Bolt", "/applied Core", "/rejected Bolt"):
        await world.types(line)
    await world.types("/followed-up Bolt")
    assert "Bolt: get back in touch" in await coming(world)
    accepted = await world.types("/accepted Acme")
    (rest,) = [one for one in accepted.buttons if one.label == "Withdraw the rest"]
    answer = (await world.dispatcher.run_action(rest.action, Actor(ADA, BERLIN))).reply
    assert isinstance(answer, Message)
    assert "Core" in plain(answer.text)
    assert "Call-back lists ended: 1." in plain(answer.text)
    assert await coming(world) == []
    assert "1 rejected" in plain((await world.types("/pipeline")).text)
    await world.types("/undo")
    assert "Bolt: get back in touch" in await coming(world)
