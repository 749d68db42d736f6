"""The directory of the fake Discord: users, guilds, channels, and the events about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.fakes.discord.contract_violations import ContractViolations
from tests.fakes.discord.refusals import MISSING_ACCESS, Refusal
from tests.fakes.discord.uploads import Upload, Uploads
from tests.timeouts import ChangeSignal

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
TOKEN = "MTAw.fake.token-of-the-bot"  # noqa: S105  # opens nothing outside of this fake
APPLICATION_NAME = "Followthrough"
GUILD_TEXT, DM = 0, 1
ALL_PERMISSIONS = str((1 << 50) - 1)
MEMBER_PERMISSIONS = str(1 << 10 | 1 << 11 | 1 << 31)  # see, write, use commands
MUTED_PERMISSIONS = str(1 << 10 | 1 << 31)  # see, use commands
MANAGER_PERMISSIONS = str(
    1 << 4 | 1 << 5 | 1 << 10 | 1 << 11 | 1 << 31
)  # and manage channels and the guild


@dataclass(eq=False)
class User:
    """A person with an account. `refuses` is the error that a message to them gets, if any.

    `locale` is the language of their client; Discord reveals no one's zone. Without a
    `shown_name` of their own they are called by their name with a capital.
    """

    id: int
    name: str
    locale: str = "en-GB"
    bot: bool = False
    refuses: int | None = None
    shown_name: str = ""


@dataclass(eq=False)
class Guild:
    """A server, with its channels, its members and those of them who manage it.

    Those who are `muted` see everything and may write nowhere.
    """

    id: int
    name: str
    channels: list[Channel] = field(default_factory=list)
    members: list[User] = field(default_factory=list)
    managers: list[User] = field(default_factory=list)
    muted: list[User] = field(default_factory=list)

    def permissions(self, user: User) -> str:
        """The permissions of a person in the guild."""
        if user in self.muted:
            return MUTED_PERMISSIONS
        if user.bot:
            return ALL_PERMISSIONS
        return MANAGER_PERMISSIONS if user in self.managers else MEMBER_PERMISSIONS


@dataclass(eq=False)
class Channel:
    """A text channel of a guild, or what one person and the bot say to each other.

    `forbidden` is the error that a message of the bot in it gets, if any.
    """

    id: int
    type: int
    name: str = ""
    guild: Guild | None = None
    recipient: User | None = None
    forbidden: int | None = None

    def is_seen_by(self, user: User) -> bool:
        """True if a person can see the channel."""
        return user is self.recipient or (self.guild is not None and user in self.guild.members)


@dataclass(frozen=True)
class Event:
    """Something that the gateway tells, and where it happened (None: it concerns everywhere)."""

    name: str
    data: dict[str, Any]
    channel: Channel | None = None
    guild: Guild | None = None


class Directory:
    """All users, guilds and channels; `now` is what Discord's own clock shows."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.uploads = Uploads()
        self.signal = ChangeSignal()
        self.violations = ContractViolations()
        self._last_id = 0
        self._subscribers: list[Callable[[Event], None]] = []
        self.bot = User(self.new_id(), "followthrough", bot=True)
        self.application_id = self.bot.id
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}

    def new_id(self) -> int:
        """The next snowflake; it carries the time on Discord's clock."""
        since = int((self.now() - EPOCH).total_seconds() * 1000)
        self._last_id = max(self._last_id + 1, since << 22)
        return self._last_id

    def subscribe(self, subscriber: Callable[[Event], None]) -> None:
        """Subscribes to what happens from here on."""
        self._subscribers.append(subscriber)

    def emit(self, event: Event) -> None:
        """Tells every subscriber what happened."""
        for subscriber in self._subscribers:
            subscriber(event)
        self.signal.notify()

    def new_user(self, name: str, *, locale: str = "en-GB", refuses: int | None = None) -> User:
        """Creates an account."""
        user = User(self.new_id(), name, locale, refuses=refuses)
        self.users[user.id] = user
        return user

    def new_guild(self, name: str, *members: User) -> Guild:
        """Creates a guild with the bot in it; the first member manages it."""
        guild = Guild(self.new_id(), name, [], [self.bot, *members], list(members[:1]))
        self.guilds[guild.id] = guild
        return guild

    def new_channel(self, guild: Guild, name: str) -> Channel:
        """Creates a text channel."""
        channel = Channel(self.new_id(), GUILD_TEXT, name, guild)
        guild.channels.append(channel)
        self.channels[channel.id] = channel
        return channel

    def remove_channel(self, channel: Channel) -> None:
        """Deletes a text channel."""
        assert channel.guild
        channel.guild.channels.remove(channel)
        del self.channels[channel.id]
        payload = {"id": str(channel.id), "guild_id": str(channel.guild.id), "type": channel.type}
        self.emit(Event("CHANNEL_DELETE", {**payload, "name": channel.name}, channel))

    def remove_bot(self, guild: Guild) -> None:
        """Removes the bot from a guild, where it can do nothing from then on."""
        guild.members.remove(self.bot)
        for channel in guild.channels:
            channel.forbidden = MISSING_ACCESS
        del self.guilds[guild.id]
        self.emit(Event("GUILD_DELETE", {"id": str(guild.id)}, guild=guild))

    def attach(self, file: Upload) -> tuple[str, str]:
        """Uploads a file; returns its id and its address."""
        id = self.new_id()
        return str(id), self.uploads.keep(id, file)

    def user(self, id: int) -> User:
        """The user of that id."""
        if id not in self.users:
            raise Refusal(10013)
        return self.users[id]

    def channel(self, id: int) -> Channel:
        """The channel of that id."""
        if id not in self.channels:
            raise Refusal(10003)
        return self.channels[id]

    def dm(self, user: User) -> Channel:
        """Returns the direct messages between a person and the bot; a second time, the same."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.new_id(), DM, recipient=user)
        self.channels[channel.id] = channel
        return channel
