"""The fake Discord of the tests, which takes messages or refuses connections in a drill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from aiohttp import web

from adapters.discord.actors import address_of
from adapters.shared.callback_data import decode
from bot.catalog import COMMANDS
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Refused
from tests.fakes.discord.components import walk
from tests.fakes.discord.directory import TOKEN, User
from tests.fakes.discord.messages import Message
from tests.fakes.discord.rest import BASE
from tests.fakes.discord.server import FakeDiscord

FIRST_USER = 10**17


class FailingDiscord:
    """Keeps every message; each request is checked against Discord's published schema."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._fake = FakeDiscord(now)
        directory = self._fake.directory
        self._channel = directory.new_channel(directory.new_guild("drill"), "job-search")
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings of a process that delivers here."""
        return {
            "FOLLOWTHROUGH_DISCORD_TOKEN": TOKEN,
            "FOLLOWTHROUGH_DISCORD_API_URL": self._fake.url + BASE,
        }

    @property
    def channel(self) -> Channel:
        """The channel of the group."""
        assert self._channel.guild is not None
        return Channel("discord", str(self._channel.guild.id), str(self._channel.id))

    @property
    def taken(self) -> int:
        """The number of messages it took."""
        return sum(1 for _ in self._messages())

    @property
    def complaints(self) -> Sequence[str]:
        """Returns what the bot did that Discord would have refused."""
        return self._fake.directory.violations.take()

    def address(self, number: int) -> Address:
        """Returns the address of one of the people, who has an account from then on."""
        id = FIRST_USER + number
        self._fake.directory.users.setdefault(id, User(id, f"user{number}"))
        return address_of(id)

    def shown(self) -> Mapping[int, Sequence[datetime]]:
        """The moments at which it took each nudge, as the buttons of its messages name it."""
        found: defaultdict[int, list[datetime]] = defaultdict(list)
        for message in self._messages():
            for nudge in _nudges_in(message):
                found[nudge].append(message.at)
        return found

    def deliveries_to_group(self) -> Sequence[str]:
        """The delivery of each message that it took for the group, by the id of its card."""
        posts = self._fake.messages.within(self._channel)
        return [str(post.body["components"][0]["id"]) for post in posts]

    async def start(self) -> None:
        """Listens, always at the same port."""
        self._runner = web.AppRunner(self._fake.server(), access_log=None, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self._fake.live_at(f"http://127.0.0.1:{self._port}")

    async def stop(self) -> None:
        """Refuses connections from here on."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _messages(self) -> Iterator[Message]:
        for channel in tuple(self._fake.directory.channels.values()):
            yield from self._fake.messages.within(channel)


def _nudges_in(message: Message) -> set[int]:
    """The ids of the nudges that the buttons and menus of a message name."""
    found: set[int] = set()
    for component in walk(message.body.get("components") or ()):
        for pressed in (component, *component.get("options", ())):
            with suppress(Refused):  # a button that turns pages
                click = decode(_id_of(pressed), COMMANDS)
                if click.nudge is not None:
                    found.add(click.nudge)
    return found


def _id_of(pressed: Mapping[str, Any]) -> str:
    return str(pressed.get("value") or pressed.get("custom_id") or "")
