"""Interactions: what people do to the bot, answered once within 3 s, followed up for 15 min."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from tests.fakes.discord import payloads
from tests.fakes.discord.directory import Channel, Directory, Event, User
from tests.fakes.discord.messages import EPHEMERAL, LOADING, Message, Messages
from tests.fakes.discord.refusals import ALREADY_ANSWERED, UNKNOWN_INTERACTION, Refusal
from tests.fakes.discord.uploads import Upload

FIRST_ANSWER = timedelta(seconds=3)
TOKEN_LASTS = timedelta(minutes=15)
LARGEST_UPLOAD = 10 * 1024 * 1024
IN_GUILD, IN_DM = 0, 1


class InteractionKind(IntEnum):
    """An action of a person."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class ResponseType(IntEnum):
    """The bot's first answer."""

    PONG = 1
    MESSAGE = 4
    LATER = 5
    UPDATE_LATER = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(eq=False)
class Interaction:
    """One action of one person, and the bot's answers.

    `message` is the one whose component was used. `original` is the first
    answer as a message, `followups` are those after it.
    """

    id: int
    token: str
    kind: InteractionKind
    user: User
    channel: Channel
    at: datetime
    data: dict[str, Any]
    message: Message | None = None
    reply: ResponseType | None = None
    original: Message | None = None
    modal: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None
    followups: list[Message] = field(default_factory=list)

    @property
    def owners(self) -> dict[str, str]:
        """The installation that matters here: the guild's, or the person's own."""
        if self.channel.guild:
            return {"0": str(self.channel.guild.id)}
        return {"1": str(self.user.id)}

    def cause(self) -> dict[str, Any]:
        """Returns what a message says of the interaction that it answers."""
        payload: dict[str, Any] = {
            "id": str(self.id),
            "type": int(self.kind),
            "user": payloads.user(self.user),
            "authorizing_integration_owners": self.owners,
        }
        if self.kind is InteractionKind.COMPONENT and self.message:
            payload["interacted_message_id"] = str(self.message.id)
        if self.kind is InteractionKind.MODAL:
            payload["triggering_interaction_metadata"] = {
                **payload,
                "type": int(InteractionKind.COMMAND),
            }
        return payload

    def payload(self, directory: Directory) -> dict[str, Any]:
        """Returns the interaction as the gateway sends it."""
        guild = self.channel.guild
        payload = {
            "id": str(self.id),
            "application_id": str(directory.application_id),
            "type": int(self.kind),
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel": payloads.channel(self.channel),
            "channel_id": str(self.channel.id),
            "app_permissions": guild.permissions(directory.bot) if guild else str(1 << 11),
            "locale": self.user.locale,
            "entitlements": [],
            "authorizing_integration_owners": self.owners,
            "context": IN_GUILD if guild else IN_DM,
            "attachment_size_limit": LARGEST_UPLOAD,
        }
        if self.message:
            payload["message"] = self.message.payload()
        if guild is None:
            return payload | {"user": payloads.user(self.user)}
        return payload | {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-GB", "features": []},
            "guild_locale": "en-GB",
            "member": payloads.member(self.user, guild),
        }


class Interactions:
    """Everything that was done, and how far it is answered."""

    def __init__(self, directory: Directory, messages: Messages) -> None:
        self._directory = directory
        self._messages = messages
        self._by_token: dict[str, Interaction] = {}

    def begin(
        self,
        kind: InteractionKind,
        user: User,
        channel: Channel,
        data: dict[str, Any],
        message: Message | None = None,
    ) -> Interaction:
        """Begins an interaction for what a person does, and sends it to the bot."""
        directory = self._directory
        id = directory.new_id()
        now = directory.now()
        one = Interaction(id, f"aW50ZXJhY3Rpb24-{id}", kind, user, channel, now, data, message)
        self._by_token[one.token] = one
        directory.emit(Event("INTERACTION_CREATE", one.payload(directory), channel))
        return one

    def answer(self, id: int, token: str, body: dict[str, Any], files: Sequence[Upload]) -> None:
        """The first answer; there can be but one, and only within three seconds."""
        one = self._by_token.get(token)
        if one is None or one.id != id:
            raise Refusal(UNKNOWN_INTERACTION)
        if one.reply is not None:
            raise Refusal(ALREADY_ANSWERED)
        if self._directory.now() - one.at > FIRST_ANSWER:
            raise Refusal(UNKNOWN_INTERACTION)
        reply = ResponseType(body["type"])
        self._check(one, reply)
        if reply is ResponseType.UPDATE and one.message and one.message.deleted:
            raise Refusal(10008)  # discord-api-docs#7774: nothing is there to be updated
        data = body.get("data") or {}
        match reply:
            case ResponseType.MESSAGE:
                one.original = self._send(one, data, files)
            case ResponseType.LATER:
                flags = int(data.get("flags") or 0) | LOADING
                one.original = self._send(one, {"flags": flags}, ())
            case ResponseType.UPDATE | ResponseType.UPDATE_LATER:
                one.original = one.message
                if reply is ResponseType.UPDATE and one.message:
                    self._messages.edit(one.message, data, files)
            case ResponseType.CHOICES:
                one.choices = data["choices"]
            case ResponseType.MODAL:
                one.modal = data
        one.reply = reply
        self._directory.signal.notify()

    def follow_up(self, token: str, body: dict[str, Any], files: Sequence[Upload]) -> Message:
        """One more message; the first after a *thinking…* takes its place."""
        one = self.open(token)
        if one.original and one.original.loading:
            self._messages.edit(one.original, body, files)
            return one.original
        message = self._send(one, body, files)
        one.followups.append(message)
        self._directory.signal.notify()
        return message

    def pressed_on(self, token: str) -> Message | None:
        """Returns the message whose component was used in the interaction of a token."""
        one = self._by_token.get(token)
        return one.message if one else None

    def open(self, token: str) -> Interaction:
        """The interaction of a token that still works: first answered, not too old."""
        one = self._by_token.get(token)
        if one is None or self._directory.now() - one.at > TOKEN_LASTS:
            raise Refusal(50027)
        if one.reply is None:
            raise Refusal(10015)
        return one

    def message(self, token: str, id: str) -> Message:
        """A message of an interaction, by its id or as `@original`."""
        one = self.open(token)
        mine = [one.original] if id == "@original" else [one.original, *one.followups]
        for message in mine:
            if message and not message.deleted and id in ("@original", str(message.id)):
                return message
        raise Refusal(10008)

    def _send(self, one: Interaction, body: dict[str, Any], files: Sequence[Upload]) -> Message:
        alone = int(body.get("flags") or 0) & EPHEMERAL
        return self._messages.send(
            one.channel,
            self._directory.bot,
            body,
            files=files,
            audience=one.user if alone else None,
            cause=one.cause(),
        )

    def _check(self, one: Interaction, reply: ResponseType) -> None:
        """Complains of an answer that does not fit the kind of interaction."""
        fits = {
            ResponseType.UPDATE: one.message is not None,
            ResponseType.UPDATE_LATER: one.message is not None,
            ResponseType.CHOICES: one.kind is InteractionKind.AUTOCOMPLETE,
            ResponseType.MODAL: one.kind in (InteractionKind.COMMAND, InteractionKind.COMPONENT),
            ResponseType.MESSAGE: one.kind is not InteractionKind.AUTOCOMPLETE,
            ResponseType.LATER: one.kind is not InteractionKind.AUTOCOMPLETE,
        }
        if not fits.get(reply, False):
            self._directory.violations.add(
                f"{one.kind.name} answered", f"{reply.name} does not fit it"
            )
            raise Refusal(50035)
