"""A newcomer's first direct message: three lines and one button."""

from __future__ import annotations

from adapters.shared.callback_data import write
from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ApiError
from adapters.slack.outbound.replies import Replies
from adapters.slack.ports import IdempotencyKeys
from adapters.slack.rendering.blocks import Page, draw_pages
from bot.dispatcher import Dispatcher
from bot.domain.people.person import greeting_key
from bot.message import Button, Invocation, Message, Style
from bot.ports.clock import Clock

WELCOME = Message(
    text="Hello, I'm Followthrough. Tell me what you did: applied Acme as Baker yesterday.\n"
    "When it is time to write, call or say thank you, I come to you with the words.\n"
    "The owners of this workspace may be able to read or export what is written here; "
    "if it is your employer's, use another.",
    buttons=(Button("Log an application", Invocation("applied"), Style.PRIMARY),),
)


class Welcome:
    """Greets newcomers once, as their direct messages tell."""

    def __init__(
        self,
        api: Api,
        replies: Replies,
        dispatcher: Dispatcher,
        keys: IdempotencyKeys,
        clock: Clock,
    ) -> None:
        self._api = api
        self._replies = replies
        self._dispatcher = dispatcher
        self._keys = keys
        self._clock = clock

    async def greet(self, user: SlackUser) -> None:
        """Writes the first message, unless there is one. A greeting that fails stops nothing."""
        try:
            channel = await self._replies.direct(user)
            if await self._is_first(user, channel):
                await self._replies.say(user, channel, self._pages())
        except ApiError:
            return

    async def _is_first(self, user: SlackUser, channel: str) -> bool:
        # Two things done at once are two requests: only one of them greets.
        key = greeting_key(user.address)
        if not await self._keys.claim(key, self._clock.now()):
            return False
        history = await self._api.repeat(
            user.tenant, "conversations.history", channel=channel, limit=20
        )
        return not any(message.get("bot_id") for message in history.get("messages", ()))

    def _pages(self) -> tuple[Page, ...]:
        (button,) = WELCOME.buttons
        command = self._dispatcher.command(button.action.command)
        return draw_pages(WELCOME, [write(button.action, command)])
