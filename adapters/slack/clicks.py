"""Click ids on their way through Slack, which may escape three signs in them."""

from __future__ import annotations

from adapters.slack.drawing import Page, buttons_of, draw
from adapters.wire import click_id
from bot.caller import Caller
from bot.dispatch import Dispatch
from bot.message import Message

# In a click id a percent sign and a number may stand for any sign.
_SAFE = str.maketrans({"&": "%26", "<": "%3C", ">": "%3E"})


def unharmed(click: str) -> str:
    """The same click id without the signs that Slack reads as markup."""
    return click.translate(_SAFE)


async def pressable(message: Message, dispatch: Dispatch, owner: Caller) -> tuple[Page, ...]:
    """The message drawn, its buttons alive for their owner."""
    clicks = [
        unharmed(await click_id(button.does, dispatch, owner)) for button in buttons_of(message)
    ]
    return draw(message, clicks)
