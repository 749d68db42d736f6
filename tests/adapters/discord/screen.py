"""A user's view of the bot, and time that passes for them."""

from __future__ import annotations

from datetime import timedelta

from adapters.console.clock_commands import advance_clock
from adapters.console.virtual_clock import VirtualClock
from tests.adapters.discord.harness import Bot
from tests.fakes.discord.client import Client
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.messages import Message
from tests.fakes.discord.page import Page
from tests.fakes.discord.server import FakeDiscord


def shown(one: Interaction) -> Message:
    """The message that an action ended in."""
    message = one.followups[-1] if one.followups else one.original
    assert message is not None
    return message


def labels(page: Page) -> set[str]:
    """Everything that can be pressed."""
    return {one.label for part in page.parts for one in part.pressables}


async def written_back(fake: FakeDiscord, client: Client) -> Message:
    """Waits for the bot's reply to a message and returns it."""
    await fake.directory.signal.until(lambda: client.sees()[-1].author.bot, "a reply")
    return client.sees()[-1]


async def acknowledged(fake: FakeDiscord, client: Client) -> Message:
    """The bot says that it is thinking."""
    await fake.directory.signal.until(
        lambda: any(message.loading for message in client.sees()), "an acknowledgment"
    )
    return client.sees()[-1]


async def long_story(client: Client) -> Message:
    """An application of which so much is known that it takes pages."""
    await client.types("applied", company="Acme", role="Baker")
    for _ in range(8):
        await client.types("heard-back", company="Acme", what="a long story " * 50)
    return shown(await client.types("job", company="Acme"))


async def days(bot: Bot, clock: VirtualClock, count: int) -> None:
    """Lets days pass; nudges that come due on the way are delivered."""
    await advance_clock(clock.now() + timedelta(days=count), bot.storage, bot.worker, clock)


async def nudged(bot: Bot, clock: VirtualClock, client: Client) -> Message:
    """Returns a user who applied and was reminded of it a week later."""
    await client.types("applied", company="Acme", role="Baker")
    await days(bot, clock, 7)
    return client.sees()[-1]
