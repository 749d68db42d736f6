"""What Slack says of somebody, asked only for a command that needs it."""

from __future__ import annotations

from adapters.slack.origin import Who
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import Failed


class Inquiries:
    """Asks Slack; what is asked for this rarely is not remembered."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def name(self, who: Who) -> str:
        """Such as “Ada Lovelace (@ada) on Slack, in Hunters”; the bare id if Slack won't tell."""
        try:
            answer = await self._api.repeat(who.tenant, "users.info", user=who.user)
            install = await self._api.repeat(who.tenant, "auth.test")
        except Failed:
            return f"{who.user} on Slack"
        user = answer["user"]
        name = user.get("real_name") or user["profile"].get("display_name") or user["name"]
        return f"{name} (@{user['name']}) on Slack, in {install['team']}"

    async def is_admin(self, who: Who) -> bool:
        """Whether somebody is an admin or owner of their workspace; not if Slack won't tell.

        Slack's channels have no admins of their own.
        """
        try:
            answer = await self._api.repeat(who.tenant, "users.info", user=who.user)
        except Failed:
            return False
        return bool(answer["user"].get("is_admin") or answer["user"].get("is_owner"))
