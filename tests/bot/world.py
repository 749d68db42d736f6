"""A bot on a real database, with a clock that tests set and a platform that is played."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.catalog import COMMANDS
from bot.conversation.actor import Actor, Conversation
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from bot.domain.calendar.local_time import load_zone, to_utc
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Button, Form, Message, plain
from bot.ports.delivery_observer import Unobserved
from storage.storage import Storage

BERLIN = "Europe/Berlin"


@dataclass
class Platform:
    """A platform that keeps what it is sent, or while `fault` is set, raises that instead."""

    shown: list[tuple[str, Message, str]] = field(default_factory=list)
    fault: Callable[[], Exception] | None = None
    # The same for some people only.
    faults: dict[str, Callable[[], Exception]] = field(default_factory=dict)
    # True, for every send, shown or not, that may have been sent before.
    maybe_sent: list[bool] = field(default_factory=list)
    # What happens while it sends, and how long that takes.
    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        self.maybe_sent.append(maybe_sent)
        if fault := self.faults.get(address.user, self.fault):
            raise fault()
        if self.meanwhile is not None:
            await self.meanwhile()
        self.shown.append((address.user, message, delivery))

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        self.maybe_sent.append(maybe_sent)
        if self.fault is not None:
            raise self.fault()
        self.shown.append((f"#{channel.id}", message, delivery))


def read(message: Message) -> Message:
    """The message with title and text as a person reads them."""
    return message.replace(title=plain(message.title), text=plain(message.text))


@dataclass
class Time:
    """A clock in Berlin that shows what a test sets."""

    moment: datetime = datetime(2026, 6, 1, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def be(self, wall: str) -> None:
        self.moment = to_utc(datetime.fromisoformat(wall), load_zone(BERLIN))


class Observed(Unobserved):
    """The outcomes of deliveries."""

    def __init__(self) -> None:
        self.late: list[timedelta] = []
        self.missed_kinds: list[str] = []
        self.known_outages: Mapping[str, int] = {}

    def delivered(self, kind: str, late: timedelta) -> None:
        self.late.append(late)

    def missed(self, kind: str) -> None:
        self.missed_kinds.append(kind)

    def outages(self, platforms: Mapping[str, int]) -> None:
        self.known_outages = platforms


@dataclass
class World:
    """A bot, its platform and its clock."""

    storage: Storage
    platform: Platform
    time: Time

    def __post_init__(self) -> None:
        self.dispatcher = Dispatcher(self.storage.units, self.time, COMMANDS)
        self.observed = Observed()
        self.worker = Worker(self.storage.outbox, self.platform, self.time, observer=self.observed)

    async def types(self, line: str, who: str = "ada", channel: str | None = None) -> Message:
        actor = Actor(Address("chat", "", who), BERLIN, Conversation(channel, admin=True))
        answer = await self.dispatcher.run_line(line, actor)
        assert not isinstance(answer.reply, Form)
        return read(answer.reply)

    async def presses_button(self, button: Button, who: str = "ada") -> Message:
        actor = Actor(Address("chat", "", who), BERLIN, Conversation(None, admin=True))
        answer = await self.dispatcher.run_action(button.action, actor)
        assert not isinstance(answer.reply, Form)
        return read(answer.reply)

    async def ticks(self, wall: str) -> list[Message]:
        """Ticks at that moment and returns the messages sent."""
        self.time.be(wall)
        before = len(self.platform.shown)
        await self.worker.tick()
        return [read(message) for _, message, _ in self.platform.shown[before:]]
