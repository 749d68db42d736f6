"""The progress of work that takes a while: one message, rewritten as it goes on."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from adapters.slack.origin import Origin, SlackUser
from adapters.slack.outbound.api import LITERAL, Api
from adapters.slack.outbound.errors import ApiError
from adapters.slack.outbound.page_builder import PageBuilder
from adapters.slack.rendering.blocks import to_arguments
from bot.message import Message


class ProgressMessage:
    """A message to one user; that it cannot be shown keeps nothing from being done."""

    def __init__(
        self, api: Api, page_builder: PageBuilder, user: SlackUser, origin: Origin
    ) -> None:
        self._api = api
        self._page_builder = page_builder
        self._user = user
        thread = {"thread_ts": origin.thread} if origin.thread else {}
        self._where = {"channel": origin.channel, **thread}
        self._shown: dict[str, str] | None = None

    async def show(self, sentence: str) -> None:
        """Posts the sentence, or puts it in the place of the one before."""
        (page,) = await self._page_builder.build(Message(sentence), None)
        with suppress(ApiError):
            if self._shown is not None:
                await self._call("chat.update", self._shown, to_arguments(page))
            else:
                posted = await self._call("chat.postMessage", self._where, to_arguments(page))
                self._shown = {"channel": posted["channel"], "ts": posted["ts"]}

    async def _call(
        self, method: str, where: dict[str, str], words: dict[str, Any]
    ) -> dict[str, Any]:
        return await self._api.call(self._user.tenant, method, **where, **words, **LITERAL)
