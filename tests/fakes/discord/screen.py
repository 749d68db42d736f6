"""A person's screen: new messages, changed ones, and where each button is on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.fakes.discord.client import Client
from tests.fakes.discord.messages import Message
from tests.fakes.discord.page import Page, Part, Pressable

NEXT, BACK = "Next", "Back"
_PAGER = re.compile(rf"{NEXT}|{BACK}|Page \d+ of \d+")


@dataclass(frozen=True)
class ButtonPosition:
    """The place of a button: its message, its page there, and the titles above it."""

    message: Message
    page: int
    titles: tuple[str, str]
    button: Pressable


class Screen:
    """A person's screen, with all pages of what they have read so far."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._read: dict[int, int] = {}
        self._pages: dict[int, list[Page]] = {}
        self._at: dict[int, int] = {}
        self._led: set[int] = set()

    def pages(self, message: Message) -> list[Page]:
        """A message as it was last read."""
        return self._pages[message.id]

    async def notice(self) -> list[tuple[Message, bool]]:
        """Reads what is new or changed since; returns each message, with True if it is new."""
        noticed = []
        for message in self._client.sees_anywhere():
            new = message.id not in self._read or message.id in self._led
            if message.author.bot and self._read.get(message.id) != message.edits:
                await self._leaf_through(message)
                noticed.append((message, new))
                self._led.discard(message.id)
        return noticed

    def overlook(self, message: Message) -> None:
        """Takes a message for read, and never presses anything on it."""
        self._read[message.id] = message.edits
        self._pages[message.id] = []

    def forget(self, message: Message) -> None:
        """Takes a message for unread as soon as it changes: it only led to something else."""
        self._led.add(message.id)

    def find(self, label: str, title: str | None, *, stale: bool = False) -> list[ButtonPosition]:
        """Every button of a label, newest message first; a title is exact if one is."""
        wanted = label.casefold()
        spots = [
            spot
            for message in reversed(self._client.sees_anywhere())
            if message.id in self._pages
            for spot in self._spots(message, stale=stale)
            if spot.button.label.casefold() == wanted
        ]
        if title is None:
            return spots
        under = title.casefold()
        exact = [one for one in spots if under in [t.casefold() for t in one.titles]]
        return exact or [one for one in spots if any(under in t.casefold() for t in one.titles)]

    def choices(self) -> list[ButtonPosition]:
        """Every choice of a menu, newest message first."""
        return [
            spot
            for message in reversed(self._client.sees_anywhere())
            if message.id in self._pages
            for spot in self._spots(message, stale=False)
            if spot.button.menu
        ]

    async def turn_to(self, spot: ButtonPosition) -> None:
        """Turns a message to the page that holds a button."""
        await self._turn(spot.message, spot.page)

    async def _leaf_through(self, message: Message) -> None:
        first = self._client.reads(message)
        while first.find(BACK) and not first.find(BACK)[0].disabled:
            await self._client.presses(BACK, message)
            first = self._client.reads(message)
        pages = [first]
        while (turn := pages[-1].find(NEXT)) and not turn[0].disabled:
            await self._client.press(turn[0], message)
            pages.append(self._client.reads(message))
        self._at[message.id] = len(pages) - 1
        await self._turn(message, 0)
        for page in pages:
            for part in page.parts:
                part.pressables = [one for one in part.pressables if not _turns(one)]
        self._pages[message.id] = pages
        self._read[message.id] = message.edits

    async def _turn(self, message: Message, to: int) -> None:
        while (at := self._at.get(message.id, 0)) != to:
            await self._client.presses(NEXT if to > at else BACK, message)
            self._at[message.id] = at + (1 if to > at else -1)
            self._read[message.id] = message.edits

    def _spots(self, message: Message, *, stale: bool) -> Iterator[ButtonPosition]:
        pages = [self._client.reads_first(message)] if stale else self._pages[message.id]
        title = pages[0].whole.title if pages else ""
        for number, page in enumerate(pages):
            for part in _in_order(page):
                for button in part.pressables:
                    yield ButtonPosition(message, number, (part.title, title), button)


def _in_order(page: Page) -> list[Part]:
    """Sorts entries before the whole: buttons under everything come last."""
    return [*page.entries, page.whole]


def _turns(button: Pressable) -> bool:
    return _PAGER.fullmatch(button.label) is not None
