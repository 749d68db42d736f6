"""One person on Slack and on Discord, another on neither, and their talk with the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Button, Invocation, Message, plain
from tests.bot.world import read


def named(name: str) -> Callable[[], Awaitable[str]]:
    """A platform that calls them that."""

    async def answer() -> str:
        return name

    return answer


ON_SLACK = Actor(Address("slack", "T1", "U1"), introduce=named("Ada (@ada) on Slack, in Hunters"))
ON_DISCORD = Actor(Address("discord", "", "42"), introduce=named("ada_l on Discord"))
MALLORY = Actor(Address("discord", "", "666"), introduce=named("mallory on Discord"))


@dataclass
class Time:
    at: datetime = datetime(2026, 6, 1, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@dataclass
class RecordingMessenger:
    """A messenger that records the addresses that it reached."""

    reached: list[Address] = field(default_factory=list)

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        self.reached.append(address)

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        raise AssertionError("no group is told here")


@dataclass
class Talk:
    """Everybody's talk with the bot."""

    dispatcher: Dispatcher
    time: Time

    async def says(self, who: Actor, line: str) -> Message:
        reply = (await self.dispatcher.run_line(line, who)).reply
        assert isinstance(reply, Message)
        return read(reply)

    async def presses(self, who: Actor, button: Button) -> Message:
        reply = (await self.dispatcher.run_action(button.action, who)).reply
        assert isinstance(reply, Message)
        return read(reply)

    async def code(self, who: Actor) -> str:
        shown = await self.says(who, "link")
        (line,) = [line for line in plain(shown.text).splitlines() if "/link " in line]
        return line.rpartition("/link ")[2]

    async def links(self, offering: Actor, entering: Actor, where: int = 0) -> Message:
        """All four steps."""
        asked = await self.says(entering, f"link {await self.code(offering)}")
        await self.presses(entering, asked.buttons[0])
        check = await self.checks(offering)
        return await self.presses(offering, check.buttons[where])

    async def checks(self, who: Actor) -> Message:
        answer = await self.dispatcher.run_action(Invocation("link-check"), who)
        assert isinstance(answer.reply, Message)
        return read(answer.reply)

    async def companies(self, who: Actor) -> set[str]:
        return {plain(item.title) for item in (await self.says(who, "pipeline")).items}
