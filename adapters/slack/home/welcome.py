"""A newcomer's first direct message, and the first one in a channel."""

from __future__ import annotations

from datetime import datetime

from adapters.shared.callback_data import write
from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ApiError
from adapters.slack.outbound.responder import Responder
from adapters.slack.ports import IdempotencyKeys
from adapters.slack.rendering.blocks import Page, draw_pages
from bot.conversation.router import ROOT
from bot.dispatcher import Dispatcher
from bot.domain.people.person import greeting_key
from bot.message import Button, ButtonStyle, CommandRef, Invocation, Message, Text
from bot.ports.clock import Clock

WELCOME = Message(
    text="Hello, I'm Followthrough. Tell me what you did: applied Acme as Baker yesterday.\n"
    "When it's time to write, call or say thank you, I'll send you the words.\n"
    "The owners of this workspace may be able to read or export what is written here; "
    "if it's your employer's, use a different one.",
    buttons=(Button("Log an application", Invocation("applied"), ButtonStyle.PRIMARY),),
)
CHANNEL = Message(
    text=Text(
        "Hello, I'm Followthrough. I keep job hunts moving: type ",
        CommandRef(ROOT),
        " here, and only you see the answer. This channel can also be an accountability "
        "group: goals for the week, a check-in on Friday; nobody's company or role is "
        "ever shown.",
    ),
    buttons=(Button("Start a group", Invocation("group start"), ButtonStyle.PRIMARY),),
    private=False,
)


class Welcome:
    """Greets newcomers once, as their direct messages tell, and channels by invitation."""

    def __init__(
        self,
        api: Api,
        responder: Responder,
        dispatcher: Dispatcher,
        keys: IdempotencyKeys,
        clock: Clock,
    ) -> None:
        self._api = api
        self._responder = responder
        self._dispatcher = dispatcher
        self._keys = keys
        self._clock = clock
        # Two things done at once are two requests: only one of them greets.
        self._greeting: set[SlackUser] = set()

    async def greet(self, user: SlackUser) -> bool:
        """Writes the first message, unless there is one; True once there is.

        A greeting that fails stops nothing: it comes with the next contact.
        """
        if user in self._greeting:
            return True
        self._greeting.add(user)
        try:
            await self._greet(user, greeting_key(user.address), self._clock.now())
        except ApiError:
            return False
        finally:
            self._greeting.discard(user)
        return True

    async def _greet(self, user: SlackUser, key: str, now: datetime) -> None:
        """Greets a user, unless they were; it counts once the message is there."""
        if await self._keys.claimed([key]):
            return
        channel = await self._responder.direct(user)
        if await self._is_first(user, channel, now):
            await self._responder.say(user, channel, self._pages(WELCOME))
        await self._keys.claim(key, now)

    async def greet_channel(self, tenant: str, channel: str, event: str) -> None:
        """Greets a channel that the bot was invited to; once an event, which may be repeated."""
        if await self._keys.claim(f"event:{event}", self._clock.now()):
            await self._responder.say(SlackUser(tenant, ""), channel, self._pages(CHANNEL))

    async def _is_first(self, user: SlackUser, channel: str, now: datetime) -> bool:
        """True if the bot has said nothing before now: the answer may be there by then."""
        history = await self._api.repeat(
            user.tenant,
            "conversations.history",
            channel=channel,
            latest=f"{now.timestamp():.6f}",
            limit=20,
        )
        return not any(message.get("bot_id") for message in history.get("messages", ()))

    def _pages(self, message: Message) -> tuple[Page, ...]:
        (button,) = message.buttons
        command = self._dispatcher.command(button.action.command)
        return draw_pages(message, [write(button.action, command)])
