"""Finds the token of a workspace: the one of the settings, or one of many in storage."""

from __future__ import annotations

from typing import Protocol


class Tokens(Protocol):
    """The bot tokens of every tenant."""

    async def has(self, tenant: str) -> bool:
        """True if the app is installed there."""

    async def token(self, tenant: str) -> str:
        """Returns a valid token. Raises TokenRejected where there is none."""

    async def another(self, tenant: str, refused: str) -> str | None:
        """Returns a token newer than the one that Slack refused, if there is one."""

    async def lost(self, tenant: str) -> None:
        """Notes that Slack refuses the token for good."""


class OneWorkspace:
    """The bot token of the settings: for the one workspace that the app is installed in."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def has(self, tenant: str) -> bool:
        """Returns True: what Slack sends to this app comes from there."""
        return True

    async def token(self, tenant: str) -> str:
        """Returns the only token."""
        return self._token

    async def another(self, tenant: str, refused: str) -> str | None:
        """Returns None: there is only one."""
        return None

    async def lost(self, tenant: str) -> None:
        """Does nothing: only new settings can help."""
