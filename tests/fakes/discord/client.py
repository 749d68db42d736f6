"""A person's Discord client: types, presses, fills in, and waits for the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.fakes.discord.components import BUTTON, SELECT
from tests.fakes.discord.directory import Channel, User
from tests.fakes.discord.forms import Form, open_form
from tests.fakes.discord.interactions import Interaction, InteractionKind, ResponseType
from tests.fakes.discord.markdown import Reader
from tests.fakes.discord.message_reader import read
from tests.fakes.discord.messages import Message
from tests.fakes.discord.page import Page, Pressable
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.slash import SlashCommands, Typed
from tests.fakes.discord.uploads import Upload

MOST_CHOICES = 25


class Client:
    """The client of one person, who looks at their talk with the bot at first.

    `says` is how they put an instant in words, if not as their client shows it.
    """

    def __init__(
        self,
        discord: FakeDiscord,
        user: User,
        zone: str = "Europe/Berlin",
        says: Callable[[datetime], str] | None = None,
    ) -> None:
        self.user = user
        self.channel = discord.directory.dm(user)
        self._discord = discord
        self._zone = ZoneInfo(zone)
        self._says = says
        self._slash = SlashCommands(discord.commands, discord.directory)

    def opens_channel(self, channel: Channel) -> None:
        """Goes to another channel."""
        self.channel = channel

    def sees(self) -> list[Message]:
        """The messages before their eyes, the oldest first."""
        return self._discord.messages.seen_by(self.user, self.channel)

    def sees_anywhere(self) -> list[Message]:
        """The same with the other channels that they are in."""
        channels = [
            one for one in self._discord.directory.channels.values() if one.is_seen_by(self.user)
        ]
        messages = self._discord.messages
        found = [one for channel in channels for one in messages.seen_by(self.user, channel)]
        return sorted(found, key=lambda one: one.id)

    def reads(self, message: Message) -> Page:
        """Returns a message as they see it; a ping counts as a problem of its own."""
        page = read(message.payload(), self._reader())
        for mention in page.mentions:
            self._discord.directory.violations.add("a message", f"mentions {mention}")
        for command in page.commands:
            if not self._discord.commands.has(*command.split(":")):
                self._discord.directory.violations.add("a message", f"no command </{command}>")
        return page

    def reads_first(self, message: Message) -> Page:
        """A message as it was when it was sent."""
        return read(message.first, self._reader())

    async def says(self, text: str, to: Message | None = None) -> Message:
        """Writes a message, as a reply if it is one; gives it as sent."""
        body = {"content": text}
        return self._discord.messages.send(self.channel, self.user, body, replies_to=to)

    async def drops(self, *files: Upload, text: str = "") -> Message:
        """Drops files into the conversation; gives the message as sent."""
        return self._discord.messages.send(self.channel, self.user, {"content": text}, files=files)

    async def types(self, line: str, **typed: Typed) -> Interaction:
        """Types a slash command such as `group start`, with its options."""
        data = self._slash.command(line, typed)
        return await self._answered(self._do(InteractionKind.COMMAND, data))

    async def completes(self, line: str, option: str, **typed: Typed) -> list[dict[str, Any]]:
        """Types half an option; gives what is proposed."""
        data = self._slash.completion(line, option, {**typed})
        one = await self._answered(self._do(InteractionKind.AUTOCOMPLETE, data))
        choices = one.choices or []
        assert len(choices) <= MOST_CHOICES
        return choices

    async def uses(self, name: str, message: Message) -> Interaction:
        """Picks a command from the menu of a message."""
        data = self._slash.on_message(name, message)
        return await self._answered(self._do(InteractionKind.COMMAND, data))

    async def presses(self, label: str, message: Message, on: str | None = None) -> Interaction:
        """Presses a button of a message, or picks what a menu of it offers."""
        found = self.reads(message).find(label, on)
        assert found, f"no “{label}” is on “{self.reads(message).whole.title}”"
        return await self.press(found[0], message)

    async def press(self, wanted: Pressable, message: Message) -> Interaction:
        """Presses what was found, even where it is no longer there: a client may be behind."""
        assert not wanted.disabled, f"“{wanted.label}” cannot be pressed"
        assert wanted.custom_id, f"“{wanted.label}” leads elsewhere"
        data: dict[str, Any] = {"component_type": wanted.kind, "custom_id": wanted.custom_id}
        if wanted.kind == SELECT:
            data["values"] = [wanted.value]
        return await self._answered(self._do(InteractionKind.COMPONENT, data, message))

    async def forges(self, custom_id: str, message: Message) -> Interaction:
        """Sends the click of a button that was never there."""
        data = {"component_type": BUTTON, "custom_id": custom_id}
        return await self._answered(self._do(InteractionKind.COMPONENT, data, message))

    def form(self, opened: Interaction) -> Form:
        """The form that an interaction opened."""
        assert opened.modal, "no form was opened"
        return open_form(opened.modal, self._reader())

    async def submits(self, opened: Interaction, answers: Mapping[str, str]) -> Interaction:
        """Fills in the form that an interaction opened, and sends it."""
        data = self.form(opened).filled(answers)
        return await self._answered(self._do(InteractionKind.MODAL, data, opened.message))

    def _do(
        self, kind: InteractionKind, data: dict[str, Any], message: Message | None = None
    ) -> Interaction:
        channel = message.channel if message else self.channel
        return self._discord.interactions.begin(kind, self.user, channel, data, message)

    async def _answered(self, one: Interaction) -> Interaction:
        """Waits until the person sees what came of it."""
        edits = one.message.edits if one.message else 0

        def answered() -> bool:
            if one.reply is None:
                return False
            if one.reply is ResponseType.LATER:
                there = one.original and not one.original.loading and not one.original.deleted
                return bool(there or one.followups)
            if one.reply is ResponseType.UPDATE_LATER:
                changed = one.message and (one.message.edits > edits or one.message.deleted)
                return bool(changed or one.followups)
            return True

        await self._until(answered, f"an answer to {one.kind.name} {one.data}")
        return one

    async def _until(self, found: Callable[[], bool], what: str) -> None:
        await self._discord.directory.signal.until(found, what)

    def _reader(self) -> Reader:
        return Reader(self._zone, self.user.locale, self._discord.directory.now(), self._says)
