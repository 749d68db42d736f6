"""A message in a fake workspace, with every version of it that there was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tests.fakes.slack.app import Json
from tests.fakes.slack.people import Channel, User


@dataclass(frozen=True)
class Revision:
    """A version of a message at one time, and the metadata that came with it.

    `styled` is true if its text has styles.
    """

    text: str
    blocks: tuple[Json, ...]
    styled: bool = True
    metadata: Json | None = None


@dataclass(eq=False)
class Posted:
    """A message. With `to` it is ephemeral: only they see it, and nothing keeps it.

    `by_app` is what the app posted.
    """

    channel: Channel
    ts: str
    at: datetime
    author: User
    revision: Revision
    to: User | None = None
    by_app: bool = True
    thread: str | None = None
    files: tuple[str, ...] = ()
    deleted: bool = False
    edits: int = 0
    first: Revision = field(init=False)
    reactions: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.first = self.revision
        self._metadata = self.revision.metadata

    @property
    def metadata(self) -> Json | None:
        """The last metadata that came with it; a version without any keeps what was there."""
        return self._metadata

    def change(self, revision: Revision) -> None:
        """Shows it differently from now on."""
        self.revision = revision
        self.edits += 1
        self._metadata = revision.metadata or self._metadata

    def seen_by(self, user: User) -> bool:
        """True if a person can see it."""
        if self.deleted or user.id not in self.channel.members:
            return False
        return self.to is None or self.to is user

    def as_json(self) -> Json:
        """The message as Slack gives it back."""
        made: Json = {
            "type": "message",
            "user": self.author.id,
            "ts": self.ts,
            "text": self.revision.text,
            "team": self.author.team,
            "blocks": [dict(block) for block in self.revision.blocks],
        }
        if self.author.bot_id:
            made |= {"bot_id": self.author.bot_id, "app_id": self.author.app_id}
        if self.edits:
            made["edited"] = {"user": self.author.id, "ts": self.ts}
        if self.thread:
            made["thread_ts"] = self.thread
        if self.files:
            made["files"] = [{"id": file} for file in self.files]
        return made
