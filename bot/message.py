"""Messages: invocations on the way in, messages and forms on the way out.

A string in here is plain, never markup: an adapter escapes it, so that no
company name pings a channel or forges a link. What a platform draws in its own
way (a command, a moment, a link) is a typed value in a `Text`, so that no text is
ever searched and rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Any

from bot.frozen import frozen
from bot.picture import Picture

NO_ARGS: Mapping[str, Any] = MappingProxyType({})


@frozen
class Invocation:
    """A command and the arguments to run it with, already parsed.

    `nudge` is the id of the nudge whose button this is, if any.
    """

    command: str
    args: Mapping[str, Any] = field(default_factory=lambda: NO_ARGS)
    nudge: int | None = None

    def with_args(self, **args: Any) -> Invocation:
        """Returns the same invocation with more values bound."""
        return Invocation(self.command, {**self.args, **args}, self.nudge)

    def without_nudge(self) -> Invocation:
        """Returns the same invocation, answering no nudge."""
        return Invocation(self.command, self.args)


@frozen
class Moment:
    """An instant, to be drawn in the reader's own zone (aware, any zone)."""

    at: datetime


@frozen
class Link:
    """An http(s) address with its label."""

    url: str
    label: str


@frozen
class CommandRef:
    """A command named in a sentence, to be drawn as the reader types it."""

    name: str


Part = str | Moment | Link | CommandRef


