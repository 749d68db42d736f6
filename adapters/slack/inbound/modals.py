"""Modals on the screen: opened while their trigger lives, changed in place afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.slack.inbound.error_messages import BROKE, Confessed
from adapters.slack.origin import Origin, Who
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import Failed
from adapters.slack.rendering.blocks import draw
from adapters.slack.rendering.limits import Json
from adapters.slack.rendering.modal_form import carried, modal, showing, waiting
from adapters.slack.rendering.renderer import Easel
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Form, Message


class Modals:
    """Opens and changes modals."""

    def __init__(self, api: Api, dispatch: Dispatcher, easel: Easel) -> None:
        self._api = api
        self._easel = easel
        self._dispatch = dispatch

    def drawn(self, form: Form, origin: Origin) -> Json:
        """The view of a form that somebody opened there."""
        command = self._dispatch.command(form.asks.command)
        form, slip = carried(form, command, origin)
        return modal(form, command, slip)

    async def shown(self, message: Message, actor: Actor) -> Json:
        """The view of a message."""
        return showing(await self._easel.draw(message, actor))

    async def wait(self, who: Who, trigger: str) -> str | None:
        """Opens a view that holds the place of a form; its id, or None if it is too late."""
        return await self.open(who, trigger, waiting())

    async def open(self, who: Who, trigger: str, view: Json) -> str | None:
        """Opens a view; its id, or None where Slack would not open it any more."""
        if not trigger:
            return None
        try:
            opened = await self._api.call(who.tenant, "views.open", trigger_id=trigger, view=view)
        except Failed:
            return None
        return str(opened["view"]["id"])

    async def change(self, who: Who, id: str, view: Json) -> bool:
        """Shows something else in an open view; False where it is closed, or Slack won't tell."""
        try:
            await self._api.repeat(who.tenant, "views.update", view_id=id, view=view)
        except Failed:
            return False
        return True

    @asynccontextmanager
    async def candid(self, who: Who, view: str | None) -> AsyncIterator[None]:
        """What breaks in the block is said in a view that would else wait for it for ever.

        Raises Confessed then, or where there is no such view what broke.
        """
        try:
            yield
        except Failed:
            raise
        except Exception as error:
            if view is None or not await self.change(who, view, showing(draw(BROKE, ()))):
                raise
            raise Confessed from error
