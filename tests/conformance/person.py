"""A person at a platform: what they can do, and what they see, whichever platform it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """Words to send on."""

    subject: str
    body: str


@dataclass(frozen=True)
class Entry:
    """One entry of a list or digest."""

    title: str
    text: str
    buttons: tuple[str, ...] = ()
    draft: Letter | None = None
    nudge: str | None = None


@dataclass(frozen=True)
class Question:
    """One field of a form."""

    name: str
    label: str
    required: bool
    value: str | None


@dataclass(frozen=True)
class Seen:
    """One thing as a person sees it; `at` is in their own zone.

    `kind` is answer, nudge, group, form, update or error.
    """

    at: datetime
    kind: str
    title: str
    text: str
    private: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)
    items: tuple[Entry, ...] = ()
    buttons: tuple[str, ...] = ()
    draft: Letter | None = None
    fields: tuple[Question, ...] = ()
    nudges: tuple[str, ...] = ()

    def field(self, name: str) -> Question:
        """The field of that name."""
        return next(one for one in self.fields if one.name == name)


class Person(Protocol):
    """A job seeker. Every action returns the last thing that it showed them."""

    @property
    def seen(self) -> Sequence[Seen]:
        """Everything they have seen, oldest first."""

    async def goes_to(self, channel: str | None) -> None:
        """Goes to a channel they are in; without one, to be alone with the bot, as at first."""

    async def types(self, text: str) -> Seen:
        """Says something to the bot: alone with it, or as a command in the channel they are in."""

    async def drops(self, name: str, content: bytes) -> Seen:
        """Brings a file, alone with the bot."""

    def latest_file(self) -> bytes:
        """Returns the content of the newest file that the bot gave them."""

    async def presses(
        self, label: str, *, on: str | None = None, nth: int = 1, stale: bool = False
    ) -> Seen:
        """Presses the newest button of that label that they can see.

        `on` names the title above it, `nth` chooses among several, and
        `stale` presses it on the message as it was when it was sent.
        """

    async def fills(self, **answers: str) -> Seen:
        """Fills in the form that is open and sends it."""

    async def closes(self) -> Seen:
        """Closes the form that is open."""

    async def clicks(self, id: str) -> Seen:
        """Sends a click id of their own making."""

    async def looks(self) -> None:
        """Returns what others did or the bot sent since their last action."""

    async def waits(self, span: str) -> Sequence[Seen]:
        """Lets time pass, such as `8d` on their wall or `2h`; what came meanwhile."""

    async def waits_until(self, wall: str) -> Sequence[Seen]:
        """Lets time pass until their clock shows that, such as `2026-06-08T09:00`."""


class Platform(Protocol):
    """A place where people meet the bot, on a fresh database.

    It is Monday, 1 June 2026, 10:00 in Berlin, where everybody lives.
    """

    def person(self, name: str) -> Person:
        """The person of that name."""

    async def channel(self, name: str, *people: str) -> None:
        """Makes a channel with the bot and these people in it; the first looks after it."""

    async def catches_up(self) -> None:
        """Has the bot tell what is due by now; everybody looks."""

    async def is_down(self, span: timedelta) -> None:
        """The bot does not run for a while; then it catches up."""
