"""Logs and explains errors: their kind and their place, without a word that a user wrote."""

from __future__ import annotations

import aiohttp
import discord
import structlog

from adapters.discord.settings import TOKEN

# The errors of a request to Discord that is not repeated.
NO_ANSWER = (discord.LoginFailure, discord.HTTPException, aiohttp.ClientError, OSError)

log = structlog.get_logger("discord")


def log_error(event: str, error: BaseException) -> None:
    """Logs an error. Of its own words the log keeps none: a database quotes what people wrote."""
    log.error(event, exc_info=error)


def explain_error(error: BaseException) -> str:
    """Explains to an operator why Discord gave no answer; holds no secret."""
    if isinstance(error, discord.LoginFailure):
        return f"Discord refuses {TOKEN}. Reset it on the Bot page, and copy the new one."
    if isinstance(error, discord.HTTPException):
        return f"Discord refuses to answer (HTTP {error.status}, code {error.code})."
    return f"Discord cannot be asked: {type(error).__name__}."
