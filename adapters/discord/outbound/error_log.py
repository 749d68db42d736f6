"""What is said of an error: its kind and its place, and no word that anybody wrote."""

from __future__ import annotations

import aiohttp
import discord
import structlog

from adapters.discord.settings import TOKEN

# What asking Discord may end in, where nobody is there to wait and ask again.
NO_ANSWER = (discord.LoginFailure, discord.HTTPException, aiohttp.ClientError, OSError)

log = structlog.get_logger("discord")


def log_error(event: str, error: BaseException) -> None:
    """Logs an error. Of its own words the log keeps none: a database quotes what people wrote."""
    log.error(event, exc_info=error)


def explain_error(error: BaseException) -> str:
    """Why Discord gave no answer, to somebody who sets the bot up; no secret is in it."""
    if isinstance(error, discord.LoginFailure):
        return f"Discord refuses {TOKEN}. Reset it on the Bot page, and copy the new one."
    if isinstance(error, discord.HTTPException):
        return f"Discord refuses to answer (HTTP {error.status}, code {error.code})."
    return f"Discord cannot be asked: {type(error).__name__}."
