"""The first contact: neither a profile nor the welcome keeps the first answer waiting."""

from __future__ import annotations

from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.client import Client

HELLO = "Hello, I'm Followthrough"
GUESSED = "your time zone as far as I can guess"


def texts(ada: Client) -> str:
    return "\n".join(str(ada.page(one).whole) for one in ada.screen if one.author is not ada.user)


async def zone_of(bot: Bot, harness: Harness) -> tuple[str, bool]:
    person = await bot.person(harness.ada)
    assert person is not None
    return person.preferences.zone, person.zone_guess is not None


async def test_a_profile_that_cannot_be_read_is_asked_for_again_with_the_next_contact(
    harness: Harness, bot: Bot, ada: Client
) -> None:
    harness.slack.faults.refuse("users.info", "user_not_visible")
    await ada.slash("/applied Acme")
    await bot.settled()
    assert await zone_of(bot, harness) == ("UTC", True)
    assert GUESSED in texts(ada)
    await ada.slash("/applied Zebra")
    await bot.settled()
    assert await zone_of(bot, harness) == ("Europe/Berlin", False)
    assert "Your profile says Europe/Berlin" in texts(ada)


async def test_a_profile_that_can_be_read_is_no_guess_and_gives_the_name(
    harness: Harness, bot: Bot, ada: Client
) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    assert await zone_of(bot, harness) == ("Europe/Berlin", False)
    assert GUESSED not in texts(ada)
    person = await bot.person(harness.ada)
    assert person is not None
    assert person.name == "Ada"


async def test_the_first_answer_waits_neither_for_a_profile_nor_for_the_welcome(
    harness: Harness,
) -> None:
    harness.patience = 0
    profile = harness.slack.faults.hold("users.info")
    welcome = harness.slack.faults.hold("conversations.history")
    async with harness.running() as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await harness.slack.signal.until(lambda: "Applied to Acme" in texts(ada), "an answer")
        assert HELLO not in texts(ada)
        profile.set()
        welcome.set()
        await bot.settled()
        assert HELLO in texts(ada)
        await ada.slash("/applied Zebra")
        await bot.settled()
        assert await zone_of(bot, harness) == ("Europe/Berlin", False)
        assert texts(ada).count(HELLO) == 1


async def test_a_welcome_that_could_not_be_posted_comes_with_the_next_contact(
    harness: Harness, bot: Bot, ada: Client
) -> None:
    harness.slack.faults.refuse("chat.postMessage", "restricted_action")
    await ada.slash("/applied Acme")
    await bot.settled()
    assert HELLO not in texts(ada)
    await ada.slash("/applied Zebra")
    await bot.settled()
    assert texts(ada).count(HELLO) == 1


async def test_a_welcome_that_failed_before_a_restart_comes_once_the_messages_are_opened(
    harness: Harness, bot: Bot, ada: Client
) -> None:
    harness.slack.faults.refuse("chat.postMessage", "restricted_action")
    await ada.slash("/applied Acme")
    await bot.settled()
    async with harness.running() as again:
        there = again.client(harness.ada, harness.workspace)
        await there.opens_home("messages")
        await again.settled()
    assert texts(ada).count(HELLO) == 1
