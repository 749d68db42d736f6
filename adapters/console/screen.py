"""What people have been shown: every message with its number, as it stands and as first sent."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from secrets import token_hex

from adapters.console.ports import ConsoleStorage
from adapters.console.view_model import Kind, Seen, see, see_form
from adapters.console.virtual_clock import VirtualClock
from adapters.shared.callback_data import click_ids
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address, Person, Preferences
from bot.message import Form, Message, Tone, plain

PLATFORM = "console"


def address_of(who: str) -> Address:
    """The address of a person at the console."""
    return Address(PLATFORM, "", who)


@dataclass(frozen=True, slots=True)
class Key:
    """A button as it can be pressed: its click id, and the titles it stands under."""

    label: str
    click: str
    titles: tuple[str, ...]


@dataclass(slots=True)
class Shown:
    """A message that somebody was shown. `name` tells it from every other, in every session."""

    name: str
    to: str
    private: bool
    message: Message
    keys: tuple[Key, ...]
    first_keys: tuple[Key, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.first_keys = self.keys


class Screen:
    """Shows messages to people and remembers them."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        storage: ConsoleStorage,
        clock: VirtualClock,
        zone: str,
        show: Callable[[Seen], None],
    ) -> None:
        self._dispatcher = dispatcher
        self._storage = storage
        self._clock = clock
        self._zone = zone
        self._show = show
        # The database outlives the session and remembers which messages were pressed.
        self.session = token_hex(6)
        self._shown: list[Shown] = []

    async def reader(self, to: str) -> Person:
        """Who reads what is shown to `@ada`; a channel reads in its group's zone."""
        who = to.removeprefix("@")
        if to.startswith("#"):
            zone = await self._storage.outbox.channel_zone(
                Channel(PLATFORM, "", to.removeprefix("#"))
            )
            return Person(0, address_of(who), Preferences(zone=zone or self._zone))
        return await self._storage.units.find_person(address_of(who)) or self._stranger(who)

    def _stranger(self, who: str) -> Person:
        return Person(0, address_of(who), Preferences(zone=self._zone))

    async def post(
        self, message: Message, to: str, kind: Kind = Kind.ANSWER, *, private: bool = True
    ) -> Shown:
        """Shows a new message."""
        if kind is Kind.ANSWER and message.tone is Tone.WRONG:
            kind = Kind.ERROR
        name = f"{self.session}-{len(self._shown) + 1}"
        shown = Shown(name, to, private, message, await self._keys(message, to))
        await self._draw(shown, kind)
        self._shown.append(shown)
        return shown

    async def rewrite(self, shown: Shown, message: Message) -> None:
        """Shows a message anew in its place."""
        shown.message, shown.keys = message, await self._keys(message, shown.to)
        await self._draw(shown, Kind.UPDATE)

    async def ask(self, form: Form, to: str) -> None:
        """Shows a form."""
        reader = await self.reader(to)
        command = self._dispatcher.command(form.action.command)
        self._show(see_form(form, command, to, reader, self._clock.now()))

    def broke(self, sentence: str, to: str) -> None:
        """Shows that something went wrong, whatever state the rest is in."""
        stranger = self._stranger(to)
        message = Message(sentence, tone=Tone.WRONG)
        self._show(see(message, Kind.ERROR, to, stranger, self._clock.now(), private=True))

    def newest_first(self, who: str, channels: Collection[str]) -> list[Shown]:
        """The messages that a person in these channels can see."""
        mine = {f"@{who}", *(f"#{channel}" for channel in channels)}
        return [shown for shown in reversed(self._shown) if shown.to in mine]

    async def _draw(self, shown: Shown, kind: Kind) -> None:
        reader = await self.reader(shown.to)
        now = self._clock.now()
        self._show(see(shown.message, kind, shown.to, reader, now, private=shown.private))

    async def _keys(self, message: Message, to: str) -> tuple[Key, ...]:
        """The buttons in the order in which they stand: those of the items, then its own."""
        owner = None if to.startswith("#") else Actor(address_of(to.removeprefix("@")), self._zone)
        inside = [
            (one, (item.title, message.title)) for item in message.items for one in item.buttons
        ]
        placed = [*inside, *((one, (message.title,)) for one in message.buttons)]
        clicks = await click_ids([one.action for one, _ in placed], self._dispatcher, owner)
        return tuple(
            Key(one.label, click, tuple(map(plain, titles)))
            for (one, titles), click in zip(placed, clicks, strict=True)
        )
