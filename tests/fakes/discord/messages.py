"""Messages: sent once under a nonce, rewritten, deleted, seen by everybody or by one person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.fakes.discord import payloads
from tests.fakes.discord.components import TEXT, drawn, walk
from tests.fakes.discord.directory import Channel, Directory, Event, User
from tests.fakes.discord.refusals import Refusal
from tests.fakes.discord.uploads import Upload

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
# A few minutes, says the documentation; the fake remembers for the shortest few.
NONCE_LASTS = timedelta(minutes=2)
PLAIN, REPLY, ANSWER_TO_COMMAND = 0, 19, 20
_NOT_SHOWN = ("nonce", "enforce_nonce", "tts", "attachments")
_MENTION = re.compile(r"(?P<all>@everyone|@here)|<@(?P<role>&)?!?(?P<id>\d+)>")


@dataclass(frozen=True)
class Attached:
    """A file that hangs on a message."""

    id: str
    file: Upload
    url: str

    def payload(self) -> dict[str, Any]:
        """It on the wire."""
        return {
            "id": self.id,
            "filename": self.file.name,
            "size": len(self.file.content),
            "url": self.url,
            "proxy_url": self.url,
        }


@dataclass(eq=False)
class Message:
    """One message. `audience` alone sees it where it is set; `first` is how it was first sent.

    `body` is what was written: content, components, embeds, flags, allowed_mentions.
    """

    id: int
    channel: Channel
    author: User
    at: datetime
    body: dict[str, Any]
    audience: User | None = None
    nonce: str | None = None
    cause: dict[str, Any] | None = None
    attached: list[Attached] = field(default_factory=list)
    pings: list[str] = field(default_factory=list)
    edited: datetime | None = None
    deleted: bool = False
    replies_to: Message | None = None
    edits: int = 0
    first: dict[str, Any] = field(default_factory=dict)

    @property
    def flags(self) -> int:
        """The sum of its flags."""
        return int(self.body.get("flags") or 0)

    @property
    def loading(self) -> bool:
        """True if it still says that the bot is thinking."""
        return bool(self.flags & LOADING)

    def is_seen_by(self, user: User) -> bool:
        """True if the person is where it was sent and can see it."""
        return not self.deleted and self.audience in (None, user)

    def written(self, body: dict[str, Any]) -> None:
        """Takes the place of what was written before, key by key."""
        # Seen by one person only, it stays so; components of the second kind cannot be unset.
        flags = self.flags & ~LOADING | int(body.get("flags") or 0)
        self.body = {**self.body, **body, "flags": flags}
        self.pings = list(pinged(self.body))
        if not self.first and not self.loading:
            self.first = self.payload()

    def payload(self) -> dict[str, Any]:
        """The message on the wire."""
        body = self.body
        return {
            "id": str(self.id),
            "type": ANSWER_TO_COMMAND if self.cause and self.cause["type"] == 2 else PLAIN,
            "channel_id": str(self.channel.id),
            "author": payloads.user(self.author),
            "content": body.get("content") or "",
            "timestamp": self.at.isoformat(),
            "edited_timestamp": self.edited.isoformat() if self.edited else None,
            "tts": False,
            "mention_everyone": bool({"@everyone", "@here"} & set(self.pings)),
            "mentions": [],
            "mention_roles": [],
            "attachments": [one.payload() for one in self.attached],
            "embeds": [{"type": "rich", **embed} for embed in body.get("embeds") or ()],
            "pinned": False,
            "flags": self.flags,
            "components": drawn(
                body.get("components") or (), {one.file.name: one.url for one in self.attached}
            ),
            **({"interaction_metadata": self.cause} if self.cause else {}),
            **({"nonce": self.nonce} if self.nonce else {}),
            **self._reference(),
        }

    def _reference(self) -> dict[str, Any]:
        """The message that it replies to, which comes along."""
        if (to := self.replies_to) is None:
            return {}
        reference = {"type": 0, "channel_id": str(to.channel.id), "message_id": str(to.id)}
        return {"message_reference": reference, "referenced_message": to.payload(), "type": REPLY}


def pinged(body: dict[str, Any]) -> Iterator[str]:
    """Whom a message calls: those it names and is not forbidden to; without a word, everybody."""
    allowed = body.get("allowed_mentions")
    kinds = ("everyone", "users", "roles") if allowed is None else allowed.get("parse") or ()
    named = {str(id) for kind in ("users", "roles") for id in (allowed or {}).get(kind) or ()}
    texts = [body.get("content") or ""]
    texts += [c["content"] for c in walk(body.get("components") or ()) if c["type"] == TEXT]
    for found in _MENTION.finditer("\n".join(texts)):
        kind = "everyone" if found["all"] else "roles" if found["role"] else "users"
        if kind in kinds or found["id"] in named:
            yield found[0]


class Messages:
    """All messages, the oldest first."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._all: dict[int, Message] = {}

    def send(
        self,
        channel: Channel,
        author: User,
        body: dict[str, Any],
        *,
        files: Iterable[Upload] = (),
        audience: User | None = None,
        cause: dict[str, Any] | None = None,
        replies_to: Message | None = None,
    ) -> Message:
        """Sends a message; a repeat of the same author's nonce returns the message of the first."""
        nonce = str(body["nonce"]) if body.get("nonce") is not None else None
        if body.get("enforce_nonce") and (before := self._sent(author, nonce)):
            if before.deleted:
                raise Refusal(10008)
            return before
        directory = self._directory
        id, now = directory.new_id(), directory.now()
        message = Message(id, channel, author, now, {}, audience, nonce, cause)
        message.replies_to = replies_to
        self._write(message, body, files)
        self._all[message.id] = message
        self.emit("MESSAGE_CREATE", message, message.payload())
        return message

    def edit(self, message: Message, body: dict[str, Any], files: Iterable[Upload] = ()) -> None:
        """Rewrites an author's message."""
        if not message.loading:
            message.edited = self._directory.now()
        self._write(message, body, files)
        message.edits += 1
        self.emit("MESSAGE_UPDATE", message, message.payload())

    def delete(self, message: Message) -> None:
        """Deletes a message."""
        message.deleted = True
        gone = {"id": str(message.id), "channel_id": str(message.channel.id)}
        self.emit("MESSAGE_DELETE", message, gone)

    def get(self, channel: Channel, id: int) -> Message:
        """One message of a channel that everybody there sees."""
        message = self._all.get(id)
        if message is None or message.deleted or message.audience or message.channel is not channel:
            raise Refusal(10008)
        return message

    def within(self, channel: Channel) -> list[Message]:
        """Returns what everyone sees in a channel, oldest first."""
        return [
            one
            for one in self._all.values()
            if one.channel is channel and not one.deleted and one.audience is None
        ]

    def seen_by(self, user: User, channel: Channel) -> list[Message]:
        """Returns what a person sees in a channel, oldest first."""
        return [
            one for one in self._all.values() if one.channel is channel and one.is_seen_by(user)
        ]

    def _write(self, message: Message, body: dict[str, Any], files: Iterable[Upload]) -> None:
        if body.get("attachments") is not None:
            kept = {str(one["id"]) for one in body["attachments"]}
            message.attached = [one for one in message.attached if one.id in kept]
        uploads = self._directory.uploads
        message.attached += [
            Attached(str(self._directory.new_id()), file, uploads.keep(message.id, file))
            for file in files
        ]
        message.written({key: value for key, value in body.items() if key not in _NOT_SHOWN})
        if message.author.bot and message.pings:
            self._directory.violations.add("a message", f"pings {', '.join(message.pings)}")

    def _sent(self, author: User, nonce: str | None) -> Message | None:
        recent = self._directory.now() - NONCE_LASTS
        for message in reversed(self._all.values()):
            if nonce and message.nonce == nonce and message.author is author:
                return message if message.at > recent else None
        return None

    def emit(self, name: str, message: Message, data: dict[str, Any]) -> None:
        # A message for one person is sent to no one else, not even to the bot.
        if message.audience is not None:
            self._directory.signal.notify()
            return
        guild = message.channel.guild
        place = {"guild_id": str(guild.id)} if guild else {}
        self._directory.emit(Event(name, {**data, **place}, message.channel))
