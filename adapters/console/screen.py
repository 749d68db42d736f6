"""The messages people were sent: each with its name, in its current and its first form."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from secrets import token_hex

from adapters.console.file_saver import FileSaver
from adapters.console.ports import ConsoleStorage
from adapters.console.view_model import View, ViewKind, view_form, view_message
from adapters.console.virtual_clock import VirtualClock
from adapters.shared.callback_data import click_ids
from adapters.shared.picture_renderer import PictureRenderer, render
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address, Person, Preferences
from bot.message import Form, Message, Refused, Tone, join_texts, plain

PLATFORM = "console"


def address_of(who: str) -> Address:
    """Returns the address of a person at the console."""
    return Address(PLATFORM, "", who)


@dataclass(frozen=True, slots=True)
class PlacedButton:
    """A button of a sent message: its label, its click id and the titles above it."""

    label: str
    click: str
    titles: tuple[str, ...]


@dataclass(slots=True)
class SentMessage:
    """A message that was sent. `name` is unique, also among other sessions.

    `first_buttons` are those it was first sent with; a rewrite replaces `buttons`.
    `file` is where the file that came with it was saved, `image` where its picture was.
    """

    name: str
    to: str
    private: bool
    message: Message
    buttons: tuple[PlacedButton, ...]
    first_buttons: tuple[PlacedButton, ...] = field(init=False)
    file: str | None = None
    image: str | None = None

    def __post_init__(self) -> None:
        self.first_buttons = self.buttons


class Screen:
    """Shows messages and keeps what was sent."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        storage: ConsoleStorage,
        clock: VirtualClock,
        zone: str,
        show: Callable[[View], None],
        files: FileSaver,
        renderer: PictureRenderer | None = None,
    ) -> None:
        self._files = files
        self._renderer = renderer
        self._dispatcher = dispatcher
        self._storage = storage
        self._clock = clock
        self._zone = zone
        self._show = show
        # Presses are stored by message name, and the database outlives the session.
        self.session = token_hex(6)
        self._sent: list[SentMessage] = []

    async def find_reader(self, to: str) -> Person:
        """Returns the person who reads messages to `@ada`; a channel has its group's time zone."""
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
        self, message: Message, to: str, kind: ViewKind = ViewKind.ANSWER, *, private: bool = True
    ) -> SentMessage:
        """Shows a new message and returns it."""
        if kind is ViewKind.ANSWER and message.tone is Tone.WRONG:
            kind = ViewKind.ERROR
        name = f"{self.session}-{len(self._sent) + 1}"
        sent = SentMessage(name, to, private, message, await self._place_buttons(message, to))
        _, image = await render(self._renderer, message)
        if image is not None:
            sent.image = self._files.save(image)
        if message.file is not None:
            try:
                sent.file = self._files.save(message.file)
            except Refused as refused:
                if not message.facts:
                    raise
                # It only came along with what was saved.
                sent.message = message.replace(text=join_texts(message.text, refused.message.text))
        await self._draw(sent, kind)
        self._sent.append(sent)
        return sent

    async def rewrite(self, sent: SentMessage, message: Message) -> None:
        """Replaces a message and shows it again."""
        if message.file != sent.message.file:
            sent.file = self._files.save(message.file) if message.file else None
        sent.message, sent.buttons = message, await self._place_buttons(message, sent.to)
        await self._draw(sent, ViewKind.UPDATE)

    async def show_progress(self, to: str, sentence: str) -> None:
        """Shows how far work has come. It is no message: nothing of it can be pressed later."""
        reader, now = await self.find_reader(to), self._clock.now()
        message = Message(sentence)
        self._show(view_message(message, ViewKind.UPDATE, to, reader, now, private=True))

    async def show_form(self, form: Form, to: str) -> None:
        """Shows a form."""
        reader = await self.find_reader(to)
        command = self._dispatcher.command(form.action.command)
        self._show(view_form(form, command, to, reader, self._clock.now()))

    def show_error(self, sentence: str, to: str) -> None:
        """Shows an error without reading the database, which may be what failed."""
        stranger = self._stranger(to)
        message = Message(sentence, tone=Tone.WRONG)
        self._show(
            view_message(message, ViewKind.ERROR, to, stranger, self._clock.now(), private=True)
        )

    def list_visible(self, who: str, channels: Collection[str]) -> list[SentMessage]:
        """Returns the messages visible to a person in these channels, newest first."""
        mine = {f"@{who}", *(f"#{channel}" for channel in channels)}
        return [sent for sent in reversed(self._sent) if sent.to in mine]

    async def _draw(self, sent: SentMessage, kind: ViewKind) -> None:
        reader = await self.find_reader(sent.to)
        now = self._clock.now()
        self._show(
            view_message(
                sent.message,
                kind,
                sent.to,
                reader,
                now,
                private=sent.private,
                file=sent.file,
                image=sent.image,
            )
        )

    async def _place_buttons(self, message: Message, to: str) -> tuple[PlacedButton, ...]:
        """Returns a message's buttons in the order shown: those of its items, then its own."""
        owner = None if to.startswith("#") else Actor(address_of(to.removeprefix("@")), self._zone)
        inside = [
            (one, (item.title, message.title)) for item in message.items for one in item.buttons
        ]
        buttons_with_titles = [*inside, *((one, (message.title,)) for one in message.buttons)]
        clicks = await click_ids(
            [one.action for one, _ in buttons_with_titles], self._dispatcher, owner
        )
        return tuple(
            PlacedButton(one.label, click, tuple(map(plain, titles)))
            for (one, titles), click in zip(buttons_with_titles, clicks, strict=True)
        )
