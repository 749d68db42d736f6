"""What can come of a deed, before it is known how it can still be shown."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.discord.inbound.pending_forms import Pending
from adapters.discord.rendering.components import Component, Page
from bot.message import Answer, Message


@dataclass(frozen=True, slots=True)
class Said:
    """The core's answer; `extra` are buttons of our own under it.

    `target` is a message elsewhere that it rewrites, where a form began on that.
    """

    answer: Answer
    extra: tuple[Component, ...] = ()
    target: tuple[int, int] | None = None
    helper: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A form to be opened."""

    pending: Pending


@dataclass(frozen=True, slots=True)
class Helped:
    """A card with the buttons that go on with a form; `again` if there was one already."""

    page: Page
    again: bool


@dataclass(frozen=True, slots=True)
class Turned:
    """The message itself, at another page."""

    page: Page


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Why a form came to nothing, and every word that was typed into it."""

    message: Message


Result = Said | Asked | Helped | Turned | GivenBack
