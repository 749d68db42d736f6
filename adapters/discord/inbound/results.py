"""The results of an interaction, before it is known how they can still be shown."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.discord.inbound.pending_forms import PendingForm
from adapters.discord.rendering.components import Page
from bot.message import Answer, Message


@dataclass(frozen=True, slots=True)
class Answered:
    """The core's answer; `target` is a message elsewhere that it rewrites.

    That is the message on which a form began.
    """

    answer: Answer
    target: tuple[int, int] | None = None
    helper: bool = False


@dataclass(frozen=True, slots=True)
class FormRequested:
    """A form to be opened."""

    pending: PendingForm


@dataclass(frozen=True, slots=True)
class HelperShown:
    """A card with the buttons that go on with a form; `again` if there was one already.

    `answer` is the core's, where the card says it.
    """

    page: Page
    again: bool
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class PageTurned:
    """The message itself, at another page."""

    page: Page


@dataclass(frozen=True, slots=True)
class FormReturned:
    """Why a form came to nothing, and every word that was typed into it."""

    message: Message


Result = Answered | FormRequested | HelperShown | PageTurned | FormReturned
