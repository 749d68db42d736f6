"""Maps Discord's HTTP errors to what they mean for the person or channel of a message."""

from __future__ import annotations

import discord

from adapters.discord.channel_reasons import GONE, LOCKED_THREAD, NO_ACCESS, NO_PERMISSION
from bot.ports.messenger import ContentRefused, NotSent, RetryLater, Unreachable

TOO_MANY_OPENED = 300.0
WITHOUT_A_WORD = 60.0

UNKNOWN_MESSAGE = 10008
_UNKNOWN_USER = 10013
# An answer without a code comes from a proxy between Discord and us.
_NOT_DISCORD = 0
# An empty message, one too long, components that are none.
_CONTENT_ERRORS = frozenset({50006, 50035, 50109})
# All other refusals, except for a token or too many requests.
_REFUSED_FOR_NOW = frozenset(range(400, 429)) - {401}
_TOO_FAST, _CLOSED, _NO_SERVER, _NO_ACCESS = 40003, 50007, 50278, 50001
_INVITE = "add me to your account (my profile, Add App) or meet me in a server that we are both in"
_REASONS = {
    _CLOSED: "Discord says that your direct messages are closed to me. In a server that we are "
    f"both in, allow direct messages under Privacy Settings; or {_INVITE}.",
    _NO_SERVER: f"Discord lets me write only to people I share a server with: {_INVITE}.",
    _UNKNOWN_USER: "Discord doesn't know your account anymore.",
}
_REFUSED = f"Discord did not let me write to you. Check whether you have blocked me, or {_INVITE}."
# The more telling codes first: an archived thread opens by a post, unless it is locked.
_CHANNEL_CODES = {
    10003: GONE,
    50001: NO_ACCESS,
    50013: NO_PERMISSION,
    50083: LOCKED_THREAD,
    160005: LOCKED_THREAD,
}
_CHANNEL_REASONS = {404: GONE, 403: NO_PERMISSION}


def is_flaky(error: discord.HTTPException) -> bool:
    """True for an error that Discord gives wrongly at times: no access to a user's own install."""
    return error.status == 403 and error.code == _NO_ACCESS


def is_content_error(error: discord.HTTPException) -> bool:
    """True if Discord refuses the content of the message."""
    return error.status == 400 and error.code in _CONTENT_ERRORS


def raise_for_person(error: discord.HTTPException) -> None:
    """Raises what an error means for one person.

    That is Unreachable, ContentRefused, RetryLater or NotSent, or the error itself
    where the message may or may not have been sent.
    """
    if error.code == UNKNOWN_MESSAGE:
        return  # it was sent under this nonce, and was deleted
    if error.code == _TOO_FAST:
        raise RetryLater(TOO_MANY_OPENED) from None
    if error.status == 429:
        raise RetryLater(_retry_after(error)) from None
    if error.code in _REASONS:
        raise Unreachable(_REASONS[error.code]) from None
    if error.status == 403 and error.code != _NOT_DISCORD:
        raise Unreachable(_REFUSED) from None
    if is_content_error(error):
        raise ContentRefused(f"code {error.code}") from None
    if error.status in _REFUSED_FOR_NOW and error.code != _NOT_DISCORD:
        raise NotSent(f"HTTP {error.status}, code {error.code}", answered=True) from None
    raise error


def raise_for_channel(error: discord.HTTPException) -> None:
    """Raises what an error means for a channel, as for a person."""
    if error.code in _CHANNEL_CODES:
        raise Unreachable(_CHANNEL_CODES[error.code]) from None
    passes = error.code in (UNKNOWN_MESSAGE, _NOT_DISCORD)
    if error.status in _CHANNEL_REASONS and not passes:
        raise Unreachable(_CHANNEL_REASONS[error.status]) from None
    raise_for_person(error)


def _retry_after(error: discord.HTTPException) -> float:
    seconds = error.response.headers.get("Retry-After", "")
    return float(seconds) if seconds.isdecimal() else WITHOUT_A_WORD
