"""Answers an interaction within the three seconds that Discord gives.

What is ready soon is answered at once; what takes longer is acknowledged, and
answered when it is there. A form can only be opened at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import structlog

from adapters.discord.inbound.interaction_response import acknowledge
from adapters.discord.inbound.responder import Responder
from adapters.discord.inbound.results import (
    Answered,
    FormRequested,
    FormReturned,
    HelperShown,
    Result,
)
from adapters.discord.outbound.error_log import log_error
from adapters.discord.rendering import modal_form
from adapters.discord.rendering.components import Page
from adapters.shared.error_messages import BROKE, error_message_for, reason_of
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Answer, Draft, File, Item, Message, Refused, Tone

_ANSWERED_BEFORE, _GONE = 40060, 10062

log = structlog.get_logger("discord")


@dataclass(slots=True)
class Patience:
    """Seconds that work may take before it is acknowledged, and if it may end in a form."""

    answer: float = 1.5
    form: float = 2.2


PATIENCE = Patience()


class InteractionRunner:
    """Runs handlers and shows their results."""

    def __init__(
        self,
        responder: Responder,
        dispatcher: Dispatcher,
        patience: Patience,
        request_failed: Callable[[str], None] = lambda reason: None,
    ) -> None:
        self._request_failed = request_failed
        self._responder = responder
        self._dispatcher = dispatcher
        self._patience = patience

    async def run(
        self,
        interaction: discord.Interaction,
        actor: Actor,
        work: Coroutine[Any, Any, Result],
        *,
        may_open_form: bool = False,
    ) -> None:
        """Runs a handler and shows its result; what has begun is finished in any case."""
        task = asyncio.ensure_future(_result_of(work, self._request_failed, interaction))
        patience = self._patience.form if may_open_form else self._patience.answer
        try:
            done, _ = await asyncio.wait({task}, timeout=patience)
            if not done:
                with suppress(aiohttp.ClientError, OSError):
                    await acknowledge(interaction)
            await self._show(interaction, actor, await task)
        except discord.HTTPException as error:
            late = error.code in (_ANSWERED_BEFORE, _GONE)  # answered twice, or too late
            log.warning("answer_failed", late=late, status=error.status, code=error.code)
        finally:
            await asyncio.wait({task})

    async def _show(self, interaction: discord.Interaction, actor: Actor, result: Result) -> None:
        """Shows a result; after a broken connection once more, if that cannot show it twice."""
        try:
            await self._responder.show(interaction, actor, result)
        except (aiohttp.ClientError, OSError):
            if interaction.response.is_done():
                raise
            # Discord takes a first answer once, whether or not we heard that it did.
            await self._responder.show(interaction, actor, result)
        match result:
            case Answered(answer) | HelperShown(answer=Answer() as answer):
                self._dispatcher.mark_shown(answer)

    async def open_form(
        self, interaction: discord.Interaction, actor: Actor, asked: FormRequested
    ) -> None:
        """Opens a form as the first answer."""
        await self.run(interaction, actor, _ready(asked))

    async def reply_to_message(
        self,
        actor: Actor,
        work: Coroutine[Any, Any, Answered],
        send: Callable[[Page, Sequence[File]], Awaitable[None]],
    ) -> None:
        """Draws the reply to a direct message and what follows it, and has them sent."""
        said = await _result_of(work, self._request_failed)
        assert isinstance(said, Answered)
        await send(*await self._responder.draw_reply(said, actor))
        for page, files in await self._responder.draw_more(said, actor):
            await send(page, files)
        self._dispatcher.mark_shown(said.answer)


async def _ready(asked: FormRequested) -> Result:
    return asked


async def _result_of(
    work: Awaitable[Result],
    request_failed: Callable[[str], None],
    interaction: discord.Interaction | None = None,
) -> Result:
    """Returns the result of a handler; of what fails an answer with all that was typed."""
    try:
        return await work
    except Refused as refused:
        why = refused.message
    except Exception as error:
        log_error("interaction_failed", error)
        why = error_message_for(error, Message(BROKE, tone=Tone.WRONG))
        request_failed(reason_of(error))
    typed = _typed(interaction)
    return FormReturned(why.replace(items=typed)) if typed else Answered(Answer(why))


def _typed(interaction: discord.Interaction | None) -> tuple[Item, ...]:
    """Returns what was typed into a form, to be copied in one tap."""
    if interaction is None or interaction.type is not discord.InteractionType.modal_submit:
        return ()
    data: Mapping[str, Any] = dict(interaction.data or {})
    return tuple(
        Item(name.replace("_", " ").capitalize(), draft=Draft("", value))
        for name, value in modal_form.read_inputs(data["components"]).items()
        if value.strip()
    )
