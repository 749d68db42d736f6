"""What is said: invocations on the way in, messages and forms on the way out.

Text in here is plain, never markup: an adapter escapes it, so that nobody's
company name pings a channel or forges a link.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command and the values it is to run with, already read from words.

    `nudge` is the id of the nudge whose button this is, if it is one's.
    """

    command: str
    args: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    nudge: int | None = None

    def with_args(self, **args: Any) -> Invocation:
        """The same invocation with more values bound."""
        return Invocation(self.command, {**self.args, **args}, self.nudge)

    def without_nudge(self) -> Invocation:
        """The same invocation, answering no nudge."""
        return Invocation(self.command, self.args)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, to be drawn in the reader's own zone (aware, any zone)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """An http(s) address with the words that stand for it."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled value, such as *Applied: Mon 1 Jun*."""

    label: str
    value: str | Moment | Link


class Style(StrEnum):
    """How a button stands out."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


# The tightest of all platforms.
LONGEST_LABEL = 75


@dataclass(frozen=True, slots=True)
class Button:
    """An invocation with its arguments bound, under a label."""

    label: str
    does: Invocation
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for the person to send on: a subject (empty for a call) and a body."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list or digest; `nudge` is its name from the cadence."""

    title: str
    text: str = ""
    facts: tuple[Fact, ...] = ()
    buttons: tuple[Button, ...] = ()
    draft: Draft | None = None
    nudge: str | None = None


class Tone(StrEnum):
    """How a message sounds, for an adapter's colour and sign."""

    PLAIN = "plain"
    GOOD = "good"
    CAREFUL = "careful"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Message:
    """What a person sees. `text` alone is always enough to understand it.

    `nudges` lists every nudge's name in the message, those behind *Show the
    rest* included. `delivery` names the delivery that the message carries, so
    that pressing one of its buttons can draw it anew.
    """

    text: str
    title: str = ""
    facts: tuple[Fact, ...] = ()
    items: tuple[Item, ...] = ()
    buttons: tuple[Button, ...] = ()
    draft: Draft | None = None
    tone: Tone = Tone.PLAIN
    private: bool = True
    nudges: tuple[str, ...] = ()
    delivery: str | None = None

    def but(self, **changes: Any) -> Message:
        """The same message with some parts changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Form:
    """A command that still waits for arguments.

    `values` is what the fields show at first, as a person would type it;
    `errors` says by field what was not understood, and typed text is kept.
    """

    title: str
    asks: Invocation
    fields: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an invocation: a message or form, and what to rewrite.

    `instead` replaces the message whose button was pressed; where it already
    tells everything, `reply` is the same message.
    """

    reply: Message | Form
    instead: Message | None = None


class Refused(Exception):
    """What was asked cannot be done; carries the message that says what to do."""

    def __init__(self, message: Message | str) -> None:
        self.message = (
            message if isinstance(message, Message) else Message(text=message, tone=Tone.WRONG)
        )
        super().__init__(self.message.text)


def needless(text: str) -> Refused:
    """What to raise where nothing had to be done: no fault, and nothing was changed."""
    return Refused(Message(text, tone=Tone.CAREFUL))
