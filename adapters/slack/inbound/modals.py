"""Modals on the screen: opened while their trigger lives, changed in place afterward."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.shared.error_messages import error_message_for
from adapters.slack.inbound.error_messages import BROKE, AlreadyReported
from adapters.slack.origin import Origin, SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ApiError, ErrorResponse
from adapters.slack.outbound.page_builder import PageBuilder
from adapters.slack.rendering.blocks import draw_pages
from adapters.slack.rendering.command_names import CommandNames
from adapters.slack.rendering.limits import Json
from adapters.slack.rendering.modal_form import draw_form, message_view, with_state
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.invocation_runner import RepeatedEvent
from bot.message import Form, Message

# One trigger opens one view: Slack sent the event twice, and the first has opened it.
_USED_UP = "exchanged_trigger_id"


class Modals:
    """Opens and changes modals."""

    def __init__(
        self, api: Api, dispatcher: Dispatcher, page_builder: PageBuilder, names: CommandNames
    ) -> None:
        self._api = api
        self._names = names
        self._page_builder = page_builder
        self._dispatcher = dispatcher

    def draw_form(self, form: Form, origin: Origin) -> Json:
        """Draws the view of a form that was opened there."""
        command = self._dispatcher.command(form.action.command)
        form, state = with_state(self._names.in_form(form), command, origin)
        return draw_form(form, command, state)

    async def show(self, message: Message, actor: Actor) -> Json:
        """Draws the view of a message, once its long clicks are stored."""
        return message_view(await self._page_builder.build(message, actor))

    async def open(self, user: SlackUser, trigger: str, view: Json) -> str | None:
        """Opens a view; gives its id, or None where Slack would not open it any more.

        Raises RepeatedEvent where the trigger has opened one already.
        """
        if not trigger:
            return None
        try:
            opened = await self._api.call(user.tenant, "views.open", trigger_id=trigger, view=view)
        except ErrorResponse as refusal:
            if refusal.error == _USED_UP:
                raise RepeatedEvent from refusal
            return None
        except ApiError:
            return None
        return str(opened["view"]["id"])

    async def change(self, user: SlackUser, id: str, view: Json) -> bool:
        """Changes an open view; False where it is closed, or Slack won't tell."""
        try:
            await self._api.repeat(user.tenant, "views.update", view_id=id, view=view)
        except ApiError:
            return False
        return True

    @asynccontextmanager
    async def reporting(self, user: SlackUser, view: str) -> AsyncIterator[None]:
        """Reports what breaks in the block in an open view, which would else wait for ever.

        Raises AlreadyReported then, or what broke where the view is closed.
        """
        try:
            yield
        except (ApiError, RepeatedEvent):
            raise
        except Exception as error:
            if not await self.change(
                user, view, message_view(draw_pages(error_message_for(error, BROKE), ()))
            ):
                raise
            raise AlreadyReported from error