@frozen
class Text:
    """A sentence with typed values in it: `Text("See what is due: ", CommandRef("nudges"))`.

    Texts among the parts are taken apart and strings that meet are one string,
    so that two texts which read the same are equal.
    """

    parts: tuple[Part, ...]

    def __init__(self, *parts: Part | Text) -> None:
        merged: list[Part] = []
        for part in parts:
            for one in part.parts if isinstance(part, Text) else (part,):
                if isinstance(one, str) and merged and isinstance(merged[-1], str):
                    merged[-1] += one
                elif one != "":
                    merged.append(one)
        object.__setattr__(self, "parts", tuple(merged))

    def __iter__(self) -> Iterator[Part]:
        return iter(self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def changed(self, change: Callable[[Part], Part]) -> Text:
        """Returns the text with every part changed."""
        return Text(*map(change, self))

    def __str__(self) -> str:
        """Raises TypeError: only `plain` and the platforms turn a text into a string."""
        raise TypeError("a Text put into a string loses its typed values; build a Text, or plain()")


def join_texts(*texts: Part | Text, by: str = " ") -> Text:
    """Returns the texts that say something, with a separator between them."""
    found: list[Part | Text] = []
    for text in texts:
        if text:
            found += (by, text) if found else (text,)
    return Text(*found)


def in_utc(at: datetime) -> str:
    """Returns an instant for a reader of an unknown zone, such as *2026-06-01 09:00 UTC*."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def plain(text: Part | Text, say_moment: Callable[[datetime], str] = in_utc) -> str:
    """Returns the text as a string: commands with their slash, links as their addresses."""
    if isinstance(text, str):
        return text
    return "".join(map(partial(_plain_part, say_moment), Text(text)))


def _plain_part(say_moment: Callable[[datetime], str], part: Part) -> str:
    match part:
        case Moment(at):
            return say_moment(at)
        case Link(url):
            return url
        case CommandRef(name):
            return f"/{name}"
        case words:
            return words


@frozen
class Fact:
    """One labeled value, such as *Applied: Mon 1 Jun*."""

    label: str
    value: Part | Text


class ButtonStyle(StrEnum):
    """The emphasis of a button."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


# The tightest of all platforms.
LONGEST_LABEL = 75


@frozen
class Button:
    """An invocation with its arguments bound, under a label.

    `url` is an address that a press opens, where the platform has buttons for that; the
    action answers with it where it has none.
    """

    label: str
    action: Invocation
    style: ButtonStyle = ButtonStyle.PLAIN
    url: str = ""


@frozen
class Draft:
    """A text for the person to send: a subject (empty for a call), a body, and to whom."""

    subject: str
    body: str
    to: str = ""


@frozen
class File:
    """A file for the person: its name (which says no company), media type, content.

    `description` says in words what a picture shows.
    """

    name: str
    media_type: str
    content: bytes
    description: str = ""


@frozen
class Item:
    """One entry of a list or digest; `nudge` is its name from the cadence.

    `line` says it in one line, for a queue.
    """

    title: str | Text
    text: str | Text = ""
    facts: tuple[Fact, ...] = ()
    buttons: tuple[Button, ...] = ()
    draft: Draft | None = None
    nudge: str | None = None
    line: str | Text = ""


class Tone(StrEnum):
    """The tone of a message, for an adapter's color and sign."""

    PLAIN = "plain"
    GOOD = "good"
    CAREFUL = "careful"
    WRONG = "wrong"


@frozen
class Message:
    """A message that a person sees. `text` alone is always enough to understand it.

    `nudges` lists every nudge's name in the message, those behind *Show the
    rest* included. `delivery` names the delivery that the message carries, so
    that pressing one of its buttons can redraw it. A `queue` is drawn with one line an
    item, whose words and buttons a press of *Draft* shows. `verbatim` is a text to be copied
    as it is. `folded` of its last buttons may be in a menu. A `picture` is data: a platform
    has it drawn, and shows the message without it where that fails. `rows` follow the items
    where there is room for thousands; elsewhere the file alone has them.
    """

    text: str | Text
    title: str | Text = ""
    facts: tuple[Fact, ...] = ()
    items: tuple[Item, ...] = ()
    buttons: tuple[Button, ...] = ()
    draft: Draft | None = None
    tone: Tone = Tone.PLAIN
    private: bool = True
    nudges: tuple[str, ...] = ()
    delivery: str | None = None
    queue: bool = False
    file: File | None = None
    verbatim: bool = False
    folded: int = 0
    picture: Picture | None = None
    rows: Sequence[Item] = ()

    @property
    def all_buttons(self) -> tuple[Button, ...]:
        """The buttons in the order in which they are drawn: the items', then its own."""
        return (*(button for item in self.items for button in item.buttons), *self.buttons)

    def replace(self, **changes: Any) -> Message:
        """Returns the same message with some parts changed."""
        return replace(self, **changes)

    def with_parts(self, change: Callable[[Part], Part]) -> Message:
        """Returns the same message with each part of its words changed, but for the draft."""
        return replace(
            self,
            text=_changed(self.text, change),
            title=_changed(self.title, change),
            facts=tuple(replace(one, value=_changed(one.value, change)) for one in self.facts),
            items=tuple(
                replace(
                    item,
                    title=_changed(item.title, change),
                    text=_changed(item.text, change),
                    facts=tuple(replace(f, value=_changed(f.value, change)) for f in item.facts),
                )
                for item in self.items
            ),
        )


def _changed(value: Any, change: Callable[[Part], Part]) -> Any:
    if isinstance(value, str):
        return value
    return value.changed(change) if isinstance(value, Text) else change(value)


@frozen
class Form:
    """A form for the arguments that an invocation still lacks.

    `values` are the texts that the fields hold at first, as a person would type them;
    `errors` are, by field, the reasons why a typed text was not understood.
    """

    title: str
    action: Invocation
    fields: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str | Text] = field(default_factory=dict)
    text: str | Text = ""


@frozen
class Answer:
    """The answer to an invocation: a message or form, and what to rewrite.

    `replacement` replaces the message whose button was pressed; where it says
    everything, `reply` is the same message. `changes` are the ids of those that it reports.
    `more` are messages that follow it.
    """

    reply: Message | Form
    replacement: Message | None = None
    changes: tuple[int, ...] = ()
    more: tuple[Message, ...] = ()


class Refused(Exception):
    """Raised when a request cannot be fulfilled; carries a message, or a text's parts, with why.

    `changes` are as in the answer that says it.
    """

    changes: tuple[int, ...] = ()

    def __init__(self, said: Message | Part | Text, *more: Part | Text) -> None:
        self.message = (
            said if isinstance(said, Message) else Message(Text(said, *more), tone=Tone.WRONG)
        )
        super().__init__(plain(self.message.text))


def nothing_to_do(*text: Part | Text) -> Refused:
    """Returns what to raise if nothing had to be done: no error, and nothing was changed."""
    return Refused(Message(Text(*text), tone=Tone.CAREFUL))
