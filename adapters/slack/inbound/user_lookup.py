"""Looks users up at Slack, only for a command that needs it."""

from __future__ import annotations

from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ApiError


class UserLookup:
    """Looks users up; so rarely that nothing is cached."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def describe(self, user: SlackUser) -> str:
        """Describes a user: “Ada Lovelace (@ada) on Slack, in Hunters”, or by the bare id."""
        try:
            answer = await self._api.repeat(user.tenant, "users.info", user=user.id)
            install = await self._api.repeat(user.tenant, "auth.test")
        except ApiError:
            return f"{user.id} on Slack"
        profile = answer["user"]
        name = profile.get("real_name") or profile["profile"].get("display_name") or profile["name"]
        return f"{name} (@{profile['name']}) on Slack, in {install['team']}"

    async def is_admin(self, user: SlackUser) -> bool:
        """True if a user is an admin or owner of their workspace; False if Slack won't tell.

        Slack's channels have no admins of their own.
        """
        try:
            answer = await self._api.repeat(user.tenant, "users.info", user=user.id)
        except ApiError:
            return False
        return bool(answer["user"].get("is_admin") or answer["user"].get("is_owner"))
